/** Kill matrix and harmless variants of the profiles of products: a sample and every preset of a product, all of them with --full. */
import { describe, expect, it } from 'vitest';
import { wso2Fs4 } from '../../src/profiles/wso2-fs4.ts';
import { wso2Ob3 } from '../../src/profiles/wso2-ob3.ts';
import type { Fault } from '../../src/server/faults/fault.ts';
import { allFaults } from '../../src/server/faults/index.ts';
import type { Change } from './in-process/observe.ts';
import { killAll } from './kill-all.ts';
import { headline, table } from './kill-table.ts';
import { itSparesVariants, observersOf } from './profile-matrix.ts';
import { FULL, sample } from './sample.ts';
import { tally } from './tally.ts';

const FAULTS = 30;
const VARIANTS = 12;

const isPreset = ({ kind }: Fault): boolean => kind === 'wso2';

/** What each product is known for. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'wso2-ob3': [
    'issued-at-as-string',
    'signing-alg-not-returned',
    'redirects-unchecked',
    'rs256-accepted',
    'empty-401',
  ],
  'wso2-fs4': ['redirects-as-regexp', 'response-types-as-text', 'empty-401'],
};

/** Each finding of `changes` that is no pass, by what the profile makes of it. */
function weighed(changes: readonly Change[]): readonly string[] {
  const all = changes.flatMap(({ findings }) => findings);
  const odd = all.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  return odd.map(({ known, check, requirement, actual }) =>
    known === undefined ? `${check} ${requirement}: ${actual}` : 'known',
  );
}

describe.each([wso2Ob3, wso2Fs4])('under $id', (profile) => {
  const observers = observersOf(profile);

  it('every fault and every preset is noticed', { timeout: 3_600_000 }, async () => {
    // What only shows on a connection is the same in every profile.
    const faults = allFaults(profile).filter(({ tls }) => tls === undefined);
    const others = faults.filter((fault) => !isPreset(fault));
    const chosen = [...sample(others, FAULTS), ...faults.filter(isPreset)];
    const kills = await killAll(observers(), FULL, profile, chosen);
    tally(`kill-matrix-${profile.id}`, `${profile.id}: ${headline(kills)}`, table(kills));
    const survived = kills.filter(({ outcome }) => outcome === 'survived');
    expect(survived.map(({ fault }) => fault.id)).toEqual([]);
  });

  it('what the product is known for is said to be known, and nothing but that is found', async () => {
    const found = new Map<string, readonly string[]>();
    const presets = (KNOWN[profile.id] ?? []).map((slug) => `wso2/${slug}`);
    const orders = presets.map((id) => ({ id, faults: [id], all: false }));
    await observers().observe(orders, ({ id }, { changes }) =>
      found.set(id, [...new Set(weighed(changes))]),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(presets.map((id) => [id, ['known']])),
    );
  });

  itSparesVariants(profile, VARIANTS, observers);
});
