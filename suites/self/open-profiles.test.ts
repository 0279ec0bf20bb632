/** Kill matrix and harmless variants of the profiles in which clients register in plain JSON: a sample, all of them with --full. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oidc } from '../../src/profiles/oidc.ts';
import { rfc7591 } from '../../src/profiles/rfc7591.ts';
import { allFaults } from '../../src/server/faults/index.ts';
import { variantsFor } from '../../src/server/variants/index.ts';
import { openVariants } from '../../src/server/variants/open.ts';
import type { Variant } from '../../src/server/variants/variant.ts';
import { alarms, undecided } from './alarms.ts';
import { type Observers, startObservers } from './in-process/pool.ts';
import { killAll } from './kill-all.ts';
import type { Kill } from './kill-matrix.ts';
import { headline, table } from './kill-table.ts';
import { FULL, sample } from './sample.ts';
import { tally } from './tally.ts';

/** What the cases of these profiles do not notice, and why. */
const EXCUSED: readonly (readonly [faults: RegExp, why: string])[] = [
  [
    /^accepts:update\.software-id$|^error\/(crash|ok)-on-request-claims$/,
    'No clause keeps a client from changing its software_id: the server is stricter than it need be.',
  ],
  [
    /^transport\/token-/,
    'In plain JSON the server looks at a certificate before the rules that these faults bend.',
  ],
  [
    /^accepts:assertion\.key$/,
    'What could show it is the transport key, which the registered set holds: RFC 7517 4.2 obliges nobody to look at its use.',
  ],
  [
    /^accepts:request\.sector\.https$/,
    'The document of an http address cannot be fetched, which the server refuses all the same.',
  ],
];

const FAULTS = 40;
const VARIANTS = 7;

describe.each([rfc7591, oidc])('under $id', (profile) => {
  let observers: Observers;

  beforeAll(async () => {
    observers = await startObservers(profile);
  }, 600_000);

  afterAll(() => observers.close());

  it('the intact server passes', () => {
    expect(observers.amiss).toEqual([]);
  });

  it('every fault is noticed', {
    timeout: 3_600_000,
  }, async () => {
    // What only shows on a connection is the same in every profile.
    const faults = allFaults(profile).filter(({ tls }) => tls === undefined);
    const kills: readonly Kill[] = await killAll(observers, FULL, profile, sample(faults, FAULTS));
    tally(`kill-matrix-${profile.id}`, `${profile.id}: ${headline(kills)}`, table(kills));
    const survived = kills.filter(({ outcome }) => outcome === 'survived');
    const ids = survived.map(({ fault }) => fault.id);
    expect(ids.filter((id) => !EXCUSED.some(([excused]) => excused.test(id)))).toEqual([]);
  });

  it('nothing is held against what the specifications allow', { timeout: 3_600_000 }, async () => {
    const variants = variantsFor(profile).filter(({ tls }) => tls === undefined);
    const isOwn = (each: Variant): boolean => openVariants.includes(each);
    const others = variants.filter((each) => !isOwn(each));
    const chosen = [...sample(others, VARIANTS), ...variants.filter(isOwn)];
    const raised: string[] = [];
    const orders = chosen.map(({ id }) => ({ id, faults: [id], all: FULL }));
    const own = new Set(openVariants.map(({ id }) => id));
    await observers.observe(orders, ({ id }, seen) => {
      raised.push(...alarms(id, seen));
      if (own.has(id)) raised.push(...undecided(id, seen));
    });
    tally(
      `variants-${profile.id}`,
      `${profile.id}: false alarms of ${orders.length} variants: ${raised.length}`,
      raised.join('\n'),
    );
    expect(raised).toEqual([]);
  });
});
