import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wso2Ob3 } from '../profiles/wso2-ob3.ts';
import type { RunningServer } from './options.ts';
import { assertion, openBank, registrationJwt, tokenForm } from './testing/bank.ts';

let bank: RunningServer;

beforeAll(async () => {
  bank = await openBank({ profile: wso2Ob3 });
});

afterAll(() => bank.close());

const REGISTER = '/open-banking/0.1/register';

async function registered(edits = {}) {
  const jwt = await registrationJwt(edits);
  return request(bank.origin).post(REGISTER).set('Content-Type', 'application/jwt').send(jwt);
}

async function tokenOf(id: string, audience: string) {
  const form = tokenForm(await assertion(id, bank.origin, { aud: audience }));
  return request(bank.origin).post('/oauth2/token').type('form').send(form);
}

describe('a server of a product with paths of its own', () => {
  it.each([
    '/oauth2/token/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/oauth2/token',
  ])('publishes its endpoints at %s', async (path) => {
    const { body } = await request(bank.origin).get(path);
    expect(body).toMatchObject({
      issuer: `${bank.origin}/oauth2/token`,
      registration_endpoint: `${bank.origin}${REGISTER}`,
      token_endpoint: `${bank.origin}/oauth2/token`,
      jwks_uri: `${bank.origin}/oauth2/jwks`,
    });
  });

  it('has no document for an issuer that it is not', async () => {
    const { status } = await request(bank.origin).get('/.well-known/openid-configuration');
    expect(status).toBe(404);
  });

  it('registers, issues tokens, reads and deletes there', async () => {
    const { status, body } = await registered();
    const token = await tokenOf(body.client_id, bank.issuer);
    const at = `${REGISTER}/${body.client_id}`;
    const bearer = ['Authorization', `Bearer ${token.body.access_token}`] as const;
    const read = await request(bank.origin)
      .get(at)
      .set(...bearer);
    const gone = await request(bank.origin)
      .delete(at)
      .set(...bearer);
    expect([status, token.status, read.body.client_id, gone.status]).toEqual([
      201,
      200,
      body.client_id,
      204,
    ]);
  });

  it('names its own endpoints in its OpenAPI document', async () => {
    const { body } = await request(bank.origin).get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([REGISTER, `${REGISTER}/{client_id}`, '/oauth2/token']),
    );
  });
});

describe('redirect URIs outside the statement', () => {
  it('are replaced by those of the statement, which the answer shows', async () => {
    const { status, body } = await registered({ redirect_uris: ['https://elsewhere.example/cb'] });
    expect([status, body.redirect_uris]).toEqual([
      201,
      ['https://tpp.example/a', 'https://tpp.example/b'],
    ]);
  });

  it('are kept as asked for where the statement has them', async () => {
    const { body } = await registered({ redirect_uris: ['https://tpp.example/b'] });
    expect(body.redirect_uris).toEqual(['https://tpp.example/b']);
  });
});
