import type { Accepted, Capability, Case, Variant } from '../model/case.ts';
import type { Profile } from '../model/profile.ts';
import type { PlannedCase } from '../model/session.ts';
import type { TargetFacts } from '../model/target.ts';
import { excludedBecause } from '../requirements/weigh.ts';

const MISSING: Readonly<Record<Exclude<Capability, Accepted>, string>> = {
  get: 'the target does not offer GET on a registration',
  put: 'the target does not offer PUT on a registration',
  delete: 'the target does not offer DELETE on a registration',
  token: 'no token endpoint is known (--token-endpoint names it)',
  discovery: 'there is no discovery document',
  https: 'the target is plain http',
  mtls: 'the target is plain http',
  strangers: 'the client certificate is not of a CA that issues others here',
  trusted: 'the SSAs are not ours to make',
  introspection: 'no introspection endpoint is known',
  revocation: 'no revocation endpoint is known',
  authorization: 'no authorization endpoint is known',
  robustness: 'robustness cases are asked for by --include robustness',
};

const WHAT: Readonly<Record<string, string>> = {
  scope: 'the scope',
  alg: 'signatures with',
  auth: 'client authentication by',
  grant: 'the grant type',
  'response-type': 'the response type',
};

function isAccepted(need: Capability): need is Accepted {
  return need.includes(':');
}

function missingReason(need: Capability): string {
  if (!isAccepted(need)) return MISSING[need];
  const [kind = '', value] = need.split(':');
  return `the registration that the target accepted does not have ${WHAT[kind]} ${value}`;
}

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

/** Stimuli that cannot be made of what the user brought; null where we are the directory. */
type Tried = ReadonlyMap<Case, string> | null;

function notApplicable(
  entry: Case,
  target: TargetFacts,
  profile: Profile,
  absent: Absent,
  tried: Tried,
): string | null {
  if (brokenByPlainHttp(entry, target)) return null;
  const missing = needs(entry).find(
    (need) =>
      !target.capabilities.has(need) &&
      // What a stimulus asks of the directory was found out by making it.
      !(need === 'trusted' && tried !== null && entry.form === 'stimulus'),
  );
  if (missing !== undefined) return absent.get(missing) ?? missingReason(missing);
  const impossible = tried?.get(entry);
  if (impossible !== undefined) return impossible;
  const reasons = entry.requirements.map((id) => excludedBecause(profile, id));
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
}

/** Which of `cases` the target can be tested with, and why not the others; `absent` has reasons of this target, `tried` those of its SSAs. Pure. */
export function planCases(
  cases: readonly Case[],
  target: TargetFacts,
  profile: Profile,
  absent: Absent = new Map(),
  tried: Tried = null,
): readonly PlannedCase[] {
  return cases.map((entry) => ({
    case: entry,
    notApplicable: notApplicable(entry, target, profile, absent, tried),
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

/** The plan on the draft that the target accepts: a change stands on that; what is sent without a change is itself under test. */
export function standingOn(variant: Variant, plan: readonly PlannedCase[]): readonly PlannedCase[] {
  return plan.map((planned) => {
    const { case: entry } = planned;
    if (entry.form !== 'stimulus' || entry.variant === variant) return planned;
    const plain = entry.mutation === undefined && (entry.base ?? []).length === 0;
    return plain ? planned : { ...planned, case: { ...entry, variant } };
  });
}
