import { type Context, Hono } from 'hono';
import { isRowOf } from '../requirements/applies.ts';
import {
  type Answer,
  bearerChallenge,
  empty,
  json,
  methodNotAllowed,
  oauthError,
} from './answer.ts';
import { authorize } from './authorize.ts';
import type { Connection } from './connection.ts';
import { directoryAnswer } from './directory.ts';
import { discoveryDocument } from './discovery.ts';
import type { Route } from './faults/fault.ts';
import { interactionId } from './interaction-id.ts';
import { read, remove, update } from './manage.ts';
import { openApiDocument } from './openapi.ts';
import { discoveryPaths, ownPath, pathsOf } from './paths.ts';
import { register } from './register.ts';
import type { Call, ServerContext } from './server-context.ts';
import { introspect, revoke, token } from './token.ts';

interface Env {
  Bindings: Connection;
}

type Handler = (server: ServerContext, call: Call, id: string) => Answer | Promise<Answer>;

interface Endpoint {
  readonly path: string;
  readonly route: Route;
  readonly methods: Readonly<Record<string, Handler>>;
}

const document = (get: Handler): Endpoint['methods'] => ({ GET: get });

const discovery: Handler = (server, call) => json(200, discoveryDocument(server, call.origin));

const ENDPOINTS: readonly Endpoint[] = [
  { path: '/register', route: 'registration', methods: { POST: register } },
  {
    path: '/register/:id',
    route: 'client',
    methods: { GET: read, PUT: update, DELETE: remove },
  },
  { path: '/token', route: 'token', methods: { POST: token } },
  { path: '/introspect', route: 'introspection', methods: { POST: introspect } },
  { path: '/revoke', route: 'revocation', methods: { POST: revoke } },
  { path: '/jwks', route: 'jwks', methods: document(async (s) => json(200, await s.ownJwks())) },
  {
    path: '/openapi.json',
    route: 'other',
    methods: document((server, call) => json(200, openApiDocument(server, call.origin))),
  },
  { path: '/authorize', route: 'authorization', methods: { GET: authorize, POST: authorize } },
];

/** Nobody logs in here, so no token tells about a user (OpenID Connect Core 5.3). */
const noUser: Handler = () => bearerChallenge('invalid_token', 'the access token is for no user');
const USERINFO: Endpoint = {
  path: '/userinfo',
  route: 'other',
  methods: { GET: noUser, POST: noUser },
};

/** Every endpoint under its own path and, for a profile with others, under that of the product too. */
function endpointsOf({ profile }: ServerContext): readonly Endpoint[] {
  const { issuer: _issuer, ...theirs } = pathsOf(profile);
  const aliases = Object.values(theirs).flatMap((path) => {
    const own = ownPath(profile, path);
    const all = ENDPOINTS.filter((each) => each.path === own || each.path === `${own}/:id`);
    return all.map((each) => ({ ...each, path: each.path.replace(own, path) }));
  });
  const documents = discoveryPaths(profile).map(
    (path): Endpoint => ({ path, route: 'discovery', methods: document(discovery) }),
  );
  const more = isRowOf(profile, 'OBBR-6.1-5-1') ? [USERINFO] : [];
  return [...ENDPOINTS, ...aliases, ...documents, ...more];
}

/** The routes of the server on a hono application; each request comes with its {@link Connection}. */
export function createApp(server: ServerContext): Hono<Env> {
  const app = new Hono<Env>();
  for (const endpoint of endpointsOf(server)) {
    app.all(endpoint.path, (c) => serve(server, endpoint, c));
  }
  const missing: Endpoint = { path: '', route: 'other', methods: {} };
  app.notFound((c) => serve(server, missing, c));
  return app;
}

async function serve(
  server: ServerContext,
  endpoint: Endpoint,
  c: Context<Env>,
): Promise<Response> {
  const connection = c.env;
  let requestBody: string | null = null;
  const received = callOf(server, connection, c.req);
  const { route } = endpoint;
  const call = {
    ...received,
    method: server.faults.method(received.method, route),
    body: async (limit: number) => {
      requestBody = await connection.body(limit);
      return requestBody;
    },
  };
  const { method, path } = call;
  const contentType = call.header('content-type');
  const made =
    server.faults.intercept({ route, method, path, contentType }) ??
    (await answerTo(server, endpoint, call, c.req.param('id') ?? ''));
  const context = { route, method, path, cause: made.cause ?? null, requestBody };
  const answer = server.faults.answer(
    { ...made, headers: [...made.headers, ['x-fapi-interaction-id', interactionId(call)]] },
    context,
  );
  return connection.deliver(answer, server.faults.delivery(answer, context));
}

async function answerTo(
  server: ServerContext,
  { methods, route, path }: Endpoint,
  call: Call,
  id: string,
): Promise<Answer> {
  // A HEAD is a GET whose body is not sent (RFC 9110 9.3.2).
  const handler = methods[call.method === 'HEAD' ? 'GET' : call.method];
  if (handler === undefined && path !== '') return otherMethod(methods, call.method);
  try {
    return await (handler ?? elsewhere)(server, call, id);
  } catch (error) {
    server.log(`${call.method} ${route}: ${error instanceof Error ? error.message : 'failed'}`);
    return oauthError(500, 'server_error', 'the server failed');
  }
}

/** Paths without a route of their own: the server's directory, if it has one. */
const elsewhere: Handler = async (server, call) => {
  const answer =
    server.directory === null
      ? null
      : await directoryAnswer(server.directory, call, server.profile);
  return answer ?? oauthError(404, 'invalid_request', 'there is nothing here');
};

function otherMethod(methods: Endpoint['methods'], method: string): Answer {
  const offered = Object.keys(methods).flatMap((name) =>
    name === 'GET' ? ['GET', 'HEAD'] : [name],
  );
  const allowed = [...offered, 'OPTIONS'];
  return method === 'OPTIONS'
    ? empty(204, [['allow', allowed.join(', ')]])
    : methodNotAllowed(allowed);
}

function callOf(
  server: ServerContext,
  connection: Connection,
  { path, url }: Context<Env>['req'],
): Omit<Call, 'body'> {
  const { headers, method } = connection;
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const origin = server.origins().of(headers.host);
  return {
    method,
    path: ownPath(server.profile, path),
    query: new URL(url).searchParams,
    header,
    origin,
    issuer: `${origin}${pathsOf(server.profile).issuer}`,
    interactionId: header('x-fapi-interaction-id') ?? null,
    certificate: server.mtls ? connection.certificate() : null,
    now: Math.floor(server.now() / 1000),
  };
}
