import { scopeTokens } from '../../checks/compare.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Credential, Flow, RegisteredClient } from '../../model/flow.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  deletionWorks,
  expectRefusal,
  isSuccess,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  statusOf,
} from './steps.ts';

type Verb = 'get' | 'put' | 'delete';

const CALLS: Readonly<
  Record<Verb, (flow: Flow, client: RegisteredClient, credential: Credential) => Promise<Exchange>>
> = {
  get: (flow, client, credential) => flow.read(client, { credential }),
  put: async (flow, client, credential) => (await flow.update(client, { credential })).exchange,
  delete: (flow, client, credential) => flow.remove(client, { credential }),
};

const CONTROLS: Readonly<Record<Verb, (flow: Flow, client: RegisteredClient) => Promise<unknown>>> =
  {
    get: (flow, client) => ownRecord(flow, client),
    put: (flow, client) => ownUpdate(flow, client),
    delete: (flow) => deletionWorks(flow),
  };

const VERBS: Readonly<Record<Verb, string>> = { get: 'reads', put: 'updates', delete: 'deletes' };

/** A token of the very client, good for something else; the case ends where the server issues none. */
async function otherToken(flow: Flow, client: RegisteredClient): Promise<string> {
  const managing = flow.profile.management.scope;
  const granted = scopeTokens(client.response.scope ?? client.sent.ssa.scope);
  const other = granted.filter((name) => name !== managing && name !== 'openid').at(-1);
  if (other === undefined) return flow.skip('the client has no scope but the one that manages it');
  const { token, exchange } = await flow.token(client, { scope: other });
  if (token === null) flow.skip(`no token is issued for ${other} alone (${outcome(exchange)})`);
  return token;
}

function withoutScope(verb: Verb): Steps {
  return flowCase({
    id: `management/${verb}-with-token-of-other-scope`,
    area: 'management',
    kind: 'negative',
    title: `${VERBS[verb]} a client with an access token of its own that lacks the scope for it`,
    requirements: ['CDRAU-endpoints-3', 'RFC6750-3.1-2', 'CDRAU-management-errors-1'],
    needs: [verb, 'token'],
    async run(flow: Flow) {
      const client = await flow.client();
      await CONTROLS[verb](flow, client);
      const before = verb === 'get' ? null : await snapshot(flow, client);
      const credential = { bearer: await otherToken(flow, client) };
      const exchange = await CALLS[verb](flow, client, credential);
      expectRefusal(flow, exchange, 'foreign-client', 'CDRAU-endpoints-3');
      if (isSuccess(exchange)) return;
      observe(flow, {
        exchange,
        check: 'token.insufficient-scope',
        requirement: 'RFC6750-3.1-2',
        good: statusOf(exchange) === 403,
        expected: 'status 403',
        actual: outcome(exchange),
        message: 'The status for a token that does not go far enough.',
      });
      if (verb !== 'get') await expectUnchanged(flow, client, before, 'CDRAU-endpoints-3');
    },
  });
}

/** Where managing a client takes a scope of its own (CDS, DCR APIs). */
export const TOKEN_SCOPE: readonly Steps[] = (['get', 'put', 'delete'] as const).map(withoutScope);
