import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Observers, startObservers } from './in-process/pool.ts';
import { killAll } from './kill-all.ts';
import { complaints, type Kill } from './kill-matrix.ts';
import { headline, table } from './kill-table.ts';
import { FULL } from './sample.ts';
import { tally } from './tally.ts';

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
    expect(kills.flatMap(complaints)).toEqual([]);
  });
});
