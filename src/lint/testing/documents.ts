import type { Json, JsonObject } from '../../model/json.ts';
import type { LintFinding, LintReport } from '../../model/lint.ts';
import { PROFILES } from '../../profiles/index.ts';
import { encodeBase64url } from '../../rules/base64url.ts';
import { lint } from '../lint.ts';
import type { LintInput } from '../lint-input.ts';

/** Seconds since the epoch in all examples. */
export const NOW = 1_800_000_000;

const encode = (text: string): string => encodeBase64url(new TextEncoder().encode(text));

/** A compact JWS whose signature has the right size and verifies nowhere. */
export function compact(
  header: JsonObject,
  claims: JsonObject,
  signature: Uint8Array | string = new Uint8Array(256).fill(0xa5),
): string {
  const last = typeof signature === 'string' ? signature : encodeBase64url(signature);
  return `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}.${last}`;
}

type Edits = Readonly<Record<string, Json | undefined>>;

/** `claims` with members set, or taken away by undefined. */
export function edited(claims: JsonObject, edits: Edits): JsonObject {
  const entries = Object.entries({ ...claims, ...edits });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

export const HEADER: JsonObject = { alg: 'PS256', typ: 'JWT', kid: 'software-1' };
export const SSA_HEADER: JsonObject = { alg: 'PS256', typ: 'JWT', kid: 'directory-1' };

export const SSA: JsonObject = {
  iss: 'OpenBanking Ltd',
  iat: NOW - 60,
  jti: 'ssa-1',
  software_id: 'software1',
  software_client_id: 'software1',
  software_client_name: 'Ledger',
  software_jwks_endpoint: 'https://keys.example/software1.jwks',
  software_redirect_uris: ['https://tpp.example/a', 'https://tpp.example/b'],
  software_roles: ['AISP'],
  org_id: 'org1',
  org_name: 'TPP Ltd',
  org_status: 'Active',
};

export const REQUEST: JsonObject = {
  iss: 'software1',
  iat: NOW,
  exp: NOW + 300,
  aud: 'bank1',
  jti: 'B4F0A9C2-7D3E-4A1B-9C8D-0E1F2A3B4C5D',
  redirect_uris: ['https://tpp.example/a'],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'PS256',
  grant_types: ['authorization_code', 'client_credentials'],
  response_types: ['code id_token'],
  scope: 'openid accounts',
  application_type: 'web',
  id_token_signed_response_alg: 'PS256',
  request_object_signing_alg: 'PS256',
};

/** A right statement, changed as told. */
export function ssaText(edits: Edits = {}, header: Edits = {}): string {
  return compact(edited(SSA_HEADER, header), edited(SSA, edits));
}

/** A right request around a right statement, changed as told. */
export function requestText(edits: Edits = {}, header: Edits = {}, ssa: Edits = {}): string {
  const claims = edited({ ...REQUEST, software_statement: ssaText(ssa) }, edits);
  return compact(edited(HEADER, header), claims);
}

const { iss: _iss, iat: _iat, jti: _jti, ...ATTESTED } = SSA;
const { iss: _i, iat: _a, exp: _e, aud: _u, jti: _j, ...METADATA } = REQUEST;

/** What a bank answers that registered everything as asked, changed as told. */
export function recordText(edits: Edits = {}): string {
  const record = {
    ...ATTESTED,
    ...METADATA,
    client_id: 'client-1',
    client_id_issued_at: NOW + 1,
    software_statement: ssaText(),
  };
  return JSON.stringify(edited(record, edits), null, 2);
}

/** Lints `texts` in their order under ob-uk-3.3, or as `more` says. */
export async function linted(
  texts: readonly (string | Uint8Array)[],
  more: Partial<LintInput> = {},
): Promise<LintReport> {
  const profile = PROFILES['ob-uk-3.3'];
  return lint({
    texts: texts.map((text, index) => ({ name: `text-${index + 1}`, text })),
    now: NOW + 2,
    ...(profile === undefined ? {} : { profile }),
    ...more,
  });
}

/** The findings that weigh something, as `severity document pointer id`. */
export function weighty({ findings }: Pick<LintReport, 'findings'>): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, document, pointer, id }) => `${severity} ${document}${pointer} ${id}`);
}

/** The finding with `id`. Throws where there is none. */
export function findingOf({ findings }: Pick<LintReport, 'findings'>, id: string): LintFinding {
  const found = findings.find((finding) => finding.id === id);
  if (found === undefined)
    throw new Error(`no finding ${id} among ${findings.map((each) => each.id).join(', ')}`);
  return found;
}
