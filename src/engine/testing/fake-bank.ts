import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Net, NetRequest, NetResult } from '../../net/net.ts';

export const BANK = 'https://bank.example';

interface BankAnswer {
  readonly status: number;
  readonly body?: JsonObject | string;
  readonly headers?: readonly (readonly [string, string])[];
}

export interface BankRequest {
  readonly method: string;
  readonly path: string;
  /** Claims of the request JWT, of registrations and updates. */
  readonly claims: JsonObject;
  readonly mediaType: string;
  /** The access token, where there is one. */
  readonly bearer: string;
  /** Registrations so far, this one included. */
  readonly registrations: number;
}

export interface BankOptions {
  /** Another answer than the bank's own; undefined lets it go on. `drop` closes the connection, `silence` lets it time out. */
  readonly instead?: (request: BankRequest) => BankAnswer | 'drop' | 'silence' | undefined;
  readonly discovery?: JsonObject | null;
}

function claimsOf(body: NetRequest['body']): JsonObject {
  const [, payload] = String(body ?? '').split('.');
  if (payload === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

export const DISCOVERY: JsonObject = {
  issuer: BANK,
  registration_endpoint: `${BANK}/register`,
  token_endpoint: `${BANK}/token`,
};

export interface FakeBank extends Net {
  /** What was asked of it, as `METHOD path`. */
  readonly log: string[];
  readonly clients: Map<string, JsonObject>;
}

/** A bank in memory in place of the network: believes every JWT, demands aud, keeps clients. */
export function fakeBank({ instead, discovery = DISCOVERY }: BankOptions = {}): FakeBank {
  const clients = new Map<string, JsonObject>();
  const log: string[] = [];
  let registrations = 0;

  const record = (id: string, claims: JsonObject): JsonObject => {
    const { iss: _i, iat: _t, exp: _e, aud: _a, jti: _j, ...metadata } = claims;
    const statement = claimsOf(String(claims.software_statement ?? ''));
    return { ...statement, ...metadata, client_id: id };
  };
  const refusal: BankAnswer = { status: 400, body: { error: 'invalid_client_metadata' } };

  const answer = (request: BankRequest, sub: unknown): BankAnswer => {
    const { method, path, claims } = request;
    if (path.includes('/.well-known/')) {
      return discovery === null ? { status: 404 } : { status: 200, body: discovery };
    }
    if (path === '/token') {
      return clients.has(String(sub))
        ? { status: 200, body: { access_token: `token-of-${sub}`, token_type: 'Bearer' } }
        : { status: 401, body: { error: 'invalid_client' } };
    }
    if (path === '/register' && method === 'POST') {
      if (claims.aud === undefined) return refusal;
      const id = `client-${request.registrations}`;
      clients.set(id, record(id, claims));
      return { status: 201, body: clients.get(id) ?? {} };
    }
    const id = decodeURIComponent(path.split('/').at(-1) ?? '');
    if (!clients.has(id)) return { status: 401, headers: [['www-authenticate', 'Bearer']] };
    if (method === 'DELETE') {
      clients.delete(id);
      return { status: 204 };
    }
    if (method === 'PUT') {
      if (claims.aud === undefined) return refusal;
      clients.set(id, record(id, claims));
    }
    return { status: 200, body: clients.get(id) ?? {} };
  };

  return {
    log,
    clients,
    async request(sent): Promise<NetResult> {
      const { pathname } = new URL(sent.url);
      if (pathname === '/register' && sent.method === 'POST') registrations += 1;
      log.push(`${sent.method} ${pathname}`);
      const header = (wanted: string): string =>
        sent.headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
      const request = {
        method: sent.method,
        path: pathname,
        claims: claimsOf(sent.body),
        mediaType: header('content-type'),
        bearer: header('authorization').replace(/^Bearer /, ''),
        registrations,
      };
      // Others get their turn between any two requests, as on a real network.
      await new Promise((resolve) => setImmediate(resolve));
      const assertion = new URLSearchParams(String(sent.body)).get('client_assertion');
      const chosen = instead?.(request) ?? answer(request, claimsOf(assertion).sub);
      if (chosen === 'drop' || chosen === 'silence') {
        const kind = chosen === 'drop' ? 'reset' : 'timeout';
        return { response: null, failure: { kind, message: 'no answer' }, tls: null };
      }
      const { status, body, headers = [] } = chosen;
      const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
      return {
        response: {
          status,
          headers: [
            ['content-type', 'application/json'],
            ['cache-control', 'no-store'],
            ...headers,
          ],
          body: Buffer.from(text),
        },
        failure: null,
        tls: null,
      };
    },
    close: async () => {},
  };
}
