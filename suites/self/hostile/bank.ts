import { randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject, readJson } from '../../../src/model/json.ts';

/** A request as it came. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
}

/** A bank that believes everybody, and only minds a missing aud. */
export interface Bank {
  answer(request: Request): Answer;
  /** A client has been registered and deleted again: calibration is over. */
  calibrated(): boolean;
}

const JSON_HEADERS = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
] as const;

/** An answer with a JSON body; text is sent as it is. */
export function json(status: number, body: JsonObject | string): Answer {
  return {
    status,
    headers: JSON_HEADERS,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function claimsOf(token: string): JsonObject {
  const claims = readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return isJsonObject(claims) ? claims : {};
}

export interface BankOptions {
  /** Replaces or adds members of the discovery document. */
  readonly discovery?: JsonObject | undefined;
  /** Clients are managed there, with a token of their own (RFC 7592 3). */
  readonly clientUri?: ((origin: string, id: string) => string) | undefined;
}

export function plainBank(origin: string, { discovery, clientUri }: BankOptions = {}): Bank {
  const clients = new Map<string, JsonObject>();
  const tokens = new Map<string, string>();
  let made = 0;
  let deleted = 0;

  const metadata = (body: string, id: string): JsonObject => {
    const { iss, iat, exp, aud, jti, ...request } = claimsOf(body);
    const statement = String(request.software_statement ?? '');
    const { iss: _i, iat: _t, exp: _e, jti: _j, ...software } = claimsOf(statement);
    return { ...software, ...request, client_id: id };
  };
  const refusal = json(400, {
    error: 'invalid_client_metadata',
    error_description: 'aud is missing',
  });
  const unauthorized: Answer = {
    status: 401,
    headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']],
    body: '',
  };

  const tokenFor = (id: string): string => {
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, id);
    return token;
  };
  const management = (id: string): JsonObject =>
    clientUri === undefined
      ? {}
      : {
          registration_access_token: tokenFor(id),
          registration_client_uri: clientUri(origin, id),
        };

  const register = (body: string): Answer => {
    if (claimsOf(body).aud === undefined) return refusal;
    made += 1;
    const id = `client-${made}`;
    const issuedAt = Math.floor(Date.now() / 1000);
    clients.set(id, { ...metadata(body, id), ...management(id), client_id_issued_at: issuedAt });
    return json(201, clients.get(id) ?? {});
  };
  /** Who asks for a token: by assertion, by Basic, or in the form; secrets are believed. */
  const clientIn = ({ headers, body }: Request): string => {
    const form = new URLSearchParams(body);
    const { sub } = claimsOf(form.get('client_assertion') ?? '');
    if (typeof sub === 'string') return sub;
    const basic = /^Basic (.*)/.exec(headers.get('authorization') ?? '')?.[1] ?? '';
    const [named = ''] = Buffer.from(basic, 'base64').toString().split(':');
    return named === '' ? (form.get('client_id') ?? '') : decodeURIComponent(named);
  };
  const issue = (request: Request): Answer => {
    const id = clientIn(request);
    if (!clients.has(id)) return json(401, { error: 'invalid_client' });
    return json(200, { access_token: tokenFor(id), token_type: 'Bearer', expires_in: 300 });
  };
  const manage = ({ method, headers, body }: Request, id: string): Answer => {
    const token = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
    const record = clients.get(id);
    if (record === undefined || tokens.get(token) !== id) return unauthorized;
    if (method === 'DELETE') {
      clients.delete(id);
      deleted += 1;
      return { status: 204, headers: [], body: '' };
    }
    if (method === 'PUT') {
      if (claimsOf(body).aud === undefined) return refusal;
      clients.set(id, { ...record, ...metadata(body, id) });
    }
    return json(200, clients.get(id) ?? {});
  };

  return {
    answer(request) {
      const { method, path, body } = request;
      if (path === '/.well-known/openid-configuration') {
        return json(200, {
          issuer: origin,
          registration_endpoint: `${origin}/register`,
          token_endpoint: `${origin}/token`,
          token_endpoint_auth_signing_alg_values_supported: ['PS256'],
          authorization_endpoint: `${origin}/authorize`,
          jwks_uri: `${origin}/keys`,
          response_types_supported: ['code', 'code id_token'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['PS256'],
          ...discovery,
        });
      }
      if (path === '/keys') return json(200, { keys: [] });
      if (path.startsWith('/authorize')) return json(400, { error: 'invalid_request' });
      if (path === '/token') return issue(request);
      if (path === '/register' && method === 'POST') return register(body);
      const id = /^\/register\/([^/]+)$/.exec(path)?.[1];
      return id === undefined ? json(404, {}) : manage(request, decodeURIComponent(id));
    },
    calibrated: () => deleted > 0,
  };
}
