import type { Fault } from '../../src/server/faults/fault.ts';
import { allFaults } from '../../src/server/faults/index.ts';
import { baseline, type Kill, kill } from './kill-matrix.ts';
import { PROFILE, trustMaterial } from './run-against.ts';

/** Sessions at a time: enough to use what one of them waits for. */
const WIDTH = 3;

/** Kills each fault of `choose` alone, in the order of the catalogue of faults. */
export async function killAll(
  choose: (faults: readonly Fault[]) => readonly Fault[],
): Promise<readonly Kill[]> {
  const trust = await trustMaterial();
  const faults = allFaults(PROFILE);
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  const chosen = choose(faults);
  const base = await baseline(trust);
  const kills = new Map<Fault, Kill>();
  const waiting = [...chosen];
  const worker = async (): Promise<void> => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      kills.set(fault, await kill(trust, fault, base, byId));
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return chosen.flatMap((fault) => kills.get(fault) ?? []);
}
