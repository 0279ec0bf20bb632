import type { Draft } from '../../../model/draft.ts';
import type { Exchange } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Flow, RegisteredClient, RegisterOptions } from '../../../model/flow.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { Mutation } from '../../../model/mutation.ts';
import type { TargetFacts } from '../../../model/target.ts';
import { type Verdict, worst } from '../../../model/verdict.ts';
import { obUk33 } from '../../../profiles/ob-uk-3.3.ts';
import type { Steps } from '../flow-case.ts';

/** True when the server that stands behind the fake says yes to its `count`-th request. */
export type Mood = (count: number) => boolean;

/** Legal choices of the fake server. */
export interface Policy {
  /** Members that it registers instead of the requested ones. */
  readonly registers?: JsonObject;
  /** Its answer to a token request without a certificate of a trusted authority. */
  readonly toStrangers?: number;
}

class Ended extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, reason: string) {
    super(reason);
    this.verdict = verdict;
  }
}

const ORIGIN = 'https://bank.example';
const NOW = 1_750_000_000;

const TARGET: TargetFacts = {
  kind: 'remote',
  url: ORIGIN,
  understoodAs: 'issuer',
  issuer: ORIGIN,
  discoveryUrl: `${ORIGIN}/.well-known/openid-configuration`,
  discovery: {},
  endpoints: {
    registration: `${ORIGIN}/register`,
    token: `${ORIGIN}/token`,
    introspection: `${ORIGIN}/introspect`,
    revocation: `${ORIGIN}/revoke`,
    authorization: `${ORIGIN}/authorize`,
    jwks: `${ORIGIN}/jwks`,
  },
  foreign: [],
  loopback: false,
  capabilities: new Set(['get', 'put', 'delete', 'token', 'discovery', 'https', 'mtls', 'trusted']),
};

function exchange(method: string, url: string, status: number, body: JsonObject | ''): Exchange {
  return {
    request: { method, url, headers: [], body: null },
    response: {
      status,
      headers: [
        ['content-type', 'application/json'],
        ['cache-control', 'no-store'],
        ['www-authenticate', 'Bearer error="invalid_token"'],
      ],
      body: body === '' ? '' : JSON.stringify(body),
    },
    failure: null,
    startedAt: '2025-06-15T15:06:40.000Z',
    durationMs: 1,
    tls: {
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      authorized: true,
      clientCertificate: true,
    },
    curl: '',
  };
}

function draftOf(number: number, mutations: readonly Mutation[]): Draft {
  const softwareId = `sw${number}`;
  const redirect_uris = ['https://tpp.example/a', 'https://tpp.example/b'];
  const signature = { kind: 'key', key: 'tpp-signing', algorithm: 'PS256' } as const;
  const claims = {
    iss: softwareId,
    iat: NOW,
    jti: `jti-${number}`,
    software_id: softwareId,
    scope: 'openid accounts payments',
    redirect_uris,
    token_endpoint_auth_method: 'private_key_jwt',
    software_statement: `ssa-${number}`,
  };
  const ssa = {
    iss: 'OpenBanking Ltd',
    software_id: softwareId,
    software_redirect_uris: redirect_uris,
  };
  let draft: Draft = {
    softwareId,
    ssa: { header: {}, claims: ssa, signature },
    request: { header: {}, claims, signature },
  };
  const material = {
    jwk: () => ({}),
    softwareJwks: {},
    clientSubjectDn: 'CN=tpp',
    clientCertificate: '',
  };
  for (const mutation of mutations) {
    if (mutation.stage === 'claims') draft = mutation.apply(draft, material);
  }
  return draft;
}

/** Runs a case against a server that grants everything, or refuses everything in the most convincing way, as its mood says. */
export async function runFake(
  entry: Steps,
  mood: Mood,
  { registers = {}, toStrangers }: Policy = {},
): Promise<{ verdict: Verdict; requests: number }> {
  const findings: Finding[] = [];
  let requests = 0;
  let made = 0;
  const grants = (): boolean => {
    requests += 1;
    return mood(requests);
  };
  const challenge = (method: string, url: string) =>
    exchange(method, url, 401, { error: 'invalid_client' });
  const refusal = (method: string, url: string) =>
    exchange(method, url, 400, { error: 'invalid_client_metadata' });
  const sentOf = (draft: Draft, statement: string) => ({
    request: draft.request.claims,
    ssa: draft.ssa.claims,
    softwareStatement: statement,
  });

  const register = async ({ base = [], mutation, sameSoftwareAs }: RegisterOptions = {}) => {
    made += 1;
    const number = made;
    const draft = draftOf(number, mutation ? [...base, mutation] : base);
    const url = TARGET.endpoints.registration;
    const statement = String(draft.request.claims.software_statement ?? '');
    const sent = sentOf(sameSoftwareAs?.draft ?? draft, statement);
    if (!grants()) return { exchange: refusal('POST', url), client: null, sent };
    const asked = draft.request.claims.client_id;
    const clientId = typeof asked === 'string' ? asked : `c${number}`;
    const asRequested = { ...draft.ssa.claims, ...draft.request.claims, client_id: clientId };
    const response = { ...asRequested, ...registers };
    const answer = exchange('POST', url, 201, response);
    return {
      exchange: answer,
      client: { clientId, draft, sent, response, exchange: answer },
      sent,
    };
  };

  const flow: Flow = {
    profile: obUk33,
    target: TARGET,
    weigh: () => 'fail',
    uuid: (label) => `uuid-${label}`,
    now: () => NOW,
    register,
    async client(options) {
      const { client } = await register(options);
      if (client === null) throw new Ended('inconclusive', 'the control was refused');
      return client;
    },
    borrow: (make) => make(),
    giveBack: () => {},
    release: () => {},
    async read(client: RegisteredClient) {
      const url = `${ORIGIN}/register/${client.clientId}`;
      return grants() ? exchange('GET', url, 200, client.response) : challenge('GET', url);
    },
    async update(client, { base = [], mutation } = {}) {
      const draft = draftOf(1, mutation ? [...base, mutation] : base);
      const url = `${ORIGIN}/register/${client.clientId}`;
      const record = { ...client.response, ...draft.request.claims };
      const answer = grants() ? exchange('PUT', url, 200, record) : challenge('PUT', url);
      return { exchange: answer, sent: sentOf(draft, '') };
    },
    async remove(client) {
      const url = `${ORIGIN}/register/${client.clientId}`;
      return grants() ? exchange('DELETE', url, 204, '') : challenge('DELETE', url);
    },
    async token(_client, { identity = 'tpp' } = {}) {
      const url = `${ORIGIN}/token`;
      if (identity !== 'tpp' && toStrangers !== undefined) {
        return { exchange: exchange('POST', url, toStrangers, ''), token: null, assertion: null };
      }
      if (!grants()) return { exchange: challenge('POST', url), token: null, assertion: 'a.b.c' };
      const body = { access_token: `token-${requests}`, token_type: 'Bearer' };
      return {
        exchange: exchange('POST', url, 200, body),
        token: body.access_token,
        assertion: 'a.b.c',
      };
    },
    async clientAssertion() {
      return 'aaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbb.cccccccccccccccccc';
    },
    async requestObject() {
      return 'a.b.c';
    },
    async accessToken(client) {
      const { token } = await flow.token(client);
      if (token === null) throw new Ended('inconclusive', 'no token was issued');
      return token;
    },
    clientCertificate: () => '',
    async send({ method, url }) {
      const granted = exchange(method, url, 200, {
        active: true,
        access_token: 't',
        client_id: 'other',
      });
      return grants() ? granted : challenge(method, url);
    },
    add: (...added) => {
      findings.push(...added);
    },
    must(condition, reason) {
      if (!condition) throw new Ended('inconclusive', reason);
    },
    skip(reason) {
      throw new Ended('not-applicable', reason);
    },
  };

  let ended: Verdict[] = [];
  await entry.run(flow).catch((error: unknown) => {
    if (!(error instanceof Ended)) throw error;
    ended = error.verdict === 'not-applicable' && findings.length > 0 ? [] : [error.verdict];
  });
  return { verdict: worst([...findings.map((finding) => finding.verdict), ...ended]), requests };
}
