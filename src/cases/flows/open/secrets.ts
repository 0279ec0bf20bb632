import { present } from '../../../checks/compare.ts';
import { tokenFindings } from '../../../checks/token.ts';
import type { Flow, RegisteredClient } from '../../../model/flow.ts';
import { requestClaim } from '../changes.ts';
import { clientWith } from '../client-use-token.ts';
import { flowCase, type Rows, type Steps } from '../flow-case.ts';
import { expectNoToken, tokenWorks } from '../token-endpoint.ts';

/** Ways to log in with the secret that the server made, and what says that they work. */
const METHODS: readonly (readonly [method: string, rows: Rows])[] = [
  ['client_secret_basic', ['RFC7591-3.2.1-7', 'RFC6749-5.1-1']],
  ['client_secret_post', ['RFC7591-3.2.1-7', 'RFC6749-5.1-1']],
  ['client_secret_jwt', ['RFC7523-3-1', 'RFC6749-5.1-1']],
];

const METHOD = 'token_endpoint_auth_method';

async function secretClient(flow: Flow, method: string): Promise<RegisteredClient> {
  const client = await clientWith(flow, method, {
    ...requestClaim(METHOD, method),
    optional: true,
  });
  if (!present(client.response.client_secret)) flow.skip('the client has no secret');
  return client;
}

function withSecret(client: RegisteredClient, client_secret: string): RegisteredClient {
  return { ...client, response: { ...client.response, client_secret } };
}

/** The use of each method that the server registers, and the secret of another client. */
export const SECRETS: readonly Steps[] = METHODS.flatMap(([method, rows]) => {
  const slug = method.replaceAll('_', '-');
  return [
    flowCase({
      id: `client-use/${slug}`,
      area: 'client-use',
      kind: 'positive',
      title: `registers with ${method} and gets an access token`,
      requirements: rows,
      needs: ['token', 'grant:client_credentials'],
      async run(flow: Flow) {
        const { exchange } = await flow.token(await secretClient(flow, method));
        flow.add(...tokenFindings({ exchange, weigh: flow.weigh, requirement: rows[0] }));
      },
    }),
    flowCase({
      id: `client-use/${slug}-of-another`,
      area: 'client-use',
      kind: 'negative',
      title: `asks for a token by ${method} with the secret of another client`,
      requirements: ['RFC7591-3.2.1-4', 'RFC7523-3.2-1'],
      needs: ['token', 'grant:client_credentials'],
      async run(flow: Flow) {
        const client = await secretClient(flow, method);
        await tokenWorks(flow, client);
        const other = String((await secretClient(flow, method)).response.client_secret);
        const { exchange } = await flow.token(withSecret(client, other));
        expectNoToken(flow, exchange, 'RFC7591-3.2.1-4');
        await tokenWorks(flow, client);
      },
    }),
  ];
});
