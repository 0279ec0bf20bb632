import { orderlyFindings } from '../../checks/orderly.ts';
import { textOf } from '../../checks/shown.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { flowCase, type Steps } from './flow-case.ts';
import {
  deleted,
  expectRefusal,
  nextClient,
  objectOf,
  observe,
  outcome,
  ownRecord,
  statusOf,
} from './steps.ts';
import { formPost, JWT_BEARER } from './token-endpoint.ts';

/** Sends `token` to an endpoint where `client` authenticates as at the token endpoint (RFC 7662 2.1, RFC 7009 2.1). */
async function present(
  flow: Flow,
  endpoint: string | null,
  client: RegisteredClient,
  token: string,
): Promise<Exchange> {
  flow.must(endpoint !== null, 'the endpoint is known');
  const assertion = await flow.clientAssertion(client);
  return flow.send(
    formPost(endpoint, {
      token,
      token_type_hint: 'access_token',
      client_id: client.clientId,
      client_assertion: assertion,
      client_assertion_type: assertion === null ? null : JWT_BEARER,
    }),
  );
}

/** Introspection of `token` by `client`. */
export const introspect = (
  flow: Flow,
  client: RegisteredClient,
  token: string,
): Promise<Exchange> => present(flow, flow.target.endpoints.introspection, client, token);

/** Control: the target lets a client introspect its own token. Resource servers only is a legal choice too. */
async function introspectsOwn(flow: Flow, client: RegisteredClient, token: string): Promise<void> {
  const exchange = await introspect(flow, client, token);
  if (objectOf(exchange)?.active !== true) {
    flow.skip(`a client may not introspect its own token (${outcome(exchange)})`);
  }
}

export const INTROSPECTION: readonly Steps[] = [
  flowCase({
    id: 'client-use/introspect-junk',
    area: 'client-use',
    kind: 'negative',
    title: 'introspects a token nobody issued',
    requirements: ['OBUK-authentication-2'],
    needs: ['token', 'introspection'],
    async run(flow: Flow) {
      const client = await flow.client();
      await introspectsOwn(flow, client, await flow.accessToken(client));
      const exchange = await introspect(flow, client, flow.uuid('junk'));
      observe(flow, {
        exchange,
        check: 'introspection.inactive',
        requirement: 'OBUK-authentication-2',
        good: objectOf(exchange)?.active === false,
        expected: 'active: false',
        actual: `${outcome(exchange)}, active: ${textOf(objectOf(exchange)?.active)}`,
        message: 'What introspection says about a token nobody issued.',
      });
    },
  }),
  flowCase({
    id: 'client-use/introspect-without-authentication',
    area: 'client-use',
    kind: 'probe',
    title: 'introspects its token without authenticating',
    why: 'RFC 7662 2.1 demands some form of authorization, and no row of this profile cites it.',
    requirements: ['RFC7523-3.2-1'],
    needs: ['token', 'introspection'],
    async run(flow: Flow) {
      const client = await flow.client();
      const token = await flow.accessToken(client);
      await introspectsOwn(flow, client, token);
      const { introspection } = flow.target.endpoints;
      flow.must(introspection !== null, 'the endpoint is known');
      const exchange = await flow.send(formPost(introspection, { token }), 'none');
      // Without a certificate the connection itself may be refused, which is an answer.
      const requirement = 'RFC7523-3.2-1';
      const { weigh } = flow;
      const brokenRow = requirement;
      flow.add(...orderlyFindings({ exchange, requirement, brokenRow, weigh, mayDrop: true }));
      observe(flow, {
        check: 'introspection.authenticated',
        requirement: 'RFC7523-3.2-1',
        good: objectOf(exchange)?.active !== true,
        verdict: 'warn',
        expected: 'status 401, or active: false',
        actual: `${outcome(exchange)}, active: ${textOf(objectOf(exchange)?.active)}`,
        message: 'What introspection tells a stranger.',
      });
    },
  }),
  flowCase({
    id: 'client-use/introspect-after-delete',
    area: 'client-use',
    kind: 'negative',
    title: 'introspects the access token of a deleted client',
    requirements: ['OBUK-delete-1', 'RFC7592-2.3-3'],
    needs: ['token', 'introspection', 'delete'],
    async run(flow: Flow) {
      const observer = await flow.client();
      const client = await flow.client();
      const token = await flow.accessToken(client);
      const seen = await introspect(flow, observer, token);
      if (objectOf(seen)?.active !== true) {
        flow.skip('a client may not introspect the token of another one');
      }
      await deleted(flow, client);
      const exchange = await introspect(flow, observer, token);
      observe(flow, {
        exchange,
        check: 'introspection.inactive',
        requirement: 'OBUK-delete-1',
        good: statusOf(exchange) < 500 && objectOf(exchange)?.active !== true,
        expected: 'active: false',
        actual: `${outcome(exchange)}, active: ${textOf(objectOf(exchange)?.active)}`,
        message: 'What introspection says about a token whose client is gone.',
      });
      await introspectsOwn(flow, observer, await flow.accessToken(observer));
    },
  }),
  flowCase({
    id: 'client-use/revoked-token',
    area: 'client-use',
    kind: 'negative',
    title: 'reads its client with an access token that it has revoked',
    requirements: ['RFC6750-3.1-1'],
    needs: ['token', 'revocation', 'get'],
    async run(flow: Flow) {
      const client = await flow.client();
      await ownRecord(flow, client);
      const bearer = await flow.accessToken(client);
      const before = await flow.read(client, { credential: { bearer } });
      flow.must(
        statusOf(before) === 200,
        `control: reading with the token gave ${outcome(before)}`,
      );
      const revocation = await present(flow, flow.target.endpoints.revocation, client, bearer);
      flow.must(
        statusOf(revocation) === 200,
        `control: the revocation gave ${outcome(revocation)}`,
      );
      const exchange = await flow.read(client, { credential: { bearer } });
      expectRefusal(flow, exchange, 'token-invalid', 'RFC6750-3.1-1');
      await ownRecord(flow, await nextClient(flow, client));
    },
  }),
];
