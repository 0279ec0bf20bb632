import {
  type Found,
  type LintDocument,
  type LintFinding,
  SEVERITIES,
  type Severity,
} from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { explanations } from './explanations.ts';
import { locate } from './locate.ts';
import type { Proofs } from './rule-input.ts';
import { isVerified } from './signatures.ts';
import type { Transaction } from './transaction.ts';

const PART_ORDER = ['request', 'ssa', 'response', 'jwks', 'transport'] as const;

/** Two findings about one place that say the same are one. */
export function withoutTwins(findings: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return findings.filter(({ id, document, pointer }) => {
    const key = JSON.stringify([id, document, pointer]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A signature that is words breaks the alphabet of base64url as well; one of the two is enough. */
export function withoutEchoes(findings: readonly Found[]): readonly Found[] {
  const has = (id: string): boolean => findings.some((finding) => finding.id === id);
  return findings.filter(({ id }) => {
    const layer = id.split('.')[0];
    if (id === `${layer}.jose.base64url` || id === `${layer}.signature.valid`) {
      return !has(`${layer}.signature.placeholder`);
    }
    return true;
  });
}

/** Those that explain an error answer first, then by weight and part. */
export function ordered(
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

/** `found` with its place in the text and the likely answer of a bank. */
export function finished(found: Found, transaction: Transaction, profile: Profile): LintFinding {
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

/** The documents that were found. */
export function documentsOf(
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

/** How many findings there are of each weight. */
export function summaryOf(findings: readonly LintFinding[]): Record<Severity, number> {
  const count = (wanted: Severity): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}
