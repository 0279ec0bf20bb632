import type { Profile } from '../../src/model/profile.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { REQUIREMENTS } from '../../src/requirements/index.ts';
import { createWeigh } from '../../src/requirements/weigh.ts';
import type { Fault } from '../../src/server/faults/fault.ts';
import type { Change, Observation } from './in-process/observe.ts';
import { PROFILE } from './run-against.ts';

/** What became of one fault. `no run`: the target cannot be tested, exit code 3 with the reason. */
export type Outcome =
  | 'caught'
  | 'warned'
  | 'no run'
  | 'masked'
  | 'permitted'
  | 'unreachable'
  | 'survived';

export interface Kill {
  readonly fault: Fault;
  readonly outcome: Outcome;
  /** The cases that noticed it, each by a finding about a row that the fault breaks. */
  readonly by: readonly string[];
  /** What was found about other rows, in words. */
  readonly unrelated: readonly string[];
  /** Cases that went without a verdict, mostly because one of their steps goes through what is broken. */
  readonly excused: number;
}

/** What the fault has to turn a case into: what its first row weighs in this profile. `pass` where that is only a remark. */
export function weightOf({ onlyWarns, breaks: [first = ''] }: Fault, profile: Profile): Verdict {
  return onlyWarns !== undefined ? 'warn' : createWeigh(profile, REQUIREMENTS)(first);
}

type Noticed = Change['findings'][number];

function noticedIn(
  changes: readonly Change[],
  breaks: readonly string[],
  counts: (found: Noticed) => boolean,
): string[] {
  return changes
    .filter(({ findings }) =>
      findings.some((found) => counts(found) && breaks.includes(found.requirement)),
    )
    .map(({ caseId }) => caseId);
}

const isFail = ({ verdict }: Noticed): boolean => verdict === 'fail';
const isWarn = ({ verdict }: Noticed): boolean => verdict === 'warn';
/** A fail, had the profile not said that the product is known for it. */
const isKnown = (found: Noticed): boolean => isWarn(found) && found.known !== undefined;

function unrelatedIn(changes: readonly Change[], breaks: readonly string[]): string[] {
  return changes.flatMap(({ caseId, verdict, reason, findings }) => [
    ...(verdict === 'error' ? [`${caseId}: error: ${reason}`] : []),
    ...findings
      .filter((found) => found.verdict === 'fail' || found.verdict === 'warn')
      .filter(({ requirement }) => !breaks.includes(requirement))
      .map((found) => `${caseId}: ${found.verdict} of ${found.requirement} (${found.check})`),
  ]);
}

/** Observations of servers with the faults that mask another one. */
export interface Masked {
  readonly masks: readonly Fault[];
  /** With the masked fault as well. */
  readonly together: Observation;
  readonly masksAlone: Observation;
}

/** What notices a masked fault: more than what notices its masks. */
function noticedBehind(
  fault: Fault,
  { masks, together, masksAlone }: Masked,
  profile: Profile,
): string[] {
  const breaks = [fault, ...masks].flatMap((entry) => entry.breaks);
  const less = weightOf(fault, profile) === 'fail' ? isKnown : isWarn;
  return [isFail, less].flatMap((counts) => {
    const before = new Set(noticedIn(masksAlone.changes, breaks, counts));
    return noticedIn(together.changes, breaks, counts).filter((id) => !before.has(id));
  });
}

/** What an observation of a server with this fault says of it; `masked` for one that others mask. */
export function judge(
  fault: Fault,
  alone: Observation,
  masked: Masked | null,
  profile: Profile = PROFILE,
): Kill {
  const { breaks, permitted, unreachable } = fault;
  const { changes } = alone;
  const fails = noticedIn(changes, breaks, isFail);
  const warns = noticedIn(changes, breaks, isWarn);
  const behind = masked === null ? [] : noticedBehind(fault, masked, profile);
  const excused = changes.filter(
    ({ verdict }) => verdict === 'inconclusive' || verdict === 'not-applicable',
  ).length;
  const done = (outcome: Outcome, by: readonly string[]): Kill => ({
    fault,
    outcome,
    by,
    unrelated: unrelatedIn(changes, breaks),
    excused,
  });
  if (alone.refused !== null) return done('no run', []);
  if (fails.length > 0) return done('caught', fails);
  if (permitted !== undefined) return done('permitted', []);
  if (warns.length > 0) return done('warned', warns);
  if (weightOf(fault, profile) === 'pass') return done('permitted', []);
  if (unreachable !== undefined) return done('unreachable', []);
  return behind.length > 0 ? done('masked', behind) : done('survived', []);
}

/** What is wrong with the suites, or with what is said of the fault, in words; empty when nothing is. */
export function complaints(
  { fault, outcome, unrelated }: Kill,
  profile: Profile = PROFILE,
): string[] {
  const { id, permitted } = fault;
  const about = `${id} (${fault.breaks.join(', ')})`;
  return [
    ...(outcome === 'survived' ? [`${about} is noticed by no case`] : []),
    ...(outcome === 'warned' && weightOf(fault, profile) === 'fail'
      ? [`${about} is only a warn`]
      : []),
    ...(outcome === 'caught' && permitted !== undefined
      ? [`${about} is permitted and still a fail`]
      : []),
    ...unrelated.map((what) => `${about} breaks something else: ${what}`),
  ];
}
