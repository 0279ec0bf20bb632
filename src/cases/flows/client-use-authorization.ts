import { sendsBrowserTo } from '../../checks/browser-redirect.ts';
import { stringsOf } from '../../checks/compare.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { firstRedirectOnly } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { deleted, observe, outcome, statusOf } from './steps.ts';

interface Asked {
  readonly redirectUri: string;
  /** The client of the request object; left out for its own. */
  readonly clientId?: string;
}

/** An authorization request as a browser brings it: all that FAPI 1.0 Part 2, 5.2.2 wants, for nobody who is signed in. */
async function authorize(
  flow: Flow,
  client: RegisteredClient,
  { redirectUri, clientId = client.clientId }: Asked,
): Promise<Exchange> {
  const { response, sent } = client;
  const [responseType = 'code'] = stringsOf(response.response_types ?? sent.request.response_types);
  const claims = {
    client_id: clientId,
    response_type: responseType,
    redirect_uri: redirectUri,
    scope: String(response.scope ?? sent.request.scope ?? 'openid'),
    state: flow.uuid('state'),
    nonce: flow.uuid('nonce'),
    prompt: 'none',
    code_challenge: `${flow.uuid('challenge')}-${flow.uuid('more').slice(0, 6)}`,
    code_challenge_method: 'S256',
  };
  const { authorization } = flow.target.endpoints;
  flow.must(authorization !== null, 'the endpoint is known');
  const url = new URL(authorization);
  for (const [name, value] of Object.entries(claims)) url.searchParams.set(name, value);
  // Where requests of a client need not be signed, its keys need not be known.
  const { format } = flow.profile.request;
  if (format === 'jwt')
    url.searchParams.set('request', await flow.requestObject(client, { iss: clientId, ...claims }));
  const accept = [['accept', 'text/html']] as const;
  return flow.send({ method: 'GET', url: url.href, headers: accept, body: null }, 'none');
}

interface NearMiss {
  readonly what: string;
  readonly requirement: RequirementId;
  /** null where the registered URI has no such neighbour. */
  uri(registered: string): string | null;
}

const EXACT: RequirementId = 'RFC9700-2.1-1';

/** What is not registered, though it may look like it. */
const NEAR_MISSES: readonly NearMiss[] = [
  {
    what: 'a place on another host',
    requirement: 'RFC6749-3.1.2.4-1',
    uri: () => 'https://elsewhere.example/callback',
  },
  { what: 'a place below the registered URI', requirement: EXACT, uri: (own) => `${own}/below` },
  {
    what: 'the registered URI with a query',
    requirement: EXACT,
    uri: (own) => (own.includes('?') ? null : `${own}?more=1`),
  },
  {
    what: 'the registered URI without its last character',
    requirement: EXACT,
    uri: (own) => own.slice(0, -1),
  },
  {
    what: 'a host whose name begins as the registered one',
    requirement: EXACT,
    uri: (own) => own.replace(new URL(own).host, '$&.elsewhere.example'),
  },
  {
    what: 'the path of the registered URI in upper case',
    requirement: EXACT,
    uri(own) {
      const { origin } = new URL(own);
      const upper = origin + own.slice(origin.length).toUpperCase();
      return own.startsWith(origin) && upper !== own ? upper : null;
    },
  },
];

interface Bad extends Asked {
  readonly what: string;
  readonly requirement: RequirementId;
}

/** Every redirect URI that `client` has not registered and the case tries. */
function unregistered({ profile }: Flow, client: RegisteredClient, own: string): readonly Bad[] {
  const registered = stringsOf(client.response.redirect_uris ?? client.sent.request.redirect_uris);
  const near = NEAR_MISSES.flatMap(({ uri, ...miss }) => {
    const redirectUri = uri(own);
    return redirectUri === null ? [] : [{ ...miss, redirectUri }];
  });
  const stated = stringsOf(client.sent.ssa[profile.ssa.names.redirectUris]).map((redirectUri) => ({
    what: 'a redirect URI of the software statement that the client did not ask for',
    requirement: 'FAPI1B-5.2.2-10-1' as const,
    redirectUri,
  }));
  return [...near, ...stated].filter(({ redirectUri }) => !registered.includes(redirectUri));
}

/** Adds what the answer to a request that must not be sent on shows. A server that breaks has sent nobody anywhere: no MUST is hurt. */
function expectStays(flow: Flow, exchange: Exchange, { what, requirement, redirectUri }: Bad) {
  const sent = sendsBrowserTo(exchange, redirectUri);
  observe(flow, {
    exchange,
    check: 'authorization.redirect',
    requirement,
    good: !sent && statusOf(exchange) < 500,
    ...(sent ? {} : { verdict: 'warn' }),
    expected: 'no redirect: an error page of the server',
    actual: sent ? `a redirect to ${redirectUri}` : outcome(exchange),
    message: `The browser came for ${what}.`,
  });
}

export const CLIENT_USE_AUTHORIZATION: readonly Steps[] = [
  flowCase({
    id: 'client-use/authorization-redirects',
    area: 'client-use',
    kind: 'negative',
    title: 'asks the authorization endpoint to send the browser to places that are not registered',
    why: 'With prompt=none an honest request is sent back at once, with an error; that is the control.',
    requirements: ['RFC6749-3.1.2.4-1', EXACT, 'FAPI1B-5.2.2-10-1', 'RFC6749-4.1.2.1-1'],
    needs: ['authorization'],
    async run(flow: Flow) {
      const client = await flow.client({ base: [firstRedirectOnly] });
      const [own] = stringsOf(client.response.redirect_uris ?? client.sent.request.redirect_uris);
      flow.must(own !== undefined, 'the client has a redirect URI');
      const control = async (): Promise<void> => {
        const answer = await authorize(flow, client, { redirectUri: own });
        if (!sendsBrowserTo(answer, own)) {
          flow.skip(`nothing is sent back without a user (${outcome(answer)})`);
        }
      };
      await control();
      for (const bad of unregistered(flow, client, own)) {
        expectStays(flow, await authorize(flow, client, bad), bad);
      }
      const unknown: Bad = {
        what: 'a client that nobody registered',
        requirement: 'RFC6749-4.1.2.1-1',
        redirectUri: own,
        clientId: flow.uuid('nobody'),
      };
      expectStays(flow, await authorize(flow, client, unknown), unknown);
      await control();
      if (!flow.target.capabilities.has('delete')) return;
      await deleted(flow, client);
      const gone: Bad = { ...unknown, what: 'a client that is deleted', clientId: client.clientId };
      expectStays(flow, await authorize(flow, client, gone), gone);
    },
  }),
];
