import type { RegisteredClient, TokenAnswer, TokenOptions } from '../model/flow.ts';
import { isJsonObject, type JsonObject, readJson } from '../model/json.ts';
import { registersOpenly } from '../model/profile.ts';
import { clientAssertion, deterministicUuid, secretAssertion } from '../payload/index.ts';
import type { LiveExchange, Patience } from '../wire/wire.ts';
import { type BaseDraft, type Ground, seconds, type TokenRecipe } from './context.ts';
import { requireOwnHosting } from './own-hosting.ts';
import { ordinaryIdentity } from './register.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface TokenRequest extends TokenOptions {
  readonly caseId: string;
  readonly label: string;
  readonly patience?: Patience;
}

/** As much of a client as it takes to authenticate as it. */
export type Account = Pick<RegisteredClient, 'clientId' | 'response'> & {
  readonly sent: Pick<RegisteredClient['sent'], 'request'>;
};

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** `value` as a token or secret that a request can carry (RFC 6749 A.2, A.12: visible ASCII and spaces); else null. */
export function usableToken(value: unknown): string | null {
  return typeof value === 'string' && /^[\x20-\x7e]+$/.test(value) ? value : null;
}

/** What a client may do is what the server answered; where that is silent, what was asked for. */
export function member(client: Account, name: string): string | null {
  return text(client.response[name]) ?? text(client.sent.request[name]);
}

const SECRET_METHOD = /^client_secret_/;

/** The members of a client's record with which it authenticates later, and nothing else. */
export function credentialsOf(client: Account, base: Pick<BaseDraft, 'algorithm'>): JsonObject {
  const method = member(client, 'token_endpoint_auth_method') ?? 'private_key_jwt';
  const secret = SECRET_METHOD.test(method) ? text(client.response.client_secret) : null;
  const scope = member(client, 'scope');
  return {
    token_endpoint_auth_method: method,
    token_endpoint_auth_signing_alg:
      member(client, 'token_endpoint_auth_signing_alg') ?? base.algorithm,
    ...(scope === null ? {} : { scope }),
    ...(secret === null ? {} : { client_secret: secret }),
  };
}

/** `--token-scope`, else the one that manages clients, else a scope of the client that is not about signing people in. */
function scopeOf({ options, profile }: Ground, client: Account): string | null {
  const granted = member(client, 'scope')?.split(' ') ?? [];
  const { scope: managing } = profile.management;
  return options.tokenScope ?? managing ?? granted.find((scope) => scope !== 'openid') ?? null;
}

/** True where the client proves itself with a signed assertion. */
export function usesAssertion(client: Account): boolean {
  const method = member(client, 'token_endpoint_auth_method') ?? 'private_key_jwt';
  return method === 'private_key_jwt';
}

/** A client assertion (RFC 7523 3) signed with the software's key, or the one to be replayed. */
export async function assertionFor(
  ground: Ground,
  base: Pick<BaseDraft, 'algorithm'>,
  recipe: TokenRecipe,
  client: Account,
  request: TokenRequest,
): Promise<string> {
  if (request.replay !== undefined) return request.replay;
  requireOwnHosting(ground, undefined, request.header, request.assertion);
  const { seed, runId } = ground.options;
  const algorithm =
    ground.supply?.algorithm ?? member(client, 'token_endpoint_auth_signing_alg') ?? base.algorithm;
  return clientAssertion({
    clientId: client.clientId,
    audience: recipe.audience,
    now: seconds(ground.clock),
    jti: deterministicUuid(seed, runId, request.caseId, request.label, 'jti'),
    trust: ground.supply?.trustFor(client.sent.request.software_statement) ?? ground.trust,
    algorithm: algorithm === 'ES256' ? 'ES256' : 'PS256',
    ...(request.assertion === undefined ? {} : { overrides: request.assertion }),
    ...(request.header === undefined ? {} : { header: request.header }),
    ...(request.signature === undefined ? {} : { signature: request.signature }),
  });
}

interface Authentication {
  readonly form: Readonly<Record<string, string>>;
  readonly headers: readonly (readonly [string, string])[];
  readonly assertion: string | null;
}

/** How the client proves who it is: the method it was registered with (RFC 6749 2.3, RFC 7523 2.2, RFC 8705 2). */
async function authenticate(
  ground: Ground,
  base: Pick<BaseDraft, 'algorithm'>,
  recipe: TokenRecipe,
  client: Account,
  request: TokenRequest,
): Promise<Authentication> {
  const { clientId } = client;
  const secret = usableToken(client.response.client_secret) ?? '';
  const method = member(client, 'token_endpoint_auth_method');
  const plain = { headers: [], assertion: null };
  // Where no client may be public, a record that says so is wrong, and judged elsewhere.
  const isPublic = method === 'none' && registersOpenly(ground.profile);
  if (method === 'tls_client_auth' || isPublic) {
    return { form: { client_id: clientId }, ...plain };
  }
  if (method === 'client_secret_post') {
    return { form: { client_id: clientId, client_secret: secret }, ...plain };
  }
  if (method === 'client_secret_basic') {
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
    const credential = Buffer.from(pair).toString('base64');
    return { form: {}, headers: [['authorization', `Basic ${credential}`]], assertion: null };
  }
  if (method === 'client_secret_jwt') {
    const form = secretForm(ground, recipe, client, request, secret);
    return { form, headers: [], assertion: form.client_assertion };
  }
  const assertion = await assertionFor(ground, base, recipe, client, request);
  return {
    form: { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion },
    headers: [],
    assertion,
  };
}

/** An assertion whose key is the client's secret (OpenID Connect Core 9). */
function secretForm(
  { options: { seed, runId }, clock }: Ground,
  { audience }: TokenRecipe,
  client: Account,
  { caseId, label }: TokenRequest,
  secret: string,
) {
  const asked = member(client, 'token_endpoint_auth_signing_alg');
  const assertion = secretAssertion({
    clientId: client.clientId,
    audience,
    now: seconds(clock),
    jti: deterministicUuid(seed, runId, caseId, label, 'jti'),
    secret,
    algorithm: asked === 'HS384' || asked === 'HS512' ? asked : 'HS256',
  });
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

/** The access token in an answer of the token endpoint (RFC 6749 5.1); null where none was issued, or none that can be used. */
function tokenIn(exchange: LiveExchange): string | null {
  const { status = 0, body = '' } = exchange.response ?? {};
  if (status !== 200) return null;
  const parsed = readJson(body);
  return isJsonObject(parsed) ? usableToken(parsed.access_token) : null;
}

/**
 * One client_credentials request (RFC 6749 4.4) for `client`. Throws where no token endpoint is known:
 * who calls has made sure of that.
 */
export async function requestToken(
  ground: Ground,
  base: Pick<BaseDraft, 'algorithm'>,
  recipe: TokenRecipe,
  client: Account,
  request: TokenRequest,
): Promise<TokenAnswer & { readonly exchange: LiveExchange }> {
  const url = ground.target.endpoints.token;
  if (url === null) throw new Error('no token endpoint is known');
  const { options } = ground;
  const { form, headers, assertion } = await authenticate(ground, base, recipe, client, request);
  const scope = request.scope ?? (recipe.withScope ? scopeOf(ground, client) : null);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope === null ? {} : { scope }),
    ...form,
  });
  const interactionId = deterministicUuid(
    options.seed,
    options.runId,
    request.caseId,
    request.label,
    'interaction',
  );
  const identity = request.identity ?? ordinaryIdentity(url);
  const { caseId, label } = request;
  ground.onSend?.({ caseId, label, method: 'POST', url, identity, mutations: [] });
  const exchange = await ground.wire.send(
    {
      method: 'POST',
      url,
      headers: [
        ['content-type', 'application/x-www-form-urlencoded'],
        ['accept', 'application/json'],
        ['x-fapi-interaction-id', interactionId],
        ...headers,
      ],
      body: body.toString(),
    },
    identity,
    request.patience,
  );
  return { exchange, token: tokenIn(exchange), assertion };
}

/**
 * Every way a token may be had, the likeliest first: `aud` is the issuer or the token endpoint (RFC 7523 3), where that
 * has an alias for mutual TLS either of its names; with or without scope.
 */
export function tokenRecipes({
  options,
  target,
}: Pick<Ground, 'options' | 'target'>): TokenRecipe[] {
  const { issuer, endpoints, discovery } = target;
  const endpoint = text(discovery?.token_endpoint);
  const named = [issuer, endpoints.token, endpoint].filter((audience) => audience !== null);
  const audiences =
    options.assertionAudience === null ? [...new Set(named)] : [options.assertionAudience];
  const scoped = options.tokenScope === null ? [true, false] : [true];
  return scoped.flatMap((withScope) => audiences.map((audience) => ({ audience, withScope })));
}
