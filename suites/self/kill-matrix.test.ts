import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/cases/coverage.ts';
import { CASES } from '../../src/cases/index.ts';
import { reasonToStay, STAYS } from '../../src/cases/stays.ts';
import { REQUIREMENTS } from '../../src/requirements/index.ts';
import { type Observers, startObservers } from './in-process/pool.ts';
import { killAll } from './kill-all.ts';
import { complaints, type Kill } from './kill-matrix.ts';
import { headline, table } from './kill-table.ts';
import { PROFILE } from './run-against.ts';
import { FULL } from './sample.ts';
import { tally } from './tally.ts';
import { dispensable } from './worth.ts';

let observers: Observers;
let kills: readonly Kill[] = [];

beforeAll(async () => {
  const startedAt = Date.now();
  observers = await startObservers();
  kills = await killAll(observers, FULL);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  tally('kill-matrix', `${headline(kills)} · ${seconds} s`, table(kills));
}, 3_600_000);

afterAll(() => observers.close());

describe('the kill matrix of ob-uk-3.3', () => {
  it('begins with an intact server that passes', () => {
    expect(observers.amiss).toEqual([]);
  });

  it('has every fault noticed for what it breaks, and for nothing else', () => {
    expect(kills.flatMap((kill) => complaints(kill))).toEqual([]);
  });

  describe('knows of every case', () => {
    const spare = (): readonly string[] =>
      dispensable(
        CASES.map(({ id }) => id),
        kills,
        coverageOf(PROFILE, REQUIREMENTS, CASES),
      );

    it('why it stays, where another one notices the same', () => {
      const ids = spare();
      tally(
        'worth',
        `cases that alone notice something ${CASES.length - ids.length}/${CASES.length}; the others say why they stay`,
        ids.map((id) => `${id}: ${reasonToStay(id) ?? ''}\n`).join(''),
      );
      expect(ids.filter((id) => reasonToStay(id) === null)).toEqual([]);
    });

    it('no reason that none needs', () => {
      const ids = spare();
      expect(STAYS.filter(({ cases }) => !ids.some((id) => cases.test(id)))).toEqual([]);
    });
  });
});
