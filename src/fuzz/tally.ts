import type { Outcome } from '../engine/outcome.ts';
import type { Causes } from './causes.ts';
import type { Judged } from './oracle.ts';
import type { SymptomKind } from './symptom.ts';

/** How many payloads were sent, and what came of them. */
export interface Tally {
  /** Why sending ended early; null where it did not. */
  ended: Outcome['ended'];
  add(judged: Judged): void;
  /** A payload that cannot be made here. */
  skip(): void;
  /** A payload without a usable answer. */
  unclear(why: string): void;
  found(kind: SymptomKind): void;
  causes(causes: Pick<Causes, 'beyond' | 'passing'>): void;
  judged(): number;
  /** Findings and disagreements. */
  results(): number;
  /** Why not everything could be judged; null where it could. */
  unfinished(): string | null;
  /** One line for the report. */
  text(seed: string): string;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function createTally(): Tally {
  const made = { valid: 0, broken: 0, odd: 0 };
  let skipped = 0;
  let unclear = 0;
  let firstUnclear = '';
  let findings = 0;
  let disagreements = 0;
  let beyond = 0;
  let passing = 0;
  const judged = (): number => made.valid + made.broken + made.odd;
  const tally: Tally = {
    ended: null,
    add({ made: kind, moot }) {
      if (moot === null) made[kind] += 1;
      else tally.unclear(moot);
    },
    skip() {
      skipped += 1;
    },
    unclear(why) {
      if (unclear === 0) firstUnclear = why;
      unclear += 1;
    },
    found(kind) {
      if (kind === 'disagreement') disagreements += 1;
      else findings += 1;
    },
    causes(causes) {
      beyond = causes.beyond;
      passing = causes.passing;
    },
    judged,
    results: () => findings + disagreements,
    unfinished() {
      const lost = unclear + passing;
      if (lost > 0) {
        const why = firstUnclear || 'they fared no worse than a valid request, or only once';
        return `${counted(lost, 'payload')} could not be judged: ${why}`;
      }
      return judged() === 0 ? 'no payload could be judged' : null;
    },
    text(seed) {
      const { valid, broken, odd } = made;
      const more = [
        skipped === 0 ? '' : `, ${skipped} that cannot be made here`,
        unclear + passing === 0 ? '' : `, ${unclear + passing} not judged`,
        beyond === 0 ? '' : `, ${beyond} with further faults that were not looked into`,
      ].join('');
      return `Fuzz: ${judged()} payloads judged (${valid} valid, ${broken} broken, ${odd} odd)${more}; ${counted(findings, 'finding')}, ${counted(disagreements, 'disagreement')}; seed ${seed}.`;
    },
  };
  return tally;
}
