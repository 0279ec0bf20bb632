import type { Situation } from './profile.ts';

export const LINT_VERSION = '1.0';

export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** What a finding weighs: a MUST broken, a SHOULD broken, or a remark. */
export type Severity = (typeof SEVERITIES)[number];

export const LINT_PARTS = ['request', 'ssa', 'response', 'jwks', 'transport'] as const;

/** The part of a registration that a finding is about, also when several parts were given in one text. */
export type LintPart = (typeof LINT_PARTS)[number];

export const DOCUMENT_KINDS = ['request', 'ssa', 'response', 'error', 'jwks'] as const;

/** One document that was found in what was given. */
export interface LintDocument {
  readonly kind: (typeof DOCUMENT_KINDS)[number];
  /** Of the text that holds it, such as a file name. */
  readonly name: string;
  /** Whether its signature was verified; null where there was no key to do so, or nothing is signed. */
  readonly verified: boolean | null;
}

/** One thing to say about a part. */
export interface LintFinding {
  /** Stable, such as `request.claims.aud.present`. */
  readonly id: string;
  readonly severity: Severity;
  readonly document: LintPart;
  /** JSON pointer into the decoded claims or body; `#header/alg` for JOSE header parameters; '' for the whole. */
  readonly pointer: string;
  /** Place in the text that was given, from 1; null where the part stands in no text. */
  readonly line: number | null;
  readonly column: number | null;
  /** Rows of the catalogue, the weightiest first; none where no clause speaks. */
  readonly requirements: readonly string[];
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly fix: string;
  /** What a bank is likely to answer; null where it would not refuse. */
  readonly errorCode: string | null;
}

/** The answer of lint. */
export interface LintReport {
  readonly schemaVersion: typeof LINT_VERSION;
  /** Id of the profile that judged. */
  readonly profile: string;
  readonly documents: readonly LintDocument[];
  /** Those that explain an error answer first, then by weight, part and place. */
  readonly findings: readonly LintFinding[];
  readonly summary: Readonly<Record<Severity, number>>;
}

/** A finding before its place in the text is known. */
export interface Found extends Omit<LintFinding, 'line' | 'column' | 'errorCode'> {
  /** The row of the profile's error table that a bank would answer by; null where it would not refuse. */
  readonly situation: Situation | null;
  /** Offset in the text, where `pointer` does not lead there. */
  readonly offset?: number;
}

/** What a client certificate says, read by somebody who can. */
export interface CertificateFacts {
  /** RFC 4514. */
  readonly subjectDn: string;
  /** Roles of ETSI TS 119 495 5.1, such as PSP_AI; none where the certificate names none. */
  readonly roles: readonly string[];
  /** Seconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}
