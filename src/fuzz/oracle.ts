import { isBusy, isDropped } from '../checks/no-answer.ts';
import { orderlyFindings } from '../checks/orderly.ts';
import { refusalFindings } from '../checks/refusal.ts';
import { saysDuplicate } from '../checks/refusal-reason.ts';
import { outcomeOf } from '../engine/calibrate.ts';
import type { RunContext } from '../engine/context.ts';
import type { Attempt } from '../engine/register.ts';
import type { Finding } from '../model/finding.ts';
import { VERDICTS, worst } from '../model/verdict.ts';
import type { Stimulus } from '../mutations/index.ts';
import { applicable } from '../requirements/weigh.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { breaksAMust } from './ingredients.ts';
import type { Payload } from './payload.ts';
import type { Symptom, SymptomKind } from './symptom.ts';

/** RFC 7591 3.2.2: an error is answered with 400 and a JSON object. */
const ORDERLY = 'RFC7591-3.2.2-2';
/** RFC 7591 3.2.1: a registration is answered with 201 and the client record. */
const CREATED = 'RFC7591-3.2.1-1';

/** What the answer to a payload shows. */
export interface Judged {
  /** What the payload was, seen by what was sent in the end. */
  readonly made: 'valid' | 'broken' | 'odd';
  readonly symptom: Symptom | null;
  /** Why the answer shows nothing; null where it shows something. */
  readonly moot: string | null;
}

type JudgeContext = Pick<RunContext, 'profile' | 'weigh'>;

const isFail = ({ verdict }: Finding): boolean => verdict === 'fail';

/** The defects that are in what was sent: each that changed something, where the part that it changed was sent at all. */
function defectsIn({ mutations }: Payload, attempt: Attempt, { weigh }: JudgeContext): Stimulus[] {
  const changed = new Set(attempt.mutations.map(({ id }) => id));
  const { softwareStatement, request } = attempt.sent;
  const attested = softwareStatement !== '' || request.software_statement !== undefined;
  return mutations.filter(
    (mutation) =>
      breaksAMust(mutation, weigh) &&
      changed.has(mutation.id) &&
      (attested || !mutation.id.startsWith('ssa.')),
  );
}

function kindOf({ response, failure }: LiveExchange, fallback: SymptomKind): SymptomKind {
  if (failure?.kind === 'timeout') return 'hung';
  if (response === null) return 'dropped';
  return response.status >= 500 ? 'broke' : fallback;
}

function symptomOf(exchange: LiveExchange, kind: SymptomKind, fails: Finding[]): Symptom | null {
  const [first, ...others] = fails;
  return first === undefined
    ? null
    : { kind: kindOf(exchange, kind), findings: [first, ...others] };
}

function isSuccess({ response }: LiveExchange): boolean {
  return response !== null && response.status >= 200 && response.status < 300;
}

/** What the answer is as a refusal of `defect` alone. */
function refusalOf(context: JudgeContext, exchange: LiveExchange, defect: Stimulus): Finding[] {
  const { profile, weigh } = context;
  const { breaks, situation, replaceable, alsoStatuses } = defect;
  const [requirement = ORDERLY] = breaks;
  const findings = refusalFindings({
    ...{ exchange, profile, weigh, situation, requirement },
    ...(replaceable === undefined ? {} : { replaceable }),
    ...(alsoStatuses === undefined ? {} : { alsoStatuses }),
  });
  return applicable(findings, profile);
}

function judgeBroken(
  context: JudgeContext,
  exchange: LiveExchange,
  defects: readonly Stimulus[],
): Pick<Judged, 'symptom' | 'moot'> {
  const all = defects.map((defect) => refusalOf(context, exchange, defect));
  const accepted = all.flatMap((findings) =>
    findings.filter((finding) => finding.check === 'refusal.accepted' && isFail(finding)),
  );
  if (isSuccess(exchange) && accepted.length > 0) {
    return { symptom: symptomOf(exchange, 'accepted', accepted), moot: null };
  }
  // A server refuses for one defect of several: the answer is as good as it is for the one that it fits best.
  const rank = (findings: readonly Finding[]): number =>
    VERDICTS.indexOf(worst(findings.map(({ verdict }) => verdict)));
  const [best = []] = [...all].sort((a, b) => rank(a) - rank(b));
  const unclear = best.find(({ verdict }) => verdict === 'inconclusive');
  return {
    symptom: symptomOf(exchange, 'answer', best.filter(isFail)),
    moot: unclear?.message ?? null,
  };
}

function judgeOrderly(
  context: JudgeContext,
  exchange: LiveExchange,
  mayDrop: boolean,
): Pick<Judged, 'symptom' | 'moot'> {
  const findings = applicable(
    orderlyFindings({ exchange, requirement: ORDERLY, weigh: context.weigh, mayDrop }),
    context.profile,
  );
  const unclear = findings.find(({ verdict }) => verdict === 'inconclusive');
  return {
    symptom: symptomOf(exchange, 'answer', findings.filter(isFail)),
    moot: unclear?.message ?? null,
  };
}

/** A valid payload that was refused in an orderly way: a matter to look at, and no fail. */
function disagreement(exchange: LiveExchange, mutations: readonly Stimulus[]): Symptom {
  const requirement = mutations.flatMap(({ touches }) => touches)[0] ?? CREATED;
  return {
    kind: 'disagreement',
    findings: [
      {
        check: 'fuzz.disagreement',
        requirement,
        verdict: 'warn',
        expected: 'a success status with a client record',
        actual: outcomeOf(exchange),
        message: 'A payload that is valid to our knowledge was refused.',
      },
    ],
  };
}

/** Judges the answer to a payload by how the payload was made, and by what of that was sent in the end. */
export function judge(context: JudgeContext, payload: Payload, attempt: Attempt): Judged {
  const { exchange } = attempt;
  const { mutations } = payload;
  const { errors } = context.profile;
  const defects = defectsIn(payload, attempt, context);
  const strange = mutations.filter(
    (mutation) => mutation.outcome !== 'accepted' && !defects.includes(mutation),
  );
  if (defects.length > 0) {
    const judged = judgeBroken(context, exchange, defects);
    // What is strange besides may be what the server refuses; that it accepts the defect is wrong all the same.
    if (strange.length === 0 || judged.symptom?.kind === 'accepted') {
      return { made: 'broken', ...judged };
    }
  }
  const mayDrop = [...strange, ...defects].some(({ situation }) => errors[situation].drop === true);
  const orderly = judgeOrderly(context, exchange, mayDrop);
  if (strange.length > 0 || defects.length > 0) {
    return { made: defects.length > 0 ? 'broken' : 'odd', ...orderly };
  }
  if (orderly.symptom !== null || orderly.moot !== null) return { made: 'valid', ...orderly };
  if (isBusy(exchange) || isDropped(exchange) || saysDuplicate(exchange)) {
    return { made: 'valid', symptom: null, moot: outcomeOf(exchange) };
  }
  const symptom = isSuccess(exchange) ? null : disagreement(exchange, mutations);
  return { made: 'valid', symptom, moot: null };
}
