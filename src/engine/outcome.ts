import { NotOurs } from '../keys/not-ours.ts';
import type { Case } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { MutationRecord } from '../model/mutation.ts';
import type { Profile } from '../model/profile.ts';
import type { CaseResult, ControlRecord } from '../model/report.ts';
import { VERDICTS, type Verdict, worst } from '../model/verdict.ts';
import { applicable } from '../requirements/weigh.ts';
import type { Recorder } from '../wire/recorder.ts';
import { HostRefusedError, type LiveExchange } from '../wire/wire.ts';
import { CaseEnd } from './case-end.ts';

/** What the run of a case gave, before it is judged as a whole. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly exchanges: readonly LiveExchange[];
  readonly mutations: readonly MutationRecord[];
  readonly control: ControlRecord | null;
  /** The case ended early, or nothing that it found can be relied on. */
  readonly ended: { readonly verdict: Verdict; readonly reason: string } | null;
  readonly durationMs: number;
}

export const NOTHING: Outcome = {
  findings: [],
  exchanges: [],
  mutations: [],
  control: null,
  ended: null,
  durationMs: 0,
};

/** What an exception makes of a case: an ending that was meant, or a fault of the harness. */
export function endedBy(error: unknown): NonNullable<Outcome['ended']> {
  if (error instanceof CaseEnd) return { verdict: error.verdict, reason: error.message };
  if (error instanceof NotOurs) return { verdict: 'not-applicable', reason: error.message };
  if (error instanceof HostRefusedError) return { verdict: 'inconclusive', reason: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { verdict: 'error', reason: message };
}

function summary(findings: readonly Finding[], verdict: Verdict): string | null {
  if (verdict === 'pass' || verdict === 'not-applicable') return null;
  return findings.find((finding) => finding.verdict === verdict)?.message ?? null;
}

/** No reader looks at more; a list of fifty thousand values, each wrong, would make as many. */
const MOST_FINDINGS = 100;

/** The worst hundred findings in their order; the last one says how many there are besides. */
function bounded(findings: readonly Finding[]): readonly Finding[] {
  const rest = findings.length - MOST_FINDINGS;
  if (rest <= 0) return findings;
  const rank = ({ verdict }: Finding) => VERDICTS.indexOf(verdict);
  const worstOnes = new Set(
    [...findings].sort((a, b) => rank(b) - rank(a)).slice(0, MOST_FINDINGS),
  );
  const kept = findings.filter((finding) => worstOnes.has(finding));
  return kept.map((finding, at) =>
    at < kept.length - 1
      ? finding
      : { ...finding, message: `${finding.message} (and ${rest} more findings)` },
  );
}

/** An early end never hides what was found before it; a skip counts only where nothing was found. */
function verdictOf(findings: readonly Finding[], ended: Outcome['ended']): Verdict {
  const found = findings.map((finding) => finding.verdict);
  if (ended === null) return worst(found);
  if (ended.verdict === 'not-applicable' && found.length > 0) return worst(found);
  return worst([...found, ended.verdict]);
}

/** Findings about `exchanges`, without credentials; the worst hundred of them. */
export function cleanFindings(
  findings: readonly Finding[],
  exchanges: readonly LiveExchange[],
  recorder: Recorder,
): readonly Finding[] {
  const clean = recorder.about(exchanges);
  return bounded(findings).map((finding) => ({
    ...finding,
    expected: clean(finding.expected),
    actual: clean(finding.actual),
    message: clean(finding.message),
  }));
}

/**
 * The result of a case: the worst of its findings, credentials taken out of all that is kept. A case without
 * a finding and without a reason is an error: it looked at nothing.
 */
export function resultOf(
  entry: Case,
  outcome: Outcome,
  profile: Profile,
  recorder: Recorder,
): CaseResult {
  const findings = applicable(outcome.findings, profile);
  const excluded = findings.length === 0 && outcome.findings.length > 0;
  const ended =
    outcome.ended ??
    (outcome.findings.length === 0
      ? { verdict: 'error' as const, reason: 'the case made no finding' }
      : excluded
        ? { verdict: 'not-applicable' as const, reason: 'the profile excludes what it found' }
        : null);
  const verdict = verdictOf(findings, ended);
  const clean = recorder.about(outcome.exchanges);
  const decisive = ended !== null && VERDICTS.indexOf(ended.verdict) >= VERDICTS.indexOf(verdict);
  const reason = decisive ? ended.reason : summary(findings, verdict);
  return {
    caseId: entry.id,
    area: entry.area,
    title: entry.title,
    kind: entry.kind,
    verdict,
    reason: reason === null ? null : clean(reason),
    requirements: entry.requirements,
    findings: cleanFindings(findings, outcome.exchanges, recorder),
    control: outcome.control,
    mutations: outcome.mutations.map(recorder.mutation),
    exchanges: outcome.exchanges.map(recorder.exchange),
    waived: null,
    durationMs: outcome.durationMs,
  };
}
