import { type Found, LINT_VERSION, type LintReport } from '../model/lint.ts';
import { PROFILES } from '../profiles/index.ts';
import { type ChosenProfile, chooseProfile } from './choose-profile.ts';
import { errorFindings } from './error-findings.ts';
import {
  documentsOf,
  finished,
  ordered,
  summaryOf,
  withoutEchoes,
  withoutTwins,
} from './finish.ts';
import { foreignFindings } from './foreign-findings.ts';
import { keySetFindings } from './key-set-findings.ts';
import type { LintInput } from './lint-input.ts';
import { requestRemarks } from './request-remarks.ts';
import { recordFindings } from './response-findings.ts';
import { severityIn } from './rows.ts';
import { ruleFindings } from './rule-findings.ts';
import { applicableRules, type Proofs, registrationInput } from './rule-input.ts';
import { assignKeySets, proofOf, sameKid, unverifiedFindings } from './signatures.ts';
import { ssaRemarks } from './ssa-remarks.ts';
import { tableRemarks } from './table-remarks.ts';
import { textFindings } from './text-findings.ts';
import { readTransaction, type Transaction } from './transaction.ts';
import { transactionFindings } from './transaction-findings.ts';
import { callFindings, certificateFindings } from './transport-findings.ts';

/** The answer of lint with what it rests on, for whoever shows the documents. */
export interface Analysis {
  readonly report: LintReport;
  readonly transaction: Transaction;
  readonly chosen: ChosenProfile;
  /** Seconds since the epoch at which times were judged. */
  readonly now: number;
}

/** Everything that can be said of the parts of a registration, and what it rests on. Never throws for what the texts hold. */
export async function analyse(input: LintInput): Promise<Analysis> {
  const now = input.now ?? Math.floor(Date.now() / 1000);
  const transaction = readTransaction(input.texts);
  const { request, ssa, answer, keySets, call } = transaction;
  const chosen = chooseProfile(transaction, input.profile ?? 'auto', input.profiles ?? PROFILES);
  const { profile } = chosen;
  const named = { software: input.jwks ?? null, directory: input.directoryJwks ?? null };
  const keys = assignKeySets(named, keySets, request, ssa);
  const proofs: Proofs = {
    request: await proofOf(request, keys.software, input.verify),
    ssa: await proofOf(ssa, keys.directory, input.verify),
  };
  const isForeign = chosen.foreign !== null;
  const severity = severityIn(profile);
  const context = {
    profile,
    others: Object.values(input.profiles ?? PROFILES),
    input: registrationInput(transaction, input, profile, proofs, now),
    severity,
  };
  const sets = await Promise.all(keySets.map(({ value }) => keySetFindings(value, profile)));
  const asked: readonly Found[] = [
    ...textFindings(transaction, profile),
    ...foreignFindings(transaction, chosen, input.profiles ?? PROFILES),
    ...(await ruleFindings(applicableRules(transaction, chosen, proofs), context)),
    ...(isForeign || request === null
      ? []
      : [...tableRemarks('request', context), ...requestRemarks(request.claims, profile)]),
    ...(isForeign || ssa === null
      ? []
      : [...tableRemarks('ssa', context), ...ssaRemarks(ssa.claims)]),
    ...unverifiedFindings(request, proofs.request, profile),
    ...unverifiedFindings(ssa, proofs.ssa, profile),
    ...sameKid(request, ssa, answer?.statement ?? null, [proofs.request, proofs.ssa]),
    ...(isForeign ? [] : transactionFindings(transaction, profile)),
    ...sets.flat(),
    ...callFindings(call, profile),
    ...certificateFindings(input.certificate ?? null, transaction, profile, now),
  ];
  const said = withoutEchoes(withoutTwins(asked));
  const found = [
    ...said,
    ...(answer === null ? [] : recordFindings(transaction, profile, { now, isForeign })),
    ...errorFindings(transaction, profile, said),
  ];
  const findings = ordered(found, transaction, profile).map((each) =>
    finished(each, transaction, profile),
  );
  const documents = documentsOf(transaction, proofs);
  const report = {
    schemaVersion: LINT_VERSION,
    profile: profile.id,
    documents,
    findings,
    summary: summaryOf(findings),
  } as const;
  return { report, transaction, chosen, now };
}

/**
 * Looks at the parts of a registration (request JWT, software statement, answer, key set; as text, in any of the forms
 * that people paste) and answers with everything that is wrong, each with clause, place and repair. Sends nothing
 * anywhere, and never throws for what the texts hold.
 */
export async function lint(input: LintInput): Promise<LintReport> {
  return (await analyse(input)).report;
}
