import { createHmac, createPublicKey } from 'node:crypto';
import {
  assertion,
  requestClaims,
  sign,
  signRequest,
  signSsa,
  ssaClaims,
  stranger,
} from './bank.ts';

type Claims = Record<string, unknown>;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** `token` with another signature. */
export function resigned(token: string, signature: string): string {
  return token.replace(/[^.]*$/, signature);
}

/** `token` under another header, with an empty signature. */
export function unsecured(token: string, header: Claims): string {
  return `${encoded(header)}.${token.split('.')[1]}.`;
}

/** `token` under a header with two algorithms, which its signature does not cover. */
export function withTwoAlgorithms(token: string): string {
  const header = '{"alg":"PS256","typ":"JWT","alg":"none"}';
  return token.replace(/^[^.]*/, Buffer.from(header).toString('base64url'));
}

/** `token` under HS256, keyed with the PEM of a public key. */
export function keyedWith(token: string, jwks: { keys: readonly [object, ...object[]] }): string {
  const key = createPublicKey({ key: jwks.keys[0] as never, format: 'jwk' });
  const secret = key.export({ type: 'spki', format: 'pem' });
  const input = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${token.split('.')[1]}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A signature of 256 zeroes. */
export const ZEROES = 'A'.repeat(342);

/** A good request around `statement`. */
export async function around(statement: string | Promise<string>, claims: Claims = {}) {
  return signRequest(requestClaims(await statement, claims));
}

/** A request that a stranger signed. */
export async function strangeRequest(header: Claims, claims: Claims = {}): Promise<string> {
  const request = requestClaims(await signSsa(ssaClaims()), claims);
  return sign(request, stranger.privateKey, 'stranger-1', header);
}

/** A good request around a statement that a stranger signed. */
export function strangeStatement(header: Claims, claims: Claims = {}): Promise<string> {
  return around(sign(ssaClaims(claims), stranger.privateKey, 'stranger-1', header));
}

/** A client assertion that a stranger signed. */
export async function strangeAssertion(id: string, origin: string, header: Claims) {
  return sign(await assertionClaims(id, origin), stranger.privateKey, 'stranger-1', header);
}

/** A good client assertion under another kid. */
export async function assertionUnder(id: string, origin: string, kid: string): Promise<string> {
  return signRequest(await assertionClaims(id, origin), { kid });
}

async function assertionClaims(id: string, origin: string): Promise<Claims> {
  const [, payload = ''] = (await assertion(id, origin)).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}
