import type { FlowCase } from '../model/case.ts';

/** More would make one client that was harmed cost too much. */
const LONGEST_CHAIN = 20;

/** Groups cases that borrow the same, at most 20 of them; any other case is alone. In the order of the first of each. */
export function makeChains(cases: readonly FlowCase[]): readonly (readonly FlowCase[])[] {
  const chains: FlowCase[][] = [];
  const open = new Map<string, FlowCase[]>();
  for (const entry of cases) {
    const known = entry.borrows === undefined ? undefined : open.get(entry.borrows);
    if (known !== undefined && known.length < LONGEST_CHAIN) {
      known.push(entry);
      continue;
    }
    const chain = [entry];
    chains.push(chain);
    if (entry.borrows !== undefined) open.set(entry.borrows, chain);
  }
  return chains;
}
