import type { Json, JsonObject } from '../../model/json.ts';
import { encodeBase64url } from '../base64url.ts';
import { parseJws } from '../jws.ts';
import type { Proof } from '../proof.ts';
import type { RegistrationInput } from '../registration-input.ts';

/** Seconds since the epoch in all examples. */
export const NOW = 1_800_000_000;

type Edits = Readonly<Record<string, Json | undefined>>;

export interface Example extends Partial<RegistrationInput> {
  /** Claims to set, or to take away by undefined. */
  readonly request?: never;
  readonly ssa?: never;
  readonly claimEdits?: Edits;
  readonly ssaEdits?: Edits;
  readonly headerEdits?: Edits;
  readonly ssaHeaderEdits?: Edits;
  readonly proof?: Proof;
  /** Text instead of the JSON of the claims. */
  readonly payloadText?: string;
  /** Changes the compact request. */
  readonly compact?: (compact: string) => string;
}

/** A proof as a right key gives it. */
export function proven(jwk: JsonObject = {}, kidMatches = true, saltLength = 32): Proof {
  return {
    unavailable: null,
    match: { jwk: { kty: 'RSA', n: modulus(256), ...jwk }, kidMatches, saltLength },
  };
}

/** The modulus of an RSA key of `bytes` bytes. */
export function modulus(bytes: number): string {
  return encodeBase64url(new Uint8Array(bytes).fill(255));
}

function edited(claims: JsonObject, edits: Edits = {}): JsonObject {
  const entries = Object.entries({ ...claims, ...edits });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

function part(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

/** A compact JWS with a signature of zeros. */
export function compactOf(header: JsonObject, payload: string): string {
  return `${part(JSON.stringify(header))}.${part(payload)}.${encodeBase64url(new Uint8Array(256))}`;
}

const HEADER = { alg: 'PS256', typ: 'JWT', kid: 'k1' };

const SSA = {
  iss: 'OpenBanking Ltd',
  iat: NOW - 60,
  jti: 'ssa-1',
  software_id: 'software1',
  software_jwks_endpoint: 'https://keys.example/software1.jwks',
  software_redirect_uris: ['https://tpp.example/a', 'https://tpp.example/b'],
  software_roles: ['AISP'],
  org_id: 'org1',
  org_name: 'TPP Ltd',
  org_status: 'Active',
};

const REQUEST = {
  iss: 'software1',
  iat: NOW,
  exp: NOW + 300,
  aud: 'bank1',
  jti: '00000000-0000-4000-8000-000000000001',
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

/** What the rules see of a right registration, changed as `example` says. */
export function registrationInput(example: Example = {}): RegistrationInput {
  const { claimEdits, ssaEdits, headerEdits, ssaHeaderEdits, proof, payloadText, ...rest } =
    example;
  const statement = compactOf(
    edited(HEADER, ssaHeaderEdits),
    JSON.stringify(edited(SSA, ssaEdits)),
  );
  const sent = edited({ ...REQUEST, software_statement: statement }, claimEdits);
  const made = compactOf(edited(HEADER, headerEdits), payloadText ?? JSON.stringify(sent));
  const request = parseJws(example.compact?.(made) ?? made);
  const claims = request.payload.value;
  const ssaText = claims.software_statement;
  const ssa = typeof ssaText === 'string' && ssaText !== '' ? parseJws(ssaText) : null;
  return {
    operation: 'post',
    now: NOW,
    request,
    ssa,
    claims,
    ssaClaims: ssa?.payload.value ?? {},
    metadata: claims,
    audiences: ['bank1'],
    issuers: ['OpenBanking Ltd'],
    authMethods: ['private_key_jwt', 'tls_client_auth'],
    allowLoopbackHttp: false,
    sectorUris: null,
    requestProof: async () => proof ?? proven(),
    ssaProof: async () => proven(),
    jtiUsed: () => false,
    softwareRegistered: () => false,
    certificate: null,
    registered: null,
    ...(rest as Partial<RegistrationInput>),
  };
}
