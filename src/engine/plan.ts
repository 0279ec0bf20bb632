import type { Capability, Case } from '../model/case.ts';
import type { Profile } from '../model/profile.ts';
import type { PlannedCase } from '../model/session.ts';
import type { TargetFacts } from '../model/target.ts';
import { excludedBecause } from './weigh.ts';

const MISSING: Readonly<Record<Capability, string>> = {
  get: 'the target does not offer GET on a registration',
  put: 'the target does not offer PUT on a registration',
  delete: 'the target does not offer DELETE on a registration',
  token: 'no token endpoint is known (--token-endpoint names it)',
  'private-key-jwt':
    'the target accepts only clients that authenticate otherwise than by private_key_jwt',
  discovery: 'there is no discovery document',
  https: 'the target is plain http',
  mtls: 'the target is plain http',
  trusted: 'the SSAs are not ours to make',
  introspection: 'no introspection endpoint is known',
  revocation: 'no revocation endpoint is known',
  robustness: 'robustness cases are asked for by --include robustness',
};

/** The row that plain http breaks. */
export const TLS_ROW = 'RFC7591-3-2';

/** True for a case that plain http away from loopback fails without a request: it is about that very row. */
export function brokenByPlainHttp(entry: Case, target: TargetFacts): boolean {
  return (
    !target.loopback &&
    !target.capabilities.has('https') &&
    entry.requirements.includes(TLS_ROW) &&
    (entry.needs ?? []).some((need) => need === 'https' || need === 'mtls')
  );
}

/** Operations a stimulus of itself needs. */
function needs(entry: Case): readonly Capability[] {
  const stated = entry.needs ?? [];
  return entry.form === 'stimulus' && entry.operation === 'put' && !stated.includes('put')
    ? ['put', ...stated]
    : stated;
}

type Absent = ReadonlyMap<Capability, string>;

function notApplicable(
  entry: Case,
  target: TargetFacts,
  profile: Profile,
  absent: Absent,
): string | null {
  if (brokenByPlainHttp(entry, target)) return null;
  const missing = needs(entry).find((need) => !target.capabilities.has(need));
  if (missing !== undefined) return absent.get(missing) ?? MISSING[missing];
  const reasons = entry.requirements.map((id) => excludedBecause(profile, id));
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
}

/** Which of `cases` the target can be tested with, and why not the others; `absent` has reasons of this target. Pure. */
export function planCases(
  cases: readonly Case[],
  target: TargetFacts,
  profile: Profile,
  absent: Absent = new Map(),
): readonly PlannedCase[] {
  return cases.map((entry) => ({
    case: entry,
    notApplicable: notApplicable(entry, target, profile, absent),
  }));
}

/** A remark where a whole kind of case was left out. */
export function planNotes(plan: readonly PlannedCase[], target: TargetFacts): string[] {
  if (target.capabilities.has('https')) return [];
  const left = plan.filter(({ notApplicable: reason }) => reason === MISSING.https).length;
  if (left === 0 || !target.loopback) return [];
  return [
    `The target is plain http on loopback: ${left} transport and certificate cases do not apply.`,
  ];
}
