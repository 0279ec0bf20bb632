import { createHmac, timingSafeEqual } from 'node:crypto';
import { headerText, type Jws } from '../rules/jws.ts';
import type { Proof } from '../rules/proof.ts';
import type { Client } from './client-store.ts';
import type { Form } from './form.ts';

/** A client_id and a secret as they were presented, and the method that this is. */
export interface Presented {
  readonly clientId: string;
  readonly secret: string;
  readonly method: 'client_secret_basic' | 'client_secret_post';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The secret in an Authorization header or a form (RFC 6749 2.3.1); null where there is none, or more than one. */
export function presentedSecret(authorization: string | undefined, form: Form): Presented | null {
  const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '')?.[1];
  const posted = form.get('client_secret');
  if (basic === undefined) {
    const clientId = form.get('client_id');
    if (posted === undefined || clientId === undefined || authorization !== undefined) return null;
    return { clientId, secret: posted, method: 'client_secret_post' };
  }
  if (posted !== undefined) return null;
  const [clientId = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const secret = decoded(rest.join(':'));
  return { clientId: decoded(clientId), secret, method: 'client_secret_basic' };
}

/** True for the living secret of a client that is registered for the method it was presented by. */
export function isSecretOf(client: Client, { secret, method }: Presented, now: number): boolean {
  if (client.metadata.token_endpoint_auth_method !== method || client.secret === null) return false;
  return hasLivingSecret(client, now) && same(client.secret, secret);
}

function hasLivingSecret({ secretExpiresAt }: Client, now: number): boolean {
  return secretExpiresAt === 0 || secretExpiresAt > now;
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const HASHES: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

/** How an assertion by client_secret_jwt was verified: with the secret of the client (OpenID Connect Core 9). */
export function proofBySecret(jws: Jws, client: Client, now: number): Proof {
  const hash = HASHES[headerText(jws, 'alg') ?? ''];
  const [input = ''] = jws.signingInputs;
  if (hash === undefined || client.secret === null || !hasLivingSecret(client, now)) {
    return { unavailable: null, match: null };
  }
  const mac = createHmac(hash, client.secret).update(input).digest();
  const good = mac.length === jws.signature.length && timingSafeEqual(mac, jws.signature);
  const match = good ? { jwk: { kty: 'oct' }, kidMatches: true, saltLength: null } : null;
  return { unavailable: null, match };
}
