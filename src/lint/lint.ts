import type { JsonObject } from '../model/json.ts';
import {
  type CertificateFacts,
  type Found,
  LINT_VERSION,
  type LintDocument,
  type LintFinding,
  type LintReport,
  SEVERITIES,
  type Severity,
} from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { PROFILES } from '../profiles/index.ts';
import { mergeMetadata } from '../rules/merge-metadata.ts';
import type { Proof } from '../rules/proof.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { registrationRules } from '../rules/registration-rules.ts';
import type { Rule } from '../rules/rule.ts';
import { type ChosenProfile, chooseProfile } from './choose-profile.ts';
import { errorFindings } from './error-findings.ts';
import { explanations } from './explanations.ts';
import { foreignFindings } from './foreign-findings.ts';
import { keySetFindings } from './key-set-findings.ts';
import { locate } from './locate.ts';
import { requestRemarks } from './request-remarks.ts';
import { recordFindings } from './response-findings.ts';
import { severityIn } from './rows.ts';
import { ruleFindings, tableRemarks } from './rule-findings.ts';
import { assignKeySets, isVerified, proofOf, sameKid, unverifiedFindings } from './signatures.ts';
import { ssaRemarks } from './ssa-remarks.ts';
import { wholeOf } from './text/excerpt.ts';
import { textFindings } from './text-findings.ts';
import { type Token, tokenFromJson } from './token.ts';
import { type LintText, readTransaction, type Transaction } from './transaction.ts';
import { transactionFindings } from './transaction-findings.ts';
import { callFindings, certificateFindings } from './transport-findings.ts';

/** What to look at, and what is known besides. */
export interface LintInput {
  readonly texts: readonly LintText[];
  /** A profile, or the one that the documents look like when left out. */
  readonly profile?: Profile | 'auto';
  /** Seconds since the epoch at which times are judged; the clock when left out. */
  readonly now?: number;
  /** Names of the bank that aud may have; when left out, any is taken for right. */
  readonly audiences?: readonly string[];
  /** JWK Set of the software, to verify the request with. */
  readonly jwks?: JsonObject;
  /** JWK Set of the directory, to verify the software statement with. */
  readonly directoryJwks?: JsonObject;
  readonly certificate?: CertificateFacts;
  /** Profiles to choose from; the built-in ones when left out. */
  readonly profiles?: Readonly<Record<string, Profile>>;
}

/** The answer of lint with what it rests on, for whoever shows the documents. */
export interface Analysis {
  readonly report: LintReport;
  readonly transaction: Transaction;
  readonly chosen: ChosenProfile;
  /** Seconds since the epoch at which times were judged. */
  readonly now: number;
}

type RegistrationRule = Rule<RegistrationInput>;

const RULES = new WeakMap<Profile, readonly RegistrationRule[]>();

function rulesOf(profile: Profile): readonly RegistrationRule[] {
  const known = RULES.get(profile);
  if (known !== undefined) return known;
  const rules = registrationRules(profile);
  RULES.set(profile, rules);
  return rules;
}

const NOTHING: Token = tokenFromJson('request', 'json', wholeOf({ name: '', text: '{}' }), null);

const UNPROVEN: Proof = { unavailable: null, match: null };

interface Proofs {
  readonly request: Proof | null;
  readonly ssa: Proof | null;
}

/** Rules about form that decoded claims can break as well. */
const FORM_OF_CLAIMS = /^(request|ssa)\.jose\.payload-(duplicates|depth)$/;
const HEADER_RULE =
  /^(request|ssa)\.jose\.(alg-|typ|crit|b64|not-nested|kid-|no-|header-duplicates)/;

/** True where `rule` can be judged by what is known of its token. */
function canJudge(id: string, token: Token | null, proof: Proof | null): boolean {
  if (token === null) return false;
  if (/\.(signature|key)\./.test(id)) return proof !== null;
  if (!id.includes('.jose.') || token.form === 'jwt') return true;
  if (FORM_OF_CLAIMS.test(id)) return true;
  return token.header !== null && HEADER_RULE.test(id);
}

/** What can be judged whatever ecosystem a token is of. */
const UNIVERSAL = /\.(jose|signature|key|time)\./;

function applicableRules(
  { request, ssa }: Transaction,
  chosen: ChosenProfile,
  proofs: Proofs,
): readonly RegistrationRule[] {
  return rulesOf(chosen.profile).filter(({ id }) => {
    if (id === 'request.jwks.available') return false;
    if (chosen.foreign !== null && !UNIVERSAL.test(id)) return false;
    if (id.startsWith('ssa.')) return canJudge(id, ssa, proofs.ssa);
    // A certificate is compared with whatever names an organisation.
    if (id.startsWith('transport.')) return ssa !== null;
    return canJudge(id, request, proofs.request);
  });
}

function registrationInput(
  transaction: Transaction,
  input: LintInput,
  profile: Profile,
  proofs: Proofs,
  now: number,
): RegistrationInput {
  const { request, ssa } = transaction;
  const claims = request?.claims ?? {};
  const ssaClaims = ssa?.claims ?? {};
  const { aud } = claims;
  const named = (Array.isArray(aud) ? aud : [aud]).filter((name) => typeof name === 'string');
  return {
    operation: transaction.answer?.method?.toUpperCase() === 'PUT' ? 'put' : 'post',
    now,
    request: (request ?? NOTHING).jws,
    ssa: ssa?.jws ?? null,
    claims,
    ssaClaims,
    metadata: mergeMetadata(claims, ssaClaims, profile),
    audiences: input.audiences ?? named,
    issuers: profile.ssa.issuers,
    authMethods: profile.authMethods,
    allowLoopbackHttp: false,
    requestProof: async () => proofs.request ?? UNPROVEN,
    ssaProof: async () => proofs.ssa ?? UNPROVEN,
    jtiUsed: () => false,
    certificate: input.certificate ?? null,
    registered: null,
  };
}

const PART_ORDER = ['request', 'ssa', 'response', 'jwks', 'transport'] as const;

/** Two findings about one place that say the same are one. */
function withoutTwins(findings: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return findings.filter(({ id, document, pointer }) => {
    const key = JSON.stringify([id, document, pointer]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A signature that is words breaks the alphabet of base64url as well; one of the two is enough. */
function withoutEchoes(findings: readonly Found[]): readonly Found[] {
  const has = (id: string): boolean => findings.some((finding) => finding.id === id);
  return findings.filter(({ id }) => {
    const layer = id.split('.')[0];
    if (id === `${layer}.jose.base64url` || id === `${layer}.signature.valid`) {
      return !has(`${layer}.signature.placeholder`);
    }
    return true;
  });
}

function ordered(
  findings: readonly Found[],
  transaction: Transaction,
  profile: Profile,
): readonly Found[] {
  const record = transaction.answer?.isError === true ? transaction.answer.record : null;
  const explaining =
    record === null ? [] : explanations(record, profile, findings).map(({ found }) => found);
  const rank = (found: Found): number => {
    const at = explaining.indexOf(found);
    return at === -1 ? explaining.length : at;
  };
  return findings.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      PART_ORDER.indexOf(a.document) - PART_ORDER.indexOf(b.document),
  );
}

function finished(found: Found, transaction: Transaction, profile: Profile): LintFinding {
  const { situation, offset: _offset, ...rest } = found;
  const { line, column } = locate(found, transaction);
  const refuses = situation !== null && found.severity !== 'info' && found.document !== 'response';
  const { id, severity, document, pointer, requirements, message, expected, actual, fix } = rest;
  const errorCode = refuses ? (profile.errors[situation].codes[0] ?? null) : null;
  return {
    id,
    severity,
    document,
    pointer,
    line,
    column,
    requirements,
    message,
    expected,
    actual,
    fix,
    errorCode,
  };
}

function documentsOf(
  { request, ssa, answer, keySets }: Transaction,
  proofs: Proofs,
): readonly LintDocument[] {
  const tokens = ([request, ssa] as const).flatMap((token): LintDocument[] => {
    if (token === null) return [];
    const verified = isVerified(token.kind === 'request' ? proofs.request : proofs.ssa);
    return [{ kind: token.kind, name: token.claimsText.source.name, verified }];
  });
  const answers: LintDocument[] =
    answer === null
      ? []
      : [
          {
            kind: answer.isError ? 'error' : 'response',
            name: answer.body.source.name,
            verified: null,
          },
        ];
  const sets = keySets.map(
    ({ text }): LintDocument => ({ kind: 'jwks', name: text.source.name, verified: null }),
  );
  return [...tokens, ...answers, ...sets];
}

function summaryOf(findings: readonly LintFinding[]): Record<Severity, number> {
  const count = (wanted: Severity): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
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
    request: await proofOf(request, keys.software),
    ssa: await proofOf(ssa, keys.directory),
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
