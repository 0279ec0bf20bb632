import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './options.ts';
import { openBank, registrationJwt, sign, signRequest, stranger, unique } from './testing/bank.ts';

type Claims = Record<string, unknown>;

const REGISTERED = 'https://tpp.example/a';
const NOW = Math.floor(Date.now() / 1000);

let bank: RunningServer;
let clientId: string;
let hybridId: string;

beforeAll(async () => {
  bank = await openBank();
  clientId = await register({ response_types: ['code'] });
  hybridId = await register({ response_types: ['code id_token'] });
});

afterAll(() => bank.close());

async function register(claims: Claims): Promise<string> {
  const jwt = await registrationJwt(claims);
  const sent = request(bank.origin).post('/register').type('application/jwt').send(jwt);
  return (await sent).body.client_id;
}

function claimsOf(edits: Claims = {}): Claims {
  return {
    iss: clientId,
    client_id: clientId,
    aud: bank.issuer,
    nbf: NOW,
    exp: NOW + 60,
    jti: unique(),
    response_type: 'code',
    redirect_uri: REGISTERED,
    scope: 'openid',
    state: 'state-1',
    nonce: 'nonce-1',
    prompt: 'none',
    ...edits,
  };
}

function ask(query: object) {
  return request(bank.origin).get('/authorize').query(query);
}

async function signed(edits: Claims = {}, make = signRequest) {
  const claims = claimsOf(edits);
  return ask({ client_id: claims.client_id, request: await make(claims) });
}

/** Where the answer sends the browser, its parameters apart. */
function sentTo({ headers }: { headers: Claims }): { place: string; parameters: object } {
  const [place = '', query = ''] = String(headers.location).split(/[?#](.*)/s);
  return { place, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

describe('an authorization request of a registered client to a registered URI', () => {
  it('goes back with login_required, since nobody has signed in', async () => {
    const answer = await signed();
    expect([answer.status, sentTo(answer)]).toEqual([
      302,
      {
        place: REGISTERED,
        parameters: expect.objectContaining({ error: 'login_required', state: 'state-1' }),
      },
    ]);
  });

  it('goes back in the fragment for the hybrid flow', async () => {
    const of = { iss: hybridId, client_id: hybridId };
    const answer = await signed({ ...of, response_type: 'code id_token' });
    expect(answer.headers.location).toMatch(`${REGISTERED}#error=login_required`);
  });

  it('gets a page where the client lets the person be asked', async () => {
    const answer = await signed({ prompt: undefined });
    expect([answer.status, answer.type]).toEqual([200, 'text/html']);
  });

  it.each<[string, Claims, string]>([
    ['of another client', { iss: 'another' }, 'invalid_request_object'],
    ['for another server', { aud: 'https://x.example' }, 'invalid_request_object'],
    ['that has expired', { nbf: NOW - 600, exp: NOW - 300 }, 'invalid_request_object'],
    ['that is not valid yet', { nbf: NOW + 600, exp: NOW + 900 }, 'invalid_request_object'],
    ['that lives for two hours', { exp: NOW + 7200 }, 'invalid_request_object'],
    ['without nbf', { nbf: undefined }, 'invalid_request_object'],
    ['with a response type of its own', { response_type: 'code id_token' }, 'unauthorized_client'],
    ['for more than the registered scope', { scope: 'openid payments' }, 'invalid_scope'],
    ['without openid', { scope: 'accounts' }, 'invalid_scope'],
    ['without nonce', { nonce: undefined }, 'invalid_request'],
  ])('goes back with an error for a request object %s', async (_what, edits, error) => {
    expect(sentTo(await signed(edits))).toMatchObject({ place: REGISTERED, parameters: { error } });
  });

  it('goes back with an error where it is not signed at all', async () => {
    const answer = await ask({ client_id: clientId, redirect_uri: REGISTERED, state: 'state-1' });
    expect(sentTo(answer)).toMatchObject({
      place: REGISTERED,
      parameters: { error: 'invalid_request', state: 'state-1' },
    });
  });

  it('goes back with an error where a stranger signed it', async () => {
    const request = await sign(claimsOf(), stranger.privateKey, 'software-1');
    expect(
      sentTo(await ask({ client_id: clientId, redirect_uri: REGISTERED, request })),
    ).toMatchObject({ place: REGISTERED, parameters: { error: 'invalid_request_object' } });
  });

  it('is taken as a form too', async () => {
    const form = { client_id: clientId, request: await signRequest(claimsOf()) };
    const answer = await request(bank.origin).post('/authorize').type('form').send(form);
    expect(sentTo(answer).place).toBe(REGISTERED);
  });
});

describe('an authorization request ends at an error page', () => {
  it.each<[string, Claims]>([
    ['another host', { redirect_uri: 'https://x.example/a' }],
    ['a place below the registered URI', { redirect_uri: `${REGISTERED}/below` }],
    ['the registered URI with a query', { redirect_uri: `${REGISTERED}?more=1` }],
    ['the registered URI in upper case', { redirect_uri: REGISTERED.toUpperCase() }],
    ['a URI of the software statement only', { redirect_uri: 'https://tpp.example/b' }],
    ['no place', { redirect_uri: undefined }],
    ['the place of a client that is not registered', { client_id: 'nobody' }],
  ])('when it asks for %s', async (_what, edits) => {
    const answer = await signed(edits);
    expect([answer.status, answer.type, answer.headers.location]).toEqual([
      400,
      'text/html',
      undefined,
    ]);
  });

  it('when only its parameters, which nobody signed, name a registered URI', async () => {
    const claims = claimsOf({ redirect_uri: 'https://x.example/a' });
    const answer = await ask({
      client_id: clientId,
      redirect_uri: REGISTERED,
      request: await signRequest(claims),
    });
    expect(answer.status).toBe(400);
  });

  it('that repeats nothing of the request', async () => {
    const answer = await ask({ client_id: '<script>', redirect_uri: '<script>' });
    expect(answer.text).not.toContain('<script>');
  });
});
