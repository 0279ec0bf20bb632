import { casesFor } from '../../../src/cases/index.ts';
import { openTrustMaterial } from '../../../src/keys/store.ts';
import { PROFILES } from '../../../src/profiles/index.ts';
import { allFaults } from '../../../src/server/faults/index.ts';
import { variantsFor } from '../../../src/server/variants/index.ts';
import { createBaseline } from './baseline.ts';
import { type Observation, observe } from './observe.ts';
import { createShared } from './remember.ts';

/** What a worker is asked for: one observation after the other. */
export interface Order {
  readonly faults: readonly string[];
  /** Every case, not only those that the faults come near. */
  readonly all: boolean;
}

/** What it tells: first what is amiss with the intact server, then an observation for each order. */
export type Report =
  | { readonly about: 'ready'; readonly amiss: readonly string[] }
  | { readonly about: 'observation'; readonly observation: Observation };

const profile = PROFILES[process.argv[2] ?? ''];
if (profile === undefined) throw new Error(`there is no profile ${process.argv[2]}`);
const cases = casesFor(profile);
const shared = createShared(await openTrustMaterial('keys'));
const baseline = await createBaseline(profile, cases, shared, [
  ...allFaults(profile),
  ...variantsFor(profile),
]);
const tell = (report: Report): void => {
  process.send?.(report);
};
const amiss = [...baseline.results.values()].filter(
  ({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable',
);
tell({
  about: 'ready',
  amiss: amiss.map(({ caseId, verdict, reason }) => `${caseId}: ${verdict}: ${reason}`),
});

process.on('message', ({ faults, all }: Order) => {
  void observe({ profile, cases, shared, baseline, faults, all }).then((observation) =>
    tell({ about: 'observation', observation }),
  );
});
