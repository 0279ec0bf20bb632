import type { Exchange } from '../../model/exchange.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { flowCase, type Steps } from './flow-case.ts';
import {
  deletionWorks,
  expectRefusal,
  isSuccess,
  nextClient,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  rowOf,
  statusOf,
} from './steps.ts';

/** A read failure is never answered 404 (OpenID Connect Registration 4.4). */
export function expectNot404(flow: Flow, exchange: Exchange): void {
  observe(flow, {
    check: 'read.not-404',
    requirement: 'OIDCR-4.4-2',
    good: statusOf(exchange) !== 404,
    expected: '401 or 403',
    actual: outcome(exchange),
    message: 'The status for a client that is not there.',
  });
}

/** The token that asked for an unknown client is revoked; Open Banking UK states it as a fact, without a keyword. */
async function expectRevoked(
  flow: Flow,
  client: RegisteredClient,
  bearer: string,
  requirement: RequirementId,
): Promise<void> {
  if (!flow.target.capabilities.has('get')) return;
  const exchange = await flow.read(client, { credential: { bearer } });
  const status = statusOf(exchange);
  const refused = status >= 400 && status < 500;
  flow.must(refused || isSuccess(exchange), `reading with the token gave ${outcome(exchange)}`);
  observe(flow, {
    check: 'token.revoked-after-misuse',
    requirement,
    good: refused,
    verdict: 'warn',
    expected: 'a refusal: the token is revoked',
    actual: outcome(exchange),
    message: 'The token after it asked for a client that does not exist.',
  });
}

export const MANAGEMENT_UNKNOWN: readonly Steps[] = [
  flowCase({
    id: 'management/get-unknown-client',
    area: 'management',
    kind: 'negative',
    title: 'reads a client that does not exist, with a valid access token',
    requirements: [
      'OBUK-get-2',
      'RFC7592-2.1-4',
      'RFC7592-2.1-5',
      'OIDCR-4.4-2',
      'RFC6750-3-1',
      'RFC6750-3-2',
      'OBUK-openapi-1',
    ],
    needs: ['get', 'token'],
    async run(flow) {
      const client = await flow.client();
      await ownRecord(flow, client);
      const bearer = await flow.accessToken(client);
      const exchange = await flow.read(client, {
        credential: { bearer },
        clientId: flow.uuid('unknown'),
      });
      expectRefusal(flow, exchange, 'unknown-client', 'RFC7592-2.1-4');
      expectNot404(flow, exchange);
      await expectRevoked(flow, client, bearer, rowOf(flow, 'OBUK-get-2', 'RFC7592-2.1-5'));
      await ownRecord(flow, await nextClient(flow, client));
    },
  }),
  flowCase({
    id: 'management/put-unknown-client',
    area: 'management',
    kind: 'negative',
    title: 'updates a client that does not exist, with a valid access token',
    requirements: ['OBUK-put-3', 'RFC7592-2.2-9', 'RFC6750-3-1', 'RFC6750-3-2', 'OBUK-openapi-1'],
    needs: ['put', 'token'],
    async run(flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const bearer = await flow.accessToken(client);
      const { exchange } = await flow.update(client, {
        credential: { bearer },
        clientId: flow.uuid('unknown'),
      });
      expectRefusal(flow, exchange, 'unknown-client', 'RFC7592-2.2-9');
      await expectRevoked(flow, client, bearer, rowOf(flow, 'OBUK-put-3', 'RFC7592-2.1-5'));
      await ownUpdate(flow, await nextClient(flow, client));
    },
  }),
  flowCase({
    id: 'management/delete-unknown-client',
    area: 'management',
    kind: 'negative',
    title: 'deletes a client that does not exist, with a valid access token',
    requirements: [
      'OBUK-delete-2',
      'RFC7592-2.3-5',
      'RFC6750-3-1',
      'RFC6750-3-2',
      'OBUK-openapi-1',
    ],
    needs: ['delete', 'token'],
    async run(flow) {
      await deletionWorks(flow);
      const client = await flow.client();
      const exchange = await flow.remove(client, {
        credential: { bearer: await flow.accessToken(client) },
        clientId: flow.uuid('unknown'),
      });
      expectRefusal(
        flow,
        exchange,
        'unknown-client',
        rowOf(flow, 'OBUK-delete-2', 'RFC7592-2.3-5', 'RFC6750-3-1'),
      );
      flow.release(client);
      await deletionWorks(flow);
    },
  }),
];
