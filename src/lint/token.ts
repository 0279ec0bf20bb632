import { isJsonObject, type JsonObject } from '../model/json.ts';
import { decodeBase64url } from '../rules/base64url.ts';
import { readJsonObject } from '../rules/json-text.ts';
import { type Jws, parseJws } from '../rules/jws.ts';
import { decodedFrom, type Excerpt, sliceOf, unescapedFrom } from './text/excerpt.ts';
import type { FoundToken } from './text/find-token.ts';
import { placeOf } from './text/json-place.ts';

/** `jwt`: compact; `decoded`: claims, perhaps with their header; `json`: metadata that are sent as plain JSON. */
export type TokenForm = 'jwt' | 'decoded' | 'json';

/** A registration request or a software statement, as far as it can be read. */
export interface Token {
  readonly kind: 'request' | 'ssa';
  readonly form: TokenForm;
  /** Of decoded claims one that says what they say and is signed by nobody. */
  readonly jws: Jws;
  readonly claims: JsonObject;
  /** null where only the claims were given. */
  readonly header: JsonObject | null;
  /** Where header and claims stand. */
  readonly headerText: Excerpt | null;
  readonly claimsText: Excerpt;
  /** null where it was given decoded. */
  readonly compact: Excerpt | null;
  /** Offset in the source of the first line break or space inside; null where there is none. */
  readonly brokenAt: number | null;
}

function textOf(part: string): string {
  const { bytes } = decodeBase64url(part);
  return new TextDecoder('utf-8').decode(bytes);
}

/** The token that `found` is, read as far as it goes. */
export function tokenFrom(kind: Token['kind'], { compact, brokenAt }: FoundToken): Token {
  const jws = parseJws(compact.text);
  const first = compact.text.indexOf('.');
  const headerEnd = first === -1 ? compact.text.length : first;
  const second = compact.text.indexOf('.', headerEnd + 1);
  const payloadEnd = second === -1 ? compact.text.length : second;
  const header = sliceOf(compact, 0, headerEnd);
  const payload = sliceOf(compact, Math.min(headerEnd + 1, compact.text.length), payloadEnd);
  return {
    kind,
    form: 'jwt',
    jws,
    claims: jws.payload.value,
    header: jws.header.value,
    headerText: decodedFrom(header, () => textOf(header.text)),
    claimsText: decodedFrom(payload, () => textOf(payload.text)),
    compact,
    brokenAt,
  };
}

/** The token of which claims, and perhaps the header, were given as JSON. */
export function tokenFromJson(
  kind: Token['kind'],
  form: 'decoded' | 'json',
  claimsText: Excerpt,
  headerText: Excerpt | null,
): Token {
  const read = (excerpt: Excerpt) => readJsonObject(new TextEncoder().encode(excerpt.text));
  const payload = read(claimsText);
  const header = headerText === null ? { value: {}, flaws: new Set<never>() } : read(headerText);
  return {
    kind,
    form,
    jws: {
      compact: '',
      parts: 3,
      canonical: true,
      header,
      payload,
      signature: new Uint8Array(),
      signingInputs: [],
    },
    claims: payload.value,
    header: headerText === null ? null : header.value,
    headerText,
    claimsText,
    compact: null,
    brokenAt: null,
  };
}

/** The statement inside a request or a record; null where its `software_statement` is no text. */
export function statementIn(claims: JsonObject, claimsText: Excerpt): Token | null {
  const value = claims.software_statement;
  if (typeof value !== 'string' || value === '') return null;
  const start = (): number => placeOf(claimsText.text, '/software_statement').value ?? 0;
  const compact = unescapedFrom(claimsText, start, value);
  return tokenFrom('ssa', { compact, brokenAt: null });
}

const SSA_SIGNS = [
  'software_roles',
  'software_statement_roles',
  'software_client_name',
  'software_jwks_endpoint',
  'software_jwks_uri',
  'software_redirect_uris',
  'org_id',
  'org_name',
  'organisation_competent_authority_claims',
  'recipient_base_uri',
];

/** Whether `claims` are those of a request or of a statement; null where they are neither. */
export function kindOfClaims(claims: JsonObject): Token['kind'] | null {
  if (Object.hasOwn(claims, 'software_statement')) return 'request';
  if (SSA_SIGNS.some((name) => Object.hasOwn(claims, name))) return 'ssa';
  const asked = ['redirect_uris', 'grant_types', 'token_endpoint_auth_method', 'response_types'];
  return asked.some((name) => Object.hasOwn(claims, name)) ? 'request' : null;
}

/** `value` when it is an object of this member, else null. */
export function objectAt(value: JsonObject, name: string): JsonObject | null {
  const member = value[name];
  return isJsonObject(member) ? member : null;
}
