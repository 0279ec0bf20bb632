import { createHmac } from 'node:crypto';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { SignatureSpec } from '../model/draft.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { signJwt } from './sign-jwt.ts';

export interface ClientAssertionInput {
  readonly clientId: string;
  /** `aud`: the token endpoint or the issuer, as the target wants it. */
  readonly audience: string;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly jti: string;
  readonly trust: TrustMaterial;
  /** PS256 when left out. */
  readonly algorithm?: 'PS256' | 'ES256';
  /** Claims to overwrite; undefined takes one away. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Header members to overwrite; undefined takes one away. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signature?: SignatureSpec;
}

/** Seconds; long enough for a server whose clock is a few minutes fast (RFC 7519 4.1.4). */
const LIFETIME = 300;

export interface SecretAssertionInput
  extends Pick<ClientAssertionInput, 'clientId' | 'audience' | 'now' | 'jti'> {
  readonly secret: string;
  readonly algorithm: keyof typeof HASHES;
}

/** The MAC of each algorithm (RFC 7518 3.2). */
const HASHES = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;

/** A `client_secret_jwt` client assertion (RFC 7523 3, OpenID Connect Core 9) in compact form: its key is the secret. */
export function secretAssertion(input: SecretAssertionInput): string {
  const { algorithm, secret } = input;
  const part = (json: JsonObject): string =>
    Buffer.from(JSON.stringify(json)).toString('base64url');
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(claimsOf(input))}`;
  const mac = createHmac(HASHES[algorithm], secret).update(signed).digest('base64url');
  return `${signed}.${mac}`;
}

function claimsOf({
  clientId,
  audience,
  now,
  jti,
}: Pick<ClientAssertionInput, 'clientId' | 'audience' | 'now' | 'jti'>): JsonObject {
  return { iss: clientId, sub: clientId, aud: audience, jti, iat: now, exp: now + LIFETIME };
}

/** A `private_key_jwt` client assertion (RFC 7523 3, OpenID Connect Core 9) in compact form. */
export function clientAssertion(input: ClientAssertionInput): Promise<string> {
  const { trust, algorithm = 'PS256' } = input;
  const key = algorithm === 'ES256' ? 'tpp-signing-ec' : 'tpp-signing';
  const header = { alg: algorithm, kid: trust.key(key).kid, typ: 'JWT' };
  return signJwt(
    {
      header: overwrite(header, input.header),
      claims: overwrite(claimsOf(input), input.overrides),
      signature: input.signature ?? { kind: 'key', key, algorithm },
    },
    trust,
  );
}

function overwrite(
  members: JsonObject,
  changes: Readonly<Record<string, unknown>> = {},
): JsonObject {
  const changed = Object.entries({ ...members, ...changes });
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined)) as Record<
    string,
    Json
  >;
}
