import type { Exchange } from '../../model/exchange.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { keyClient } from './client-use-token.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import {
  ANY_CLIENT_ERROR,
  expectNoToken,
  formPost,
  JWT_BEARER,
  tokenWorks,
} from './token-endpoint.ts';

const JWT_CLAIMS: Rows = ['RFC7523-3-1', 'RFC7523-3.2-1'];

/** A token request made by hand, around an assertion that is good. */
interface BadRequest {
  readonly slug: string;
  readonly title: string;
  readonly rows: Rows;
  form(
    client: RegisteredClient,
    assertion: string,
    flow: Flow,
  ): Record<string, string | null> | Promise<Record<string, string | null>>;
  readonly whenAccepted?: 'warn';
  headers?(client: RegisteredClient): readonly (readonly [string, string])[];
}

const BAD_REQUESTS: readonly BadRequest[] = [
  {
    slug: 'without-authentication',
    title: 'with its client_id and nothing else',
    rows: ['FAPI1A-5.2.2-16-1', 'RFC7523-3.2-1'],
    form: (client) => ({ client_id: client.clientId }),
  },
  {
    slug: 'without-assertion-type',
    title: 'with an assertion but no client_assertion_type',
    rows: JWT_CLAIMS,
    // RFC 7521 4.2 binds the client; what a server makes of it is left open.
    whenAccepted: 'warn',
    form: (client, assertion) => ({ client_id: client.clientId, client_assertion: assertion }),
  },
  {
    slug: 'other-assertion-type',
    title: 'with an assertion of another client_assertion_type',
    rows: JWT_CLAIMS,
    // RFC 7521 4.2 binds the client; what a server makes of it is left open.
    whenAccepted: 'warn',
    form: (client, assertion) => ({
      client_id: client.clientId,
      client_assertion: assertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
    }),
  },
  {
    slug: 'other-client-id',
    title: 'with a good assertion beside the client_id of another client',
    rows: JWT_CLAIMS,
    form: async (_client, assertion, flow) => ({
      client_id: (await keyClient(flow)).clientId,
      client_assertion: assertion,
      client_assertion_type: JWT_BEARER,
    }),
  },
  {
    slug: 'unknown-client-id',
    title: 'with a good assertion beside a client_id that nobody has',
    rows: JWT_CLAIMS,
    form: (_client, assertion, flow) => ({
      client_id: flow.uuid('nobody'),
      client_assertion: assertion,
      client_assertion_type: JWT_BEARER,
    }),
  },
  {
    slug: 'client-secret-basic',
    title: 'with client_secret_basic and a guessed secret',
    rows: ['RFC7523-3.2-1', 'FAPI1A-5.2.2-14-1'],
    form: () => ({}),
    headers: ({ clientId }) => [
      ['authorization', `Basic ${btoa(`${encodeURIComponent(clientId)}:${clientId}`)}`],
    ],
  },
  {
    slug: 'client-secret-post',
    title: 'with client_secret_post and a guessed secret',
    rows: ['RFC7523-3.2-1', 'FAPI1A-5.2.2-14-1'],
    form: ({ clientId }) => ({ client_id: clientId, client_secret: clientId }),
  },
];

function requestCase(bad: BadRequest): Steps {
  return flowCase({
    id: `client-use/request-${bad.slug}`,
    area: 'client-use',
    kind: 'negative',
    title: `asks for a token ${bad.title}`,
    requirements: bad.rows,
    needs: ['token'],
    async run(flow: Flow) {
      const client = await keyClient(flow);
      await tokenWorks(flow, client);
      const assertion = await flow.clientAssertion(client);
      flow.must(assertion !== null, 'the client authenticates by an assertion');
      const members = await bad.form(client, assertion, flow);
      const form = { grant_type: 'client_credentials', ...members };
      const exchange = await post(flow, form, bad.headers?.(client));
      expectNoToken(flow, exchange, bad.rows[0], ANY_CLIENT_ERROR, bad.whenAccepted);
      await tokenWorks(flow, client);
    },
  });
}

function post(
  flow: Flow,
  form: Record<string, string | null>,
  headers?: readonly (readonly [string, string])[],
): Promise<Exchange> {
  const { token } = flow.target.endpoints;
  flow.must(token !== null, 'a token endpoint is known');
  return flow.send(formPost(token, form, headers));
}

/** Token requests that are wrong around a good assertion, or have none. */
export const CLIENT_USE_REQUEST: readonly Steps[] = BAD_REQUESTS.map(requestCase);
