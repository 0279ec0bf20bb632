import { lint as lintAnywhere } from './lint/lint.ts';
import type { LintInput } from './lint/lint-input.ts';
import type { LintReport } from './model/lint.ts';
import { verifySignature } from './server/verify-signature.ts';

/** The library: what the command line is made of, for programs that run the suites or the reference server themselves. */
export { CASES } from './cases/index.ts';
export { openSession, type SessionDeps } from './engine/session.ts';
export { openTrustMaterial } from './keys/store.ts';
export type { TlsClient, TrustKey, TrustMaterial } from './keys/trust-material.ts';
export type { LintInput } from './lint/lint-input.ts';
export type { LintText } from './lint/transaction.ts';
export type { Case } from './model/case.ts';
export { HarnessError, TargetError, UsageError } from './model/errors.ts';
export type { Exchange } from './model/exchange.ts';
export type { Finding } from './model/finding.ts';
export type { CertificateFacts, LintDocument, LintFinding, LintReport } from './model/lint.ts';
export type { RunOptions } from './model/options.ts';
export type { Profile } from './model/profile.ts';
export type { CaseResult, RunReport } from './model/report.ts';
export type { Requirement } from './model/requirement.ts';
export type { RunEvent, Session } from './model/session.ts';
export type { BundledTarget, TargetFacts } from './model/target.ts';
export type { Verdict } from './model/verdict.ts';
export { PROFILES } from './profiles/index.ts';
export { REQUIREMENTS, type RequirementId } from './requirements/index.ts';
export type { RunningServer, ServerOptions } from './server/options.ts';
export { startServer } from './server/start.ts';

/**
 * Everything that is wrong with the parts of a registration, each with clause, place and repair. Verifies signatures on this
 * very thread, which takes less than handing each to another and back.
 */
export function lint(input: LintInput): Promise<LintReport> {
  return lintAnywhere({ verify: verifySignature, ...input });
}
