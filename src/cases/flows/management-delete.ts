import { present } from '../../checks/compare.ts';
import { deletionFindings } from '../../checks/deletion.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import { expectNot404 } from './management-unknown.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  deleted,
  deletionWorks,
  expectRefusal,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  rowOf,
  skipUnlessOffered,
  statusOf,
  tokenAfter,
} from './steps.ts';

const GONE: Rows = ['RFC7592-2.3-3', 'OBUK-delete-1', 'RFC7592-5-2'];

export const MANAGEMENT_DELETE: readonly Steps[] = [
  flowCase({
    id: 'management/delete',
    area: 'management',
    kind: 'positive',
    title: 'deletes its own client, and looks at another one of the same organisation',
    requirements: ['RFC7592-2.3-1', 'OBUK-delete-1', 'OBUK-endpoints-1'],
    needs: ['delete', 'token'],
    async run(flow) {
      const other = await flow.client();
      const before = await snapshot(flow, other);
      const exchange = await flow.remove(await flow.client());
      skipUnlessOffered(flow, 'delete', exchange);
      const { weigh } = flow;
      flow.add(...deletionFindings({ exchange, weigh }));
      await expectUnchanged(flow, other, before, 'OBUK-delete-1');
    },
  }),
  flowCase({
    id: 'management/delete-not-offered',
    area: 'management',
    kind: 'positive',
    title: 'deletes its own client where deletion may not be offered',
    why: 'Open Banking UK never fails an undeclared operation for its 404; RFC 7592 says 405.',
    requirements: ['RFC7592-2.3-2', 'OBUK-endpoints-2'],
    needs: ['token'],
    async run(flow) {
      const client = await flow.client();
      const named = present(client.response.registration_client_uri);
      if (flow.profile.management.credential === 'registration-access-token' && !named)
        flow.skip(
          'the registration names no registration_client_uri: clients are not managed here',
        );
      const exchange = await flow.remove(client);
      const status = statusOf(exchange);
      if (![404, 405, 501].includes(status)) flow.skip(`DELETE is offered (${outcome(exchange)})`);
      observe(flow, {
        exchange,
        check: 'deletion.not-offered',
        requirement: 'RFC7592-2.3-2',
        good: status === 405,
        verdict: 'warn',
        expected: 'status 405, or 204 where it is offered',
        actual: outcome(exchange),
        message: 'How the server tells that there is no deletion.',
      });
    },
  }),
  flowCase({
    id: 'management/get-after-delete',
    area: 'management',
    kind: 'negative',
    title: 'reads a deleted client with the access token it had',
    requirements: [
      ...GONE,
      'RFC7592-2.1-4',
      'RFC6750-3-1',
      'RFC6750-3-2',
      'OBUK-openapi-1',
      'OIDCR-4.4-2',
    ],
    needs: ['get', 'delete', 'token'],
    async run(flow) {
      const client = await flow.client();
      const first = await flow.accessToken(client);
      const record = await ownRecord(flow, client, { bearer: first });
      const credential = { bearer: tokenAfter(flow, record, first) };
      await deleted(flow, client, credential);
      const exchange = await flow.read(client, { credential });
      expectRefusal(flow, exchange, 'unknown-client', 'RFC7592-2.3-3');
      expectNot404(flow, exchange);
      await ownRecord(flow, await flow.client());
    },
  }),
  flowCase({
    id: 'management/put-after-delete',
    area: 'management',
    kind: 'negative',
    title: 'updates a deleted client with the access token it had',
    requirements: [...GONE, 'RFC7592-2.2-9', 'OBUK-put-3'],
    needs: ['put', 'delete', 'token'],
    async run(flow) {
      const client = await flow.client();
      const first = await flow.accessToken(client);
      const record = await ownUpdate(flow, client, { bearer: first });
      const credential = { bearer: tokenAfter(flow, record, first) };
      await deleted(flow, client, credential);
      const { exchange } = await flow.update(client, { credential });
      expectRefusal(flow, exchange, 'unknown-client', 'RFC7592-2.2-9');
      await ownUpdate(flow, await flow.client());
    },
  }),
  flowCase({
    id: 'management/delete-twice',
    area: 'management',
    kind: 'negative',
    title: 'deletes a client a second time',
    requirements: ['OBUK-delete-2', 'RFC7592-2.3-5', ...GONE],
    needs: ['delete', 'token'],
    async run(flow) {
      const client = await flow.client();
      const credential = { bearer: await flow.accessToken(client) };
      await deleted(flow, client, credential);
      const exchange = await flow.remove(client, { credential });
      expectRefusal(
        flow,
        exchange,
        'unknown-client',
        rowOf(flow, 'OBUK-delete-2', 'RFC7592-2.3-5', 'RFC7592-2.3-3'),
      );
      await deletionWorks(flow);
    },
  }),
  flowCase({
    id: 'management/foreign-token-after-delete',
    area: 'management',
    kind: 'negative',
    title: 'reads a deleted client with the valid access token of another client',
    requirements: ['RFC7592-2.1-4', 'OBUK-get-2', 'OBUK-delete-1'],
    needs: ['get', 'delete', 'token'],
    async run(flow) {
      const gone = await flow.client();
      const other = await flow.client();
      await ownRecord(flow, other);
      const bearer = await flow.accessToken(other);
      await deleted(flow, gone);
      const exchange = await flow.read(gone, { credential: { bearer } });
      expectRefusal(flow, exchange, 'foreign-client', 'RFC7592-2.1-4');
      await ownRecord(flow, other);
    },
  }),
];
