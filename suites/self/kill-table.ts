import type { Kill, Outcome } from './kill-matrix.ts';

const UNCOUNTED: ReadonlySet<Outcome> = new Set(['permitted', 'unreachable']);

/** `faults caught N/N` over the faults that have to be noticed, how, and how many are not counted. */
export function headline(kills: readonly Kill[]): string {
  const counted = kills.filter(({ outcome }) => !UNCOUNTED.has(outcome));
  const caught = counted.filter(({ outcome }) => outcome !== 'survived');
  const among = (outcome: Outcome) => kills.filter((entry) => entry.outcome === outcome).length;
  return [
    `faults caught ${caught.length}/${counted.length}`,
    `${among('caught')} as fail, ${among('warned')} as warn, ${among('no run')} as no verdict, ${among('masked')} together with the rule that masks them`,
    `not counted: ${among('permitted')} permitted, ${among('unreachable')} out of reach`,
  ].join(' · ');
}

function detailOf({ fault, outcome, by }: Kill): string {
  const { permitted, unreachable, maskedBy = [], breaks } = fault;
  const more = by.length > 1 ? ` and ${by.length - 1} more` : '';
  const noticed = `${by[0] ?? ''}${more}`;
  if (outcome === 'masked') return `by ${maskedBy.join(', ')}; together: ${noticed}`;
  if (outcome === 'permitted') return permitted ?? `${breaks.join(', ')}: only a remark`;
  if (outcome === 'unreachable') return unreachable ?? '';
  return outcome === 'survived' ? breaks.join(', ') : noticed;
}

/** One line a fault: what became of it, and the case that noticed it, or why none has to. */
export function table(kills: readonly Kill[]): string {
  return kills
    .map((kill) => {
      const { fault, outcome, excused } = kill;
      const without = excused > 0 ? ` · ${excused} without verdict` : '';
      return `${outcome.padEnd(11)} ${fault.id.padEnd(60)} ${detailOf(kill)}${without}\n`;
    })
    .join('');
}
