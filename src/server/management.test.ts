import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './options.ts';
import { assertion, openBank, registrationJwt, tokenForm } from './testing/bank.ts';

let bank: RunningServer;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(() => bank.close());

async function newClient(claims = {}): Promise<{ id: string; token: string }> {
  const created = await request(bank.origin)
    .post('/register')
    .type('application/jwt')
    .send(await registrationJwt(claims));
  const id: string = created.body.client_id;
  return { id, token: await newToken(id) };
}

async function newToken(id: string): Promise<string> {
  const form = tokenForm(await assertion(id, bank.origin));
  return (await request(bank.origin).post('/token').type('form').send(form)).body.access_token;
}

function call(method: 'get' | 'put' | 'delete', id: string, token: string | null) {
  const made = request(bank.origin)[method](`/register/${id}`);
  return token === null ? made : made.set('Authorization', `Bearer ${token}`);
}

async function put(id: string, token: string, claims = {}, ssa = {}) {
  return call('put', id, token)
    .type('application/jwt')
    .send(await registrationJwt(claims, ssa));
}

describe('the record of a client', () => {
  it('is read as it was registered', async () => {
    const { id, token } = await newClient();
    const { status, body } = await call('get', id, token);
    expect([status, body.client_id, body.scope]).toEqual([200, id, 'openid accounts']);
  });

  it('is replaced by an update, not added to', async () => {
    const { id, token } = await newClient({ response_types: ['code'] });
    await put(id, token, { redirect_uris: ['https://tpp.example/b'] });
    expect((await call('get', id, token)).body).toMatchObject({
      client_id: id,
      redirect_uris: ['https://tpp.example/b'],
      response_types: ['code id_token'],
    });
  });

  it.each([
    [
      'a foreign redirect URI',
      { redirect_uris: ['https://x.example/'] },
      {},
      'invalid_redirect_uri',
    ],
    [
      'another software',
      { iss: 'software2' },
      { software_id: 'software2' },
      'invalid_client_metadata',
    ],
    ['another client_id', { client_id: 'another' }, {}, 'invalid_client_metadata'],
    ['an expired request', { exp: 1 }, {}, 'invalid_client_metadata'],
  ])('stays as it is when the update has %s', async (_what, claims, ssa, code) => {
    const { id, token } = await newClient();
    const before = (await call('get', id, token)).body;
    const { status, body } = await put(id, token, claims, ssa);
    const after = (await call('get', id, token)).body;
    expect([status, body.error, after]).toEqual([400, code, before]);
  });

  it('is gone after DELETE, with its tokens', async () => {
    const { id, token } = await newClient();
    const gone = await call('delete', id, token);
    const after = await call('get', id, token);
    expect([gone.status, gone.text, after.status]).toEqual([204, '', 401]);
  });

  it('gets no token after DELETE', async () => {
    const { id, token } = await newClient();
    await call('delete', id, token);
    const form = tokenForm(await assertion(id, bank.origin));
    const { status, body } = await request(bank.origin).post('/token').type('form').send(form);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  });
});

describe('a call without the right token', () => {
  it('gets a bare challenge where no token was sent', async () => {
    const { status, headers } = await call('get', 'some-client', null);
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="registration"']);
  });

  it('gets invalid_token where it is unknown', async () => {
    const { status, headers } = await call('get', 'some-client', 'made-up');
    expect([status, headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^Bearer .*error="invalid_token"/),
    ]);
  });

  it.each(['unknown', 'foreign'])(
    'gets 401 for the record of a client that is %s, and loses the token',
    async (kind) => {
      const { id, token } = await newClient();
      const target = kind === 'foreign' ? (await newClient()).id : 'no-such-client';
      const refused = await call('get', target, token);
      const own = await call('get', id, token);
      expect([refused.status, own.status]).toEqual([401, 401]);
    },
  );

  it('cannot tell a foreign client from an unknown one', async () => {
    const other = await newClient();
    const [a, b] = [await newClient(), await newClient()];
    const foreign = await call('get', other.id, a.token);
    const unknown = await call('get', 'no-such-client', b.token);
    expect([foreign.body, foreign.headers['www-authenticate']]).toEqual([
      unknown.body,
      unknown.headers['www-authenticate'],
    ]);
  });
});

describe('methods', () => {
  it.each([
    ['put', '/register', 'POST, OPTIONS'],
    ['post', '/register/x', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['patch', '/register/x', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['get', '/token', 'POST, OPTIONS'],
  ] as const)('%s %s is answered 405 with Allow: %s', async (method, path, allow) => {
    const { status, headers } = await request(bank.origin)[method](path);
    expect([status, headers.allow]).toEqual([405, allow]);
  });

  it('tells OPTIONS what there is', async () => {
    const { status, headers } = await request(bank.origin).options('/register');
    expect([status, headers.allow]).toEqual([204, 'POST, OPTIONS']);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { id, token } = await newClient();
    const { status, text } = await request(bank.origin)
      .head(`/register/${id}`)
      .set('Authorization', `bearer ${token}`);
    expect([status, text]).toEqual([200, undefined]);
  });

  it('answers 404 in JSON elsewhere', async () => {
    const { status, body } = await request(bank.origin).get('/nothing');
    expect([status, body.error]).toEqual([404, 'invalid_request']);
  });
});
