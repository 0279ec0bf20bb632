import { scopeTokens, stringsOf } from '../../checks/compare.ts';
import { textOf } from '../../checks/shown.ts';
import { tokenFindings } from '../../checks/token.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { Mutation } from '../../model/mutation.ts';
import { registersOpenly } from '../../model/profile.ts';
import { byOwnKey, byPrivateKey, requestClaim, ssaClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { deleted, expectRecord, objectOf, observe, outcome, statusOf } from './steps.ts';
import { expectNoToken, tokenWorks } from './token-endpoint.ts';

/** A client with this authentication method; the case ends where the profile or the server has another choice of methods. */
export async function clientWith(
  flow: Flow,
  method: string,
  ...base: readonly Mutation[]
): Promise<RegisteredClient> {
  // Discovery is of a whole server, which may have clients of other kinds.
  if (!flow.profile.authMethods.includes(method)) flow.skip(`${method} is not of this profile`);
  const offered = stringsOf(flow.target.discovery?.token_endpoint_auth_methods_supported);
  if (offered.length > 0 && !offered.includes(method)) flow.skip(`${method} is not offered`);
  const { exchange, client, sent } = await flow.register({ base });
  if (client === null) {
    await flow.client();
    const said = offered.includes(method) && !registersOpenly(flow.profile);
    if (!said && statusOf(exchange) === 400) flow.skip(`${method} is not offered`);
    expectRecord(flow, 'post', exchange, sent);
    flow.must(false, `a client with ${method} gave ${outcome(exchange)}`);
  }
  requireMethod(flow, client, method);
  return client;
}

/** Ends the case where the server has registered another authentication method, as RFC 7591 2 lets it. */
export function requireMethod(flow: Flow, client: RegisteredClient, method: string): void {
  const registered = client.response.token_endpoint_auth_method ?? method;
  if (registered !== method) flow.skip(`${method} was replaced by ${textOf(registered)}`);
}

/** A private_key_jwt client, an ordinary one but for `base`. */
export const keyClient = (flow: Flow, base: readonly Mutation[] = []): Promise<RegisteredClient> =>
  clientWith(flow, 'private_key_jwt', keysOf(flow), ...base);

/** How a client comes to authenticate with the keys of the harness. */
export function keysOf({ profile }: Flow): Mutation {
  return registersOpenly(profile) ? byOwnKey : byPrivateKey;
}

/** A private_key_jwt client that is registered for ES256 assertions; the case ends where the server has another choice. */
export async function ecClient(flow: Flow): Promise<RegisteredClient> {
  const name = 'token_endpoint_auth_signing_alg';
  const { client } = await flow.register({ base: [keysOf(flow), requestClaim(name, 'ES256')] });
  if (client === null) {
    await flow.client();
    flow.skip('ES256 client assertions are not offered');
  }
  requireMethod(flow, client, 'private_key_jwt');
  if ((client.response[name] ?? 'ES256') !== 'ES256') flow.skip('ES256 was replaced');
  return client;
}

/** A token request that has to succeed, with the shape of RFC 6749 5.1. */
async function expectToken(flow: Flow, client: RegisteredClient): Promise<void> {
  const { exchange } = await flow.token(client);
  flow.add(...tokenFindings({ exchange, weigh: flow.weigh, requirement: 'RFC7523-3-1' }));
}

export const CLIENT_USE_TOKEN: readonly Steps[] = [
  flowCase({
    id: 'client-use/token',
    area: 'client-use',
    kind: 'positive',
    title: 'gets an access token with a new client, as calibrated',
    requirements: ['OBUK-authentication-2', 'RFC6749-5.1-1'],
    needs: ['token'],
    async run(flow) {
      const { exchange } = await flow.token(await flow.client());
      flow.add(
        ...tokenFindings({ exchange, weigh: flow.weigh, requirement: 'OBUK-authentication-2' }),
      );
    },
  }),
  flowCase({
    id: 'client-use/private-key-jwt',
    area: 'client-use',
    kind: 'positive',
    title: 'registers with private_key_jwt and gets an access token',
    requirements: ['RFC7523-3-1', 'FAPI1A-5.2.2-14-1', 'RFC6749-5.1-1'],
    needs: ['token'],
    async run(flow) {
      await expectToken(flow, await keyClient(flow));
    },
  }),
  flowCase({
    id: 'client-use/two-tokens',
    area: 'client-use',
    kind: 'positive',
    title: 'gets two different access tokens one after the other',
    requirements: ['OBUK-authentication-2'],
    needs: ['token'],
    depth: 'full',
    async run(flow: Flow) {
      const client = await flow.client();
      await tokenWorks(flow, client);
      const { exchange } = await flow.token(client);
      flow.add(
        ...tokenFindings({ exchange, weigh: flow.weigh, requirement: 'OBUK-authentication-2' }),
      );
    },
  }),
  flowCase({
    id: 'client-use/token-after-delete',
    area: 'client-use',
    kind: 'negative',
    title: 'asks for an access token after its client was deleted',
    requirements: ['RFC7592-2.3-3', 'OBUK-delete-1', 'RFC7523-3.2-1'],
    needs: ['token', 'delete'],
    async run(flow: Flow) {
      const client = await flow.client();
      await tokenWorks(flow, client);
      await deleted(flow, client);
      expectNoToken(flow, (await flow.token(client)).exchange, 'RFC7592-2.3-3');
      await tokenWorks(flow, await flow.client());
    },
  }),
  flowCase({
    id: 'client-use/scope-beyond-registration',
    area: 'client-use',
    kind: 'negative',
    title: 'asks for a token with a scope that its roles and its registration leave out',
    requirements: ['OBUK-data-mapping-1'],
    needs: ['token', 'trusted', 'scope:accounts'],
    async run(flow: Flow) {
      const accounts = requestClaim('scope', 'openid accounts');
      const client = await flow.client({ base: [ssaClaim('software_roles', ['AISP']), accounts] });
      await tokenWorks(flow, client);
      const { exchange } = await flow.token(client, { scope: 'payments' });
      if (statusOf(exchange) !== 200) {
        expectNoToken(flow, exchange, 'OBUK-data-mapping-1', [
          'invalid_scope',
          'unauthorized_client',
          'invalid_request',
        ]);
        await tokenWorks(flow, client);
        return;
      }
      const granted = objectOf(exchange)?.scope ?? 'payments';
      observe(flow, {
        exchange,
        check: 'token.scope',
        requirement: 'OBUK-data-mapping-1',
        good: !scopeTokens(granted).includes('payments'),
        expected: 'refused, or granted without payments',
        actual: `granted: ${textOf(granted)}`,
        message:
          'The scope of the token; an absent member means the requested scope (RFC 6749 5.1).',
      });
      await tokenWorks(flow, client);
    },
  }),
];
