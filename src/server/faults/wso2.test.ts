import { exportJWK, generateKeyPair } from 'jose';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../profiles/index.ts';
import { wso2Ob3 } from '../../profiles/wso2-ob3.ts';
import type { JwksFetch } from '../jwks-source.ts';
import type { RunningServer } from '../options.ts';
import {
  openBank,
  registrationJwt,
  requestClaims,
  sign,
  signSsa,
  ssaClaims,
} from '../testing/bank.ts';
import { faultIds } from './index.ts';

const REGISTER = '/open-banking/0.1/register';
const JWT = 'application/jwt';

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(bank: RunningServer, text: string, type = JWT): Promise<Answered> {
  const { status, body } = await request(bank.origin)
    .post(REGISTER)
    .set('Content-Type', type)
    .send(text);
  return { status, body };
}

/** What a server with these presets answers in `use`. */
async function under<T>(
  presets: readonly string[],
  use: (bank: RunningServer) => Promise<T>,
  fetch?: JwksFetch,
): Promise<T> {
  const faults = presets.map((slug) => `wso2/${slug}`);
  const bank = await openBank(
    { profile: wso2Ob3, faults },
    ...(fetch === undefined ? [] : [fetch]),
  );
  try {
    return await use(bank);
  } finally {
    await bank.close();
  }
}

const registered = async (bank: RunningServer, claims = {}) =>
  (await post(bank, await registrationJwt(claims))).body;

async function twice(bank: RunningServer): Promise<readonly number[]> {
  const jwt = await registrationJwt();
  return [(await post(bank, jwt)).status, (await post(bank, jwt)).status];
}

async function unsigned(bank: RunningServer): Promise<number> {
  const claims = JSON.stringify(requestClaims(await signSsa(ssaClaims())));
  return (await post(bank, claims, 'application/json')).status;
}

const rs256 = await generateKeyPair('RS256', { extractable: true });
const rs256Jwks: JwksFetch = async () => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify({ keys: [{ kty: 'RSA', kid: 'r', ...published }] }),
});
const published = await exportJWK(rs256.publicKey);

async function signedRs256(bank: RunningServer): Promise<number> {
  const claims = requestClaims(await signSsa(ssaClaims()));
  return (await post(bank, await sign(claims, rs256.privateKey, 'r', { alg: 'RS256' }))).status;
}

const URIS = ['https://tpp.example/a', 'https://tpp.example/b'];
const ELSEWHERE = ['https://elsewhere.example/cb'];

describe('a preset of the product', () => {
  it.each<[string, (bank: RunningServer) => Promise<unknown>, unknown]>([
    [
      'issued-at-as-string',
      async (bank) => (await registered(bank)).client_id_issued_at,
      expect.stringMatching(/^\d{10}$/),
    ],
    [
      'signing-alg-not-returned',
      async (bank) => (await registered(bank)).token_endpoint_auth_signing_alg,
      undefined,
    ],
    [
      'redirects-unchecked',
      async (bank) => (await registered(bank, { redirect_uris: ELSEWHERE })).redirect_uris,
      ELSEWHERE,
    ],
    [
      'redirects-as-regexp',
      async (bank) => (await registered(bank, { redirect_uris: URIS })).redirect_uris,
      ['regexp=(https://tpp.example/a|https://tpp.example/b)'],
    ],
    [
      'response-types-as-text',
      async (bank) => (await registered(bank)).response_types,
      '[code id_token]',
    ],
    ['replays-accepted', twice, [201, 201]],
    ['unsigned-json-accepted', unsigned, 201],
    [
      'empty-401',
      async (bank) => {
        const { status, headers, text } = await request(bank.origin).get(`${REGISTER}/nobody`);
        return [status, headers['www-authenticate'], text];
      },
      [401, undefined, ''],
    ],
    [
      'statement-swapped',
      async (bank) => {
        const first = await registered(bank);
        return (await registered(bank)).software_statement === first.software_statement;
      },
      true,
    ],
  ])('%s does what it says, and the intact server does not', async (slug, use, seen) => {
    expect(await under([slug], use)).toEqual(seen);
    expect(await under([], use)).not.toEqual(seen);
  });

  it('rs256-accepted takes a signature that the intact server refuses', async () => {
    expect(await under(['rs256-accepted'], signedRs256, rs256Jwks)).toBe(201);
    expect(await under([], signedRs256, rs256Jwks)).toBe(400);
  });

  it.each(['ob-uk-3.3', 'wso2-ob3', 'wso2-fs4'])('is one of ten under %s', (id) => {
    const profile = PROFILES[id] ?? wso2Ob3;
    expect(faultIds(profile).filter((fault) => fault.startsWith('wso2/'))).toHaveLength(10);
  });
});
