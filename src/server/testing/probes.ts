import type { RunningServer } from '../options.ts';
import { registrationJwt, softwareJwks, stranger } from './bank.ts';
import {
  assertionUnder,
  keyedWith,
  resigned,
  strangeAssertion,
  strangeRequest,
  strangeStatement,
  unsecured,
  ZEROES,
} from './forgery.ts';
import { PROBE_REGISTRATIONS } from './probe-registrations.ts';
import { INTERACTION_ID, type Prober } from './prober.ts';

type Claims = Record<string, unknown>;

const made = new Map<string, Promise<string>>();

/** A token that every server is asked with: made once, sent once to each. */
function once(name: string, make: () => Promise<string>): Promise<string> {
  const token = made.get(name) ?? make();
  made.set(name, token);
  return token;
}

const jwt = (name: string, claims: Claims = {}): Promise<string> =>
  once(name, () => registrationJwt(claims));

const NOBODY = '00000000-0000-4000-8000-00000000dead';

/** Looks at one side of a fresh server and yields what it answers: equal texts for servers that behave alike. */
type Look = (server: Prober, bank: RunningServer) => AsyncGenerator<string>;

/** Sides of a server, each with clients of its own. */
export const PHASES = {
  documents: async function* (server) {
    for (const path of ['/.well-known/openid-configuration', '/jwks']) {
      yield (await server.send(path)).note;
    }
  },
  registrations: async function* (server, bank) {
    for (const [name, make] of Object.entries(PROBE_REGISTRATIONS)) {
      yield (await server.register(await once(name, make))).note;
    }
    yield (await server.register(await jwt('html'), 'text/html')).note;
    yield String(await bank.inspector.registeredBy(INTERACTION_ID));
  },
  reading: async function* (server) {
    const first = await server.client(await jwt('first'));
    const second = await server.client(await jwt('second', { software_client_name: 'Other' }));
    yield String(first.id === second.id);
    yield* reading(server, first, second);
  },
  access: async function* (server) {
    for (const method of ['GET', 'PUT', 'DELETE']) yield* access(server, method);
  },
  tokens: async function* (server, bank) {
    const { id } = await server.client(await jwt('first'));
    yield* tokens(server, bank, id, await server.client(await jwt('second')));
  },
  updates: async function* (server) {
    yield* updates(server, await server.client(await jwt('first')));
  },
  authorization: async function* (server) {
    const { id, token } = await server.client(await jwt('first'));
    for (const uri of BROWSER_PLACES) yield await browse(server, id, uri);
    yield await browse(server, NOBODY, OWN_PLACE);
    await server.manage('DELETE', id, token);
    yield await browse(server, id, OWN_PLACE);
  },
  ending: async function* (server) {
    const first = await server.client(await jwt('first'));
    yield* ending(server, first, await server.client(await jwt('second')));
  },
} satisfies Record<string, Look>;

export type Phase = keyof typeof PHASES;

type Client = Awaited<ReturnType<Prober['client']>>;

async function* reading(server: Prober, first: Client, second: Client): AsyncGenerator<string> {
  for (const method of ['GET', 'GET', 'PATCH', 'POST']) {
    yield await server.manage(method, first.id, first.token);
  }
  yield await server.manage('GET', second.id, second.token);
}

async function* access(server: Prober, method: string): AsyncGenerator<string> {
  const body = async (name: string): Promise<string | undefined> =>
    method === 'PUT' ? jwt(name) : undefined;
  const victim = await server.client(await jwt(`victim of ${method}`));
  const other = await server.client(await jwt(`misuser of ${method}`));
  yield await server.manage(method, victim.id, null, await body('no token'));
  yield await server.manage(method, victim.id, 'nobody', await body('token of nobody'));
  yield await server.manage(method, victim.id, other.token, await body('foreign token'));
  const late = await server.client(await jwt(`late ${method}`));
  yield await server.manage(method, NOBODY, late.token, await body('unknown client'));
  yield await server.manage('GET', late.id, late.token);
}

async function* tokens(
  server: Prober,
  { origin }: RunningServer,
  id: string,
  second: Client,
): AsyncGenerator<string> {
  const ask = async (members: Claims, headers?: Record<string, string>): Promise<string> =>
    (await server.form('/token', { grant_type: 'client_credentials', ...members }, headers)).note;
  const good = await server.grant(id);
  const own = String(good.client_assertion);
  const by = async (assertion: string): Promise<string> =>
    ask({ ...(await server.grant(id)), client_assertion: assertion });
  yield await ask(good);
  yield await ask({ client_id: id });
  yield await ask({}, { authorization: `Basic ${btoa(`${id}:secret`)}` });
  yield await ask({ ...(await server.grant(id)), scope: 'payments' });
  yield await ask({ ...(await server.grant(id)), client_id: second.id });
  yield await ask(await server.grant(id, { aud: 'https://x.example/' }));
  for (const signature of ['', 'AAAA', ZEROES]) yield await by(resigned(own, signature));
  yield await by(unsecured(own, { alg: 'none' }));
  yield await by(keyedWith(String((await server.grant(id)).client_assertion), softwareJwks));
  const strange = { kid: 'software-1' };
  const [elsewhere, kid] = ['https://x.example/', 'elsewhere'];
  const pointers = [
    { jku: elsewhere, kid },
    { x5u: elsewhere, kid },
  ];
  for (const header of [{ jwk: stranger.jwk }, ...pointers, {}]) {
    yield await by(await strangeAssertion(id, origin, { ...strange, ...header }));
  }
  for (const kid of ['x', 'spare-1']) yield await by(await assertionUnder(id, origin, kid));
  yield await introspection(server, id, second.token);
  yield await introspection(server, id, 'nobody');
  const revocable = await server.client(await jwt('revocable'));
  await server.form('/revoke', { ...(await server.grant(revocable.id)), token: revocable.token });
  yield await server.manage('GET', revocable.id, revocable.token);
}

async function introspection(server: Prober, id: string, token: string): Promise<string> {
  return (await server.form('/introspect', { ...(await server.grant(id)), token })).note;
}

/** Updates that a right server refuses, each by another family of rules. */
const BAD_UPDATES: Readonly<Record<string, () => Promise<string>>> = {
  redirects: () => registrationJwt({ redirect_uris: ['https://x.example/'] }),
  metadata: () => registrationJwt({ application_type: 'desktop' }),
  statement: () => registrationJwt({}, { iat: undefined }),
  'statement signature': () => strangeStatement({ kid: 'directory-1' }),
  signature: () => strangeRequest({ kid: 'software-1' }),
  times: () => registrationJwt({ exp: 1 }),
  identity: () => registrationJwt({ iss: 'another' }),
};

async function* updates(server: Prober, { id, token }: Client): AsyncGenerator<string> {
  const read = (): Promise<string> => server.manage('GET', id, token);
  const changed = {
    redirect_uris: ['https://tpp.example/b'],
    grant_types: ['authorization_code', 'client_credentials', 'urn:openid:params:grant-type:ciba'],
    backchannel_token_delivery_mode: 'poll',
    backchannel_authentication_request_signing_alg: 'PS256',
    response_types: ['code'],
    scope: 'openid payments',
    application_type: 'mobile',
    id_token_signed_response_alg: 'ES256',
  };
  for (const [name, make] of Object.entries(BAD_UPDATES)) {
    yield await server.manage('PUT', id, token, await once(`bad update: ${name}`, make));
    yield await read();
  }
  const headers = { 'content-type': 'text/html', authorization: `Bearer ${token}` };
  const body = await jwt('update as html');
  yield (await server.send(`/register/${id}`, { method: 'PUT', headers, body })).note;
  yield await server.manage('PUT', id, token, await jwt('update', changed));
  yield await read();
  const fewer = await once('smaller update', async () =>
    registrationJwt({ response_types: undefined, client_secret: 'wish' }),
  );
  yield await server.manage('PUT', id, token, fewer);
  yield await read();
}

const OWN_PLACE = 'https://tpp.example/a';

/** Where browsers ask to be sent: the registered place, and its neighbours. */
const BROWSER_PLACES: readonly string[] = [
  OWN_PLACE,
  'https://tpp.example/a/below',
  'https://tpp.example/a?more=1',
  'https://tpp.example/b',
  'https://tpp.example/c',
  'https://tpp.example.x.example/a',
  'https://tpp.example/A',
];

async function browse(server: Prober, client_id: string, redirect_uri: string): Promise<string> {
  return (await server.send(`/authorize?${new URLSearchParams({ client_id, redirect_uri })}`)).note;
}

async function* ending(server: Prober, first: Client, second: Client): AsyncGenerator<string> {
  const { id, token } = first;
  yield await server.manage('DELETE', id, token);
  yield await introspection(server, second.id, token);
  yield await server.manage('GET', id, token);
  yield (await server.form('/token', await server.grant(id))).note;
  yield await server.manage('DELETE', id, token);
}
