import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './options.ts';
import {
  assertion,
  openBank,
  registrationJwt,
  sign,
  stranger,
  tokenForm,
  unique,
} from './testing/bank.ts';

let bank: RunningServer;
let clientId: string;

const NOW = Math.floor(Date.now() / 1000);

beforeAll(async () => {
  bank = await openBank();
  clientId = await register();
});

afterAll(() => bank.close());

async function register(claims = {}): Promise<string> {
  const jwt = await registrationJwt(claims);
  return (await request(bank.origin).post('/register').type('application/jwt').send(jwt)).body
    .client_id;
}

function post(path: string, form: object) {
  return request(bank.origin).post(path).type('form').send(form);
}

async function withAssertion(edits = {}, parameters = {}, path = '/token') {
  return post(path, { ...tokenForm(await assertion(clientId, bank.origin, edits)), ...parameters });
}

describe('POST /token', () => {
  it('issues a bearer token that no cache keeps', async () => {
    const { status, body, headers } = await withAssertion();
    expect([status, body.token_type, body.expires_in, headers['cache-control']]).toEqual([
      200,
      'Bearer',
      3600,
      'no-store',
    ]);
  });

  it.each([
    ['the issuer', () => bank.issuer],
    ['the issuer in a list', () => [bank.issuer]],
    ['the token endpoint', () => `${bank.origin}/token`],
  ])('takes an assertion for %s', async (_what, aud) => {
    expect((await withAssertion({ aud: aud() })).status).toBe(200);
  });

  it.each<[string, object]>([
    ['is issued by another', { iss: 'another' }],
    ['is about another', { sub: 'another' }],
    ['is for another server', { aud: 'https://other.example' }],
    ['has no aud', { aud: undefined }],
    ['has expired', { exp: NOW - 600 }],
    ['never expires', { exp: undefined }],
    ['expires in a year', { exp: NOW + 365 * 86_400 }],
    ['is not valid yet', { nbf: NOW + 600 }],
    ['has no jti', { jti: undefined }],
  ])('refuses an assertion that %s', async (_what, edits) => {
    const { status, body } = await withAssertion(edits, { client_id: clientId });
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  });

  it('refuses an assertion that another key signed', async () => {
    const claims = { iss: clientId, sub: clientId, aud: bank.issuer, jti: unique(), exp: NOW + 60 };
    const forged = await sign(claims, stranger.privateKey, 'software-1');
    expect((await post('/token', tokenForm(forged))).status).toBe(401);
  });

  it('takes an assertion once', async () => {
    const form = tokenForm(await assertion(clientId, bank.origin));
    expect([(await post('/token', form)).status, (await post('/token', form)).status]).toEqual([
      200, 401,
    ]);
  });

  it.each([
    ['unsupported_grant_type', 400, { grant_type: 'password' }],
    ['invalid_request', 400, { grant_type: '' }],
    ['invalid_scope', 400, { scope: 'payments' }],
    ['invalid_client', 401, { client_id: 'another' }],
    ['invalid_client', 401, { client_secret: 'secret' }],
    ['invalid_client', 401, { client_assertion_type: 'other' }],
  ])('answers %s with %i to %j', async (error, status, parameters) => {
    const response = await withAssertion({}, parameters);
    expect([response.body.error, response.status]).toEqual([error, status]);
  });

  it('refuses a client that has not registered the grant', async () => {
    const id = await register({ grant_types: ['authorization_code'] });
    const { body } = await post('/token', tokenForm(await assertion(id, bank.origin)));
    expect(body.error).toBe('unauthorized_client');
  });

  it('refuses a client without authentication', async () => {
    const { status, body } = await post('/token', {
      grant_type: 'client_credentials',
      client_id: clientId,
    });
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  });

  it('wants a form', async () => {
    const { status, body } = await request(bank.origin).post('/token').send({});
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });
});

describe('POST /introspect', () => {
  it('knows a living token of the client', async () => {
    const { access_token: token } = (await withAssertion()).body;
    const { body } = await withAssertion({}, { token }, '/introspect');
    expect(body).toMatchObject({ active: true, client_id: clientId });
  });

  it('does not know a revoked one', async () => {
    const { access_token: token } = (await withAssertion()).body;
    await withAssertion({}, { token }, '/revoke');
    expect((await withAssertion({}, { token }, '/introspect')).body).toEqual({ active: false });
  });

  it('is for clients only', async () => {
    expect((await post('/introspect', { token: 'x' })).status).toBe(401);
  });
});
