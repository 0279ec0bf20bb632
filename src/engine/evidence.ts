import type { Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { CaseResult, ControlEvidence } from '../model/report.ts';
import { VERDICTS, worst } from '../model/verdict.ts';

const key = ({ check, requirement, verdict }: Finding): string =>
  JSON.stringify([check, requirement, verdict]);

/**
 * The result of a valid request with what the controls of its batches showed and it did not: deviations that come and go.
 * Evidence about other cases is left aside.
 */
export function withEvidence(result: CaseResult, evidence: readonly ControlEvidence[]): CaseResult {
  const known = new Set(result.findings.map(key));
  const added: Finding[] = [];
  const exchanges: Exchange[] = [];
  for (const { findings, exchange } of evidence.filter(({ caseId }) => caseId === result.caseId)) {
    const fresh = findings.filter((finding) => !known.has(key(finding)));
    if (fresh.length === 0) continue;
    for (const finding of fresh) known.add(key(finding));
    added.push(...fresh);
    exchanges.push(exchange);
  }
  if (added.length === 0) return result;
  const verdict = worst(added.map((finding) => finding.verdict));
  const worse = VERDICTS.indexOf(verdict) > VERDICTS.indexOf(result.verdict);
  const decisive = added.find((finding) => finding.verdict === verdict);
  return {
    ...result,
    ...(worse ? { verdict, reason: decisive?.message ?? null } : {}),
    findings: [...result.findings, ...added],
    exchanges: [...result.exchanges, ...exchanges],
  };
}
