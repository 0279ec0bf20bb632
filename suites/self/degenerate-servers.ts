import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Behaviour = () => (request: IncomingMessage, body: string) => Answer;

const JSON_TYPE = 'application/json';

function claimsOf(body: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(body.split('.')[1] ?? '', 'base64url').toString(),
    );
    JSON.stringify(claims);
    return typeof claims === 'object' ? { ...claims } : {};
  } catch {
    return {};
  }
}

function error(code: string): Answer {
  return {
    status: 400,
    type: JSON_TYPE,
    body: JSON.stringify({ error: code, error_description: 'The request was refused.' }),
  };
}

function registered(body: string, clientId: string): Answer {
  const { iss, iat, exp, aud, jti, ...metadata } = claimsOf(body);
  return {
    status: 201,
    type: JSON_TYPE,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: JSON.stringify({
      ...metadata,
      client_id: clientId,
      client_id_issued_at: Math.floor(Date.now() / 1000),
    }),
  };
}

/** Accepts the first `limit` registrations without looking, then refuses everything. */
function acceptsFirst(limit: number): Behaviour {
  return () => {
    let count = 0;
    return (request, body) => {
      if (request.method !== 'POST') return { status: 204 };
      count += 1;
      return count <= limit
        ? registered(body, `client-${count}`)
        : error('invalid_client_metadata');
    };
  };
}

/** Servers that know nothing of registration. None of them may earn a pass in a negative case. */
export const DEGENERATE_SERVERS: Readonly<Record<string, Behaviour>> = {
  'always 400 with a right-looking body': () => () => error('invalid_client_metadata'),
  'always 400 invalid_software_statement': () => () => error('invalid_software_statement'),
  'always 401 with a challenge': () => () => ({
    status: 401,
    type: JSON_TYPE,
    headers: { 'www-authenticate': 'Bearer' },
    body: '{"error":"invalid_token"}',
  }),
  'always 201 with a fixed body': () => () => ({
    status: 201,
    type: JSON_TYPE,
    body: '{"client_id":"fixed","client_id_issued_at":1700000000}',
  }),
  'always 500': () => () => ({ status: 500, type: JSON_TYPE, body: '{"error":"server_error"}' }),
  'always 200 with an HTML page': () => () => ({
    status: 200,
    type: 'text/html',
    body: '<!doctype html><title>Welcome</title><p>It works.',
  }),
  'an empty answer': () => () => ({ status: 200 }),
  'a status at random': () => {
    let state = 7;
    return (_request, body) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const statuses = [200, 201, 204, 302, 400, 401, 403, 404, 409, 415, 422, 429, 500, 503];
      const status = statuses[state % statuses.length] ?? 500;
      if (status === 201) return registered(body, `client-${state}`);
      return { ...error('invalid_client_metadata'), status };
    };
  },
  'an echo of the request': () => (_request, body) => ({ status: 200, type: 'text/plain', body }),
  'a 201 that echoes the claims, whatever they are': () => {
    let count = 0;
    return (request, body) => {
      if (request.method === 'DELETE') return { status: 204 };
      count += 1;
      return registered(body, `client-${count}`);
    };
  },
  'the login page of a proxy': () => () => ({
    status: 302,
    type: 'text/html',
    headers: { location: 'https://login.proxy.example/?next=register' },
    body: '<title>Sign in</title>',
  }),
  'accepts one registration, then refuses all': acceptsFirst(1),
  'accepts five registrations, then refuses all': acceptsFirst(5),
  'accepts thirty registrations, then refuses all': acceptsFirst(30),
};

function reply(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...(answer.type === undefined ? {} : { 'content-type': answer.type }),
    ...answer.headers,
  });
  response.end(answer.body ?? '');
}

/** Starts one of them on a free loopback port; `url` is its registration endpoint. */
export async function startDegenerate(
  name: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const behave = DEGENERATE_SERVERS[name]?.();
  if (behave === undefined) throw new Error(`no degenerate server "${name}"`);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => reply(response, behave(request, Buffer.concat(chunks).toString())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/register`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
