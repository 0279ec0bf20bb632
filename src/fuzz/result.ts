import type { RunContext } from '../engine/context.ts';
import { recordControl } from '../engine/control.ts';
import { type Outcome, resultOf } from '../engine/outcome.ts';
import type { Attempt } from '../engine/register.ts';
import type { CaseKind, StimulusCase } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { CaseResult } from '../model/report.ts';
import { shellWord } from '../wire/curl.ts';
import type { Payload } from './payload.ts';
import { FUZZ_ID } from './sender.ts';
import { SYMPTOMS, type Symptom, type SymptomKind } from './symptom.ts';

/** One fault of the server: the smallest payload that shows it, and the answer. */
export interface Cause {
  readonly symptom: Symptom;
  readonly payload: Payload;
  readonly attempt: Attempt;
  /** A valid request that was accepted about the same time; null where there is none. */
  readonly control: Attempt | null;
  /** Number of the payload that was reduced to this one. */
  readonly index: number;
  /** It happened once, and not again with the same payload. */
  readonly once: boolean;
}

const KINDS: Readonly<Record<SymptomKind, CaseKind>> = {
  accepted: 'negative',
  broke: 'probe',
  hung: 'probe',
  dropped: 'probe',
  answer: 'probe',
  disagreement: 'positive',
};

/** The id of a mutation without the value that was made up for it: the same in every run that meets the cause. */
function stable(id: string): string {
  return id.replace(/=.*$/s, '.any-value').replace(/-character-\d+$/, '-any-character');
}

/** The id of the result: of the check for the form of an answer, else of what was changed. */
export function idOf({
  symptom,
  payload,
  once,
}: Pick<Cause, 'symptom' | 'payload' | 'once'>): string {
  const { kind, findings } = symptom;
  if (once && kind !== 'accepted') return `fuzz/${kind}/once`;
  if (kind === 'answer') return `fuzz/${kind}/${findings[0].check}`;
  const changed = payload.mutations.map(({ id }) => stable(id));
  return `fuzz/${kind}/${changed.length === 0 ? `${payload.variant}-draft` : changed.join('+')}`;
}

/** The command that makes a payload of this kind again. */
export function commandFor({ mutations }: Payload, profile: string): string {
  const words = mutations.map(({ id }) => `--mutation ${shellWord([id])}`);
  return ['dcr-conformance generate', `--profile ${shellWord([profile])}`, ...words].join(' ');
}

function titleOf({ payload, symptom }: Cause): string {
  const titles = payload.mutations.map(({ title }) => title);
  const what = titles.length === 0 ? `a ${payload.variant} valid request` : titles.join(', and ');
  return `sends ${what}, which ${SYMPTOMS[symptom.kind]}`;
}

function entryOf(cause: Cause): StimulusCase {
  const { symptom, payload } = cause;
  const [first, ...others] = symptom.findings.map(({ requirement }) => requirement);
  return {
    form: 'stimulus',
    id: idOf(cause),
    area: payload.mutations[0]?.area ?? 'registration',
    title: titleOf(cause),
    kind: KINDS[symptom.kind],
    requirements: [first ?? '', ...new Set(others.filter((id) => id !== first))],
    operation: 'post',
    variant: payload.variant,
    expect: { outcome: 'either' },
  };
}

function explained(finding: Finding, cause: Cause, context: RunContext): Finding {
  const { payload, index, once } = cause;
  const draft = payload.variant === 'minimal' ? ' on a draft of the required claims only' : '';
  const again = once
    ? ' It happened once and not again with the same payload.'
    : ` To make it again: ${commandFor(payload, context.profile.id)}${draft}`;
  const from = ` (Payload ${index} of seed ${context.options.seed}.)`;
  return {
    ...finding,
    // What cannot be shown twice is no proof, unless a client is there that must not be.
    ...(once && finding.verdict === 'fail' && cause.symptom.kind !== 'accepted'
      ? { verdict: 'warn' as const }
      : {}),
    message: `${finding.message}${from}${again}`,
  };
}

/** The result of one cause. */
export function causeResult(context: RunContext, cause: Cause): CaseResult {
  const { attempt, control, symptom } = cause;
  const outcome: Outcome = {
    findings: symptom.findings.map((finding) => explained(finding, cause, context)),
    exchanges: [attempt.exchange],
    mutations: attempt.mutations,
    control:
      control === null ? null : recordControl(context, FUZZ_ID, { attempt: control, findings: [] }),
    ended: null,
    durationMs: attempt.exchange.durationMs,
  };
  return resultOf(entryOf(cause), outcome, context.profile, context.recorder);
}
