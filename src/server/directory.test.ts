import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, SignJWT } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../keys/store.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { cdrAu } from '../profiles/cdr-au.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import type { RunningServer } from './options.ts';
import { startServer } from './start.ts';
import { requestClaims } from './testing/bank.ts';

let dir: string;
let trust: TrustMaterial;
let bank: RunningServer;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-directory-'));
  trust = await openTrustMaterial(dir);
  const issuer = 'OpenBanking Ltd';
  const directory = {
    issuer,
    key: trust.key('directory'),
    jwks: trust.directoryJwks,
    softwareJwks: trust.softwareJwks,
  };
  const directories = [{ issuer, jwks: trust.directoryJwks }];
  bank = await startServer({ profile: obUk33, directories, directory });
}, 30_000);

afterAll(async () => {
  await bank.close();
  await rm(dir, { recursive: true });
});

function issue(claims: object) {
  return request(bank.origin).post('/directory/ssa').send(claims);
}

describe('the directory of the server', () => {
  it('issues statements that the server itself takes, with keys it fetches from there', async () => {
    const software_redirect_uris = ['https://tpp.example/a'];
    const { text: ssa } = await issue({ software_id: 'software1', software_redirect_uris });
    const key = trust.key('tpp-signing');
    const jwt = await new SignJWT(requestClaims(ssa))
      .setProtectedHeader({ alg: 'PS256', kid: key.kid })
      .sign(key.private);
    const { status } = await request(bank.origin)
      .post('/register')
      .type('application/jwt')
      .send(jwt);
    expect(status).toBe(201);
  });

  it.each([
    ['jwks.json', 'some'],
    ['software/software1.jwks', 'some'],
    ['software/software1/revoked.jwks', 'no'],
  ])('serves %s with %s keys', async (path, amount) => {
    const { body } = await request(bank.origin).get(`/directory/${path}`);
    expect(body.keys.length > 0 ? 'some' : 'no').toBe(amount);
  });

  it.each([{}, { software_id: '../x' }, []])('issues nothing for %j', async (claims) => {
    expect((await issue(claims)).status).toBe(400);
  });
});

describe('the directory of a server of another ecosystem', () => {
  it('issues statements with the names and the life that they have there', async () => {
    const [issuer = ''] = cdrAu.ssa.issuers;
    const directory = {
      issuer,
      key: trust.key('directory'),
      jwks: trust.directoryJwks,
      softwareJwks: trust.softwareJwks,
    };
    const directories = [{ issuer, jwks: trust.directoryJwks }];
    const holder = await startServer({ profile: cdrAu, directories, directory });
    const software_id = '740c368f-ecf9-4d29-a2ea-0514a66b0cde';
    const { text } = await request(holder.origin).post('/directory/ssa').send({ software_id });
    const { jwks_uri = '', iat = 0, exp = 0 } = decodeJwt<{ jwks_uri?: string }>(text);
    const { status } = await request(holder.origin).get(new URL(jwks_uri).pathname);
    await holder.close();
    expect([exp - iat, status]).toEqual([600, 200]);
  });
});
