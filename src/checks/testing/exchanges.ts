import type { SentRegistration } from '../../model/check.ts';
import type { Exchange, WireFailure } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Json, JsonObject } from '../../model/json.ts';

/** A MUST in every row, so that only a check's own choice gives a warn. */
export const strict = (): 'fail' => 'fail';

export const NOW = 1_750_000_000;

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: JsonObject | string;
  readonly requestBody?: string;
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** A POST to a registration endpoint and its answer. */
export function exchange({
  status = 201,
  headers = JSON_HEADERS,
  body = {},
  requestBody,
}: Answer): Exchange {
  return {
    request: {
      method: 'POST',
      url: 'https://bank.example/register',
      headers: [],
      body: requestBody ?? 'request',
    },
    response: {
      status,
      headers: Object.entries(headers),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    failure: null,
    startedAt: '2025-06-15T15:06:40.000Z',
    durationMs: 3,
    tls: null,
    curl: 'curl https://bank.example/register',
  };
}

/** The same exchange without an answer. */
export function silence(kind: WireFailure['kind']): Exchange {
  return { ...exchange({}), response: null, failure: { kind, message: `the connection: ${kind}` } };
}

export const SENT: SentRegistration = {
  softwareStatement: 'eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJPcGVuQmFua2luZyBMdGQifQ.c2ln',
  ssa: {
    iss: 'OpenBanking Ltd',
    iat: NOW - 20,
    jti: 'a5e0a6cc-6b52-4d1c-b3b5-2c2b4d0f6f5b',
    software_id: 'sw0123456789abcdefghij',
    software_client_name: 'Ledger',
    software_redirect_uris: ['https://tpp.example/cb', 'https://tpp.example/cb2'],
    software_roles: ['AISP', 'PISP'],
    software_jwks_endpoint: 'https://keys.example/sw.jwks.json',
    org_id: 'org1',
  },
  request: {
    iss: 'sw0123456789abcdefghij',
    iat: NOW - 10,
    exp: NOW + 290,
    aud: 'bank',
    jti: 'F3C3A0E2-7D20-4B6C-9E0C-0C9D5F2F5A11',
    redirect_uris: ['https://tpp.example/cb', 'https://tpp.example/cb2'],
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['authorization_code', 'client_credentials'],
    response_types: ['code id_token'],
    software_id: 'sw0123456789abcdefghij',
    scope: 'openid accounts',
    application_type: 'web',
    id_token_signed_response_alg: 'PS256',
    request_object_signing_alg: 'PS256',
    token_endpoint_auth_signing_alg: 'PS256',
  },
};

const { iss: _iss, iat: _iat, jti: _jti, ...attested } = SENT.ssa;
const { iss, iat, exp, aud, jti, ...metadata } = SENT.request;

/** What a server answers that registered everything as asked. */
export const RECORD: JsonObject = {
  ...attested,
  ...metadata,
  client_id: 'c-1',
  client_id_issued_at: NOW - 1,
  software_statement: SENT.softwareStatement,
};

/** `record` with members replaced; undefined takes one away. */
export function withMembers(
  record: JsonObject,
  changes: Readonly<Record<string, Json | undefined>>,
): JsonObject {
  const members = Object.entries({ ...record, ...changes });
  return Object.fromEntries(members.filter((m): m is [string, Json] => m[1] !== undefined));
}

/** The findings that are no pass, as `check requirement verdict`. */
export function broken(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ check, requirement, verdict }) => `${check} ${requirement} ${verdict}`);
}
