import type { Profile } from '../../src/model/profile.ts';
import type { Fault } from '../../src/server/faults/fault.ts';
import { allFaults } from '../../src/server/faults/index.ts';
import type { Observation } from './in-process/observe.ts';
import type { Observers } from './in-process/pool.ts';
import { judge, type Kill, type Masked } from './kill-matrix.ts';
import { observeOverTls } from './over-tls.ts';
import { PROFILE } from './run-against.ts';

/** Observes a server with all of `faults`; `id` stands for the set. */
interface FaultSet {
  readonly id: string;
  readonly faults: readonly string[];
}

function setOf(...faults: readonly string[]): FaultSet {
  return { id: faults.join(' '), faults };
}

function setsFor({ id, maskedBy }: Fault): readonly FaultSet[] {
  return maskedBy === undefined
    ? [setOf(id)]
    : [setOf(id), setOf(id, ...maskedBy), setOf(...maskedBy)];
}

/** Sees what becomes of each fault alone, in the order of the catalogue of faults. `all`: against every case. */
export async function killAll(
  observers: Observers,
  all: boolean,
  profile: Profile = PROFILE,
  faults: readonly Fault[] = allFaults(profile),
): Promise<readonly Kill[]> {
  const byId = new Map(allFaults(profile).map((fault) => [fault.id, fault]));
  const seen = new Map<string, Observation>();
  const overTls = faults.filter(({ tls }) => tls !== undefined);
  const sets = new Map(
    faults
      .filter(({ tls }) => tls === undefined)
      .flatMap(setsFor)
      .map((set) => [set.id, { ...set, all }]),
  );
  const seeOverTls = async (): Promise<void> => {
    for (const { id } of overTls) seen.set(id, await observeOverTls(id, all, profile));
  };
  await Promise.all([
    seeOverTls(),
    observers.observe([...sets.values()], ({ id }, observation) => seen.set(id, observation)),
  ]);
  const observationOf = ({ id }: FaultSet): Observation => {
    const observation = seen.get(id);
    if (observation === undefined) throw new Error(`${id} was not observed`);
    return observation;
  };
  return faults.map((fault) => {
    const { id, maskedBy } = fault;
    const masked: Masked | null =
      maskedBy === undefined
        ? null
        : {
            masks: maskedBy.flatMap((mask) => byId.get(mask) ?? []),
            together: observationOf(setOf(id, ...maskedBy)),
            masksAlone: observationOf(setOf(...maskedBy)),
          };
    return judge(fault, observationOf(setOf(id)), masked, profile);
  });
}
