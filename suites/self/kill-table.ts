import { type Kill, tooLight } from './kill-matrix.ts';

/** `faults caught N/N` over the faults that have to be noticed, and how many are not counted, and why. */
export function headline(kills: readonly Kill[]): string {
  const counted = kills.filter(
    ({ outcome }) => outcome !== 'permitted' && outcome !== 'unreachable',
  );
  const caught = counted.filter(({ outcome }) => outcome !== 'survived');
  const among = (outcome: Kill['outcome']) =>
    kills.filter((entry) => entry.outcome === outcome).length;
  return [
    `faults caught ${caught.length}/${counted.length}`,
    `${among('caught')} as fail, ${among('warned')} as warn, ${among('masked')} together with the rule that masks them`,
    `not counted: ${among('permitted')} permitted, ${among('unreachable')} out of reach`,
  ].join(' · ');
}

/** One line a fault: what became of it, and the case that noticed it or the reason why none has to. */
export function table(kills: readonly Kill[]): string {
  return kills
    .map(({ fault, outcome, by, sideEffects }) => {
      const reason = fault.permitted ?? fault.unreachable ?? fault.breaks.join(' ');
      const more = by.length > 1 ? ` and ${by.length - 1} more` : '';
      const others = sideEffects.length > 0 ? `, side effects on ${sideEffects.length}` : '';
      return `${outcome.padEnd(11)} ${fault.id.padEnd(60)} ${by[0] ?? reason}${more}${others}`;
    })
    .join('\n');
}

/** What is wrong with the suites, in words; empty when nothing is. */
export function complaints(kills: readonly Kill[]): string[] {
  return kills.flatMap((entry) => {
    const { fault, outcome } = entry;
    const breaks = fault.breaks.join(', ');
    if (outcome === 'survived') return [`${fault.id} (${breaks}) is noticed by no case`];
    return tooLight(entry) ? [`${fault.id} (${breaks}) is only a warn`] : [];
  });
}
