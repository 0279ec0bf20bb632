import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunningServer, ServerOptions } from './options.ts';
import {
  openBank,
  registrationJwt,
  requestClaims,
  sign,
  signRequest,
  signSsa,
  ssaClaims,
  stranger,
  unique,
} from './testing/bank.ts';

const open: RunningServer[] = [];

async function bank(options: Partial<ServerOptions> = {}, ...rest: []): Promise<RunningServer> {
  const server = await openBank(options, ...rest);
  open.push(server);
  return server;
}

function post(server: RunningServer, jwt: string, type = 'application/jwt') {
  return request(server.origin).post('/register').set('Content-Type', type).send(jwt);
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe('POST /register', () => {
  it('answers 201 with a JSON record that no cache keeps', async () => {
    const response = await post(await bank(), await registrationJwt());
    expect({ ...response.headers, status: response.status }).toMatchObject({
      status: 201,
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
  });

  it('returns what was asked for, and the statement as it was', async () => {
    const statement = await signSsa(ssaClaims());
    const { body } = await post(await bank(), await signRequest(requestClaims(statement)));
    expect(body).toMatchObject({
      software_statement: statement,
      redirect_uris: ['https://tpp.example/a'],
      scope: 'openid accounts',
      token_endpoint_auth_method: 'private_key_jwt',
    });
  });

  it('fills in what was left out', async () => {
    const { body } = await post(await bank(), await registrationJwt({ redirect_uris: undefined }));
    expect(body).toMatchObject({
      redirect_uris: ['https://tpp.example/a', 'https://tpp.example/b'],
      response_types: ['code id_token'],
      software_id: 'software1',
    });
  });

  it('returns the claims of the statement at top level', async () => {
    const { body } = await post(await bank(), await registrationJwt());
    expect(body).toMatchObject({ org_id: 'org1', software_client_name: 'A TPP' });
  });

  it.each(['iss', 'aud', 'jti', 'exp', 'client_secret', 'x_unknown'])(
    'does not return %s',
    async (name) => {
      const { body } = await post(await bank(), await registrationJwt({ x_unknown: 1 }));
      expect(body).not.toHaveProperty(name);
    },
  );

  it('makes an identifier of its own', async () => {
    const { body } = await post(await bank(), await registrationJwt({ client_id: 'wanted' }));
    expect(body.client_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('dates the client in seconds', async () => {
    const server = await bank({ now: () => Date.now() + 1000 });
    const { body } = await post(server, await registrationJwt());
    expect(Math.abs(body.client_id_issued_at - Date.now() / 1000)).toBeLessThan(10);
  });

  it('lets the statement win where both name the same member', async () => {
    const { body } = await post(
      await bank(),
      await registrationJwt({}, { application_type: 'mobile' }),
    );
    expect(body.application_type).toBe('mobile');
  });

  it.each(['application/jose', 'Application/JWT; charset=utf-8'])('takes %s', async (type) => {
    expect((await post(await bank(), await registrationJwt(), type)).status).toBe(201);
  });

  it.each(['text/plain', 'application/json'])('answers 415 to %s', async (type) => {
    const response = await post(await bank(), await registrationJwt(), type);
    expect([response.status, response.body.error]).toEqual([415, 'invalid_client_metadata']);
  });

  it('answers 413 to a body of a megabyte', async () => {
    expect((await post(await bank(), 'a'.repeat(1_000_000))).status).toBe(413);
  });

  it('echoes an interaction id', async () => {
    const id = unique();
    const response = await request((await bank()).origin)
      .post('/register')
      .set('x-fapi-interaction-id', id);
    expect(response.headers['x-fapi-interaction-id']).toBe(id);
  });

  it('does not echo what is no interaction id', async () => {
    const response = await request((await bank()).origin)
      .post('/register')
      .set('x-fapi-interaction-id', 'abc');
    expect(response.headers['x-fapi-interaction-id']).not.toBe('abc');
  });

  it('notes which request made a client', async () => {
    const server = await bank();
    const [good, bad] = [unique(), unique()];
    await post(server, await registrationJwt()).set('x-fapi-interaction-id', good);
    await post(server, await registrationJwt({ exp: 1 })).set('x-fapi-interaction-id', bad);
    const { inspector } = server;
    expect([inspector.registeredBy(good), inspector.registeredBy(bad)]).toEqual([1, 0]);
  });

  it('takes a jti once', async () => {
    const server = await bank();
    const jwt = await registrationJwt();
    const statuses = [(await post(server, jwt)).status, (await post(server, jwt)).status];
    expect(statuses).toEqual([201, 400]);
  });

  it('takes one of two equal requests that come together', async () => {
    const server = await bank();
    const jwt = await registrationJwt();
    const responses = await Promise.all([post(server, jwt), post(server, jwt)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 400]);
  });
});

describe('a refusal', () => {
  const cases: readonly [string, string, () => Promise<string>][] = [
    ['a broken JWT', 'invalid_client_metadata', async () => 'not-a-jwt'],
    [
      'line breaks in the JWT',
      'invalid_client_metadata',
      async () => (await registrationJwt()).replace(/(.{60})/g, '$1\n'),
    ],
    [
      'no statement',
      'invalid_software_statement',
      () => registrationJwt({ software_statement: undefined }),
    ],
    [
      'an unknown issuer',
      'unapproved_software_statement',
      () => registrationJwt({}, { iss: 'Nobody' }),
    ],
    [
      'a withdrawn organisation',
      'unapproved_software_statement',
      () => registrationJwt({}, { org_status: 'Withdrawn' }),
    ],
    [
      'a statement that another key signed',
      'invalid_software_statement',
      async () =>
        signRequest(requestClaims(await sign(ssaClaims(), stranger.privateKey, 'directory-1'))),
    ],
    [
      'a request that another key signed',
      'invalid_client_metadata',
      async () =>
        sign(requestClaims(await signSsa(ssaClaims())), stranger.privateKey, 'software-1'),
    ],
    [
      'a foreign redirect URI',
      'invalid_redirect_uri',
      () => registrationJwt({ redirect_uris: ['https://x.example/'] }),
    ],
    [
      'an unknown grant',
      'invalid_client_metadata',
      () => registrationJwt({ grant_types: ['password'] }),
    ],
  ];

  it.each(cases)('for %s is 400 %s', async (_what, code, make) => {
    const response = await post(await bank(), await make());
    expect([response.status, response.body.error, response.headers['cache-control']]).toEqual([
      400,
      code,
      'no-store',
    ]);
  });

  it('comes for the statement before anything that the request asks for', async () => {
    const jwt = await registrationJwt({ aud: 'x', redirect_uris: ['http://x'] }, { iss: 'Nobody' });
    expect((await post(await bank(), jwt)).body.error).toBe('unapproved_software_statement');
  });

  it('comes before keys are fetched from a place that nobody vouches for', async () => {
    let fetched = 0;
    const server = await openBank({}, async () => {
      fetched += 1;
      throw new Error('nothing there');
    });
    open.push(server);
    const ssa = await sign(ssaClaims(), stranger.privateKey, 'directory-1');
    await post(server, await signRequest(requestClaims(ssa)));
    expect(fetched).toBe(0);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('no'))],
    ['is HTML', async () => ({ status: 200, contentType: 'text/html', body: '<p>' })],
    ['is a redirect', async () => ({ status: 302, contentType: null, body: '' })],
    ['is empty', async () => ({ status: 200, contentType: null, body: '{"keys":[]}' })],
    [
      'holds nonsense',
      async () => ({ status: 200, contentType: null, body: '{"keys":[1,null,{"kty":"RSA"}]}' }),
    ],
  ])('is 400 where the key set %s', async (_what, fetch) => {
    const server = await openBank({}, fetch);
    open.push(server);
    expect((await post(server, await registrationJwt())).status).toBe(400);
  });

  it('is logged with rule and requirement', async () => {
    const lines: string[] = [];
    await post(
      await bank({ log: (line) => lines.push(line) }),
      await registrationJwt({ aud: 'x' }),
    );
    expect(lines[0]).toContain('request.aud.us (RFC7519-4.1.3-1)');
  });
});
