import type { Flow } from '../../model/flow.ts';
import { allRedirects, firstRedirectOnly, requestClaim, ssaClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  deleted,
  expectRecord,
  expectRefusal,
  isSuccess,
  objectOf,
  observe,
  registrationWorks,
  rowOf,
  statusOf,
} from './steps.ts';

const NEW_NAME = 'Renamed by the directory';

/** Where a software has one registration: a second is refused, and what changes does so by an update. */
export const ONE_REGISTRATION: readonly Steps[] = [
  flowCase({
    id: 'registration/second-registration',
    area: 'registration',
    kind: 'negative',
    title: 'registers a software that is registered, with other redirect URIs',
    requirements: [
      'CDRAU-registration-validation-3',
      'CDRAU-registration-errors-1',
      'CDRAU-endpoints-4',
    ],
    async run(flow: Flow) {
      await registrationWorks(flow);
      const first = await flow.client({ base: [allRedirects] });
      const before = await snapshot(flow, first);
      const { exchange } = await flow.register({
        sameSoftwareAs: first,
        base: [firstRedirectOnly],
      });
      const row = rowOf(flow, 'CDRAU-registration-validation-3');
      expectRefusal(flow, exchange, 'ssa-claims', row, { duplicate: true });
      if (isSuccess(exchange)) return;
      const kept = rowOf(flow, 'CDRAU-endpoints-4', 'OBBR-9.3.1-5-1');
      await expectUnchanged(flow, first, before, kept);
    },
  }),
  flowCase({
    id: 'registration/reused-statement-after-delete',
    area: 'registration',
    kind: 'probe',
    title: 'registers with the software statement of a client that is deleted',
    requirements: ['CDRAU-SSA-definition-4'],
    needs: ['delete', 'token', 'trusted'],
    why: 'The purpose of jti of the statement is written down, the duty to refuse a replay is not.',
    async run(flow: Flow) {
      const first = await flow.client();
      await deleted(flow, first);
      const mutation = requestClaim('software_statement', first.sent.softwareStatement);
      const { exchange } = await flow.register({ sameSoftwareAs: first, mutation });
      observe(flow, {
        exchange,
        check: 'statement.reused',
        requirement: 'CDRAU-SSA-definition-4',
        good: statusOf(exchange) < 500,
        expected: 'accepted, or refused in an orderly way',
        actual: `status ${statusOf(exchange)}`,
        message: 'A software statement that comes again after its client is gone.',
      });
    },
  }),
  flowCase({
    id: 'management/put-new-statement',
    area: 'management',
    kind: 'positive',
    title: 'updates with a statement in which the directory has changed the name of the software',
    requirements: ['CDRAU-endpoints-5', 'CDRAU-endpoints-4', 'OBBR-7.1-10-1'],
    needs: ['put', 'token', 'trusted'],
    async run(flow: Flow) {
      const client = await flow.client();
      const { clientName } = flow.profile.ssa.names;
      const { exchange, sent } = await flow.update(client, {
        base: [ssaClaim(clientName, NEW_NAME)],
      });
      expectRecord(flow, 'put', exchange, sent, client.clientId);
      if (statusOf(exchange) !== 200) return;
      if (flow.target.capabilities.has('get')) {
        expectRecord(flow, 'get', await flow.read(client), sent, client.clientId);
      }
      observe(flow, {
        exchange,
        check: 'update.statement-in-force',
        requirement: rowOf(flow, 'CDRAU-endpoints-5', 'OBBR-7.1-10-1'),
        good: objectOf(exchange)?.client_name === NEW_NAME,
        expected: NEW_NAME,
        actual: JSON.stringify(objectOf(exchange)?.client_name ?? null),
        message: 'The name of the software after the update.',
      });
    },
  }),
];
