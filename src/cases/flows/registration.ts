import { present } from '../../checks/compare.ts';
import { orderlyFindings } from '../../checks/orderly.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { requestClaim, unknownHeader } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectRegistration, observe, registrationWorks, rowOf, statusOf } from './steps.ts';

const CLAIMED_ID = 'admin';

/** A registration that may be taken or refused, in an orderly way. */
async function probe(
  flow: Flow,
  requirement: string,
  options: Parameters<Flow['register']>[0],
): Promise<RegisteredClient | null> {
  const { exchange, client } = await flow.register(options);
  flow.add(...orderlyFindings({ exchange, requirement, weigh: flow.weigh }));
  return client;
}

function expectDistinct(flow: Flow, clients: readonly RegisteredClient[]): void {
  const ids = clients.map((client) => client.clientId);
  observe(flow, {
    check: 'registration.distinct-ids',
    requirement: rowOf(flow, 'OIDCR-3.2-3', 'RFC7591-3.2.1-3'),
    good: new Set(ids).size === ids.length,
    expected: 'a client_id each',
    actual: ids.join(', '),
    message: 'The identifiers of different softwares.',
  });
}

export const REGISTRATION: readonly Steps[] = [
  flowCase({
    id: 'registration/two-softwares',
    area: 'registration',
    kind: 'positive',
    title: 'registers two softwares',
    requirements: ['RFC7591-3.2.1-3', 'RFC7591-3.2.1-4', 'OIDCR-3.2-3'],
    async run(flow) {
      const clients = [await flow.client(), await flow.client()];
      expectDistinct(flow, clients);
      const secrets = clients.map((client) => client.response.client_secret).filter(present);
      observe(flow, {
        check: 'registration.distinct-secrets',
        requirement: 'RFC7591-3.2.1-4',
        good: new Set(secrets).size === secrets.length,
        expected: 'a secret each, or none',
        actual:
          secrets.length === 0 ? 'none' : `${new Set(secrets).size} different of ${secrets.length}`,
        message: 'The secrets of two clients.',
      });
    },
  }),
  flowCase({
    id: 'registration/concurrent',
    area: 'registration',
    kind: 'positive',
    title: 'registers four softwares at the same time',
    requirements: ['RFC7591-3.2.1-3', 'OBUK-post-1'],
    async run(flow: Flow) {
      await registrationWorks(flow);
      const answers = await Promise.all([1, 2, 3, 4].map(() => flow.register()));
      for (const { exchange } of answers) {
        observe(flow, {
          exchange,
          check: 'registration.concurrent',
          requirement: 'OBUK-post-1',
          good: statusOf(exchange) >= 200 && statusOf(exchange) < 300,
          expected: 'accepted, as one after the other',
          actual: `status ${statusOf(exchange)}`,
          message: 'A registration beside three others.',
        });
      }
      expectDistinct(
        flow,
        answers.flatMap(({ client }) => (client === null ? [] : [client])),
      );
    },
  }),
  flowCase({
    id: 'registration/same-software-twice',
    area: 'registration',
    kind: 'probe',
    title: 'registers one software twice',
    requirements: [
      'OBUK-software_id-2',
      'RFC7591-5-6',
      'CDRAU-registration-errors-1',
      'RFC7591-3.2.1-3',
    ],
    why: 'Whether a software may register more than once is left to the server.',
    async run(flow: Flow) {
      const first = await flow.client();
      const row = rowOf(flow, 'OBUK-software_id-2', 'RFC7591-5-6', 'CDRAU-registration-errors-1');
      const second = await probe(flow, row, { sameSoftwareAs: first });
      if (second === null) return;
      observe(flow, {
        check: 'registration.distinct-ids',
        requirement: 'RFC7591-3.2.1-3',
        good: second.clientId !== first.clientId,
        expected: 'a client_id each',
        actual: second.clientId,
        message: 'The identifiers of two registrations of one software.',
      });
    },
  }),
  flowCase({
    id: 'registration/replayed-jti',
    area: 'registration',
    kind: 'probe',
    title: 'registers one software twice with the same jti',
    requirements: ['OBUK-jti-1'],
    why: 'The purpose of jti is written down, the duty to refuse a replay is not.',
    async run(flow: Flow) {
      const first = await flow.client();
      const jti = first.sent.request.jti;
      flow.must(typeof jti === 'string', 'the first request had a jti');
      const mutation = requestClaim('jti', jti);
      await probe(flow, 'OBUK-jti-1', { sameSoftwareAs: first, mutation });
    },
  }),
  flowCase({
    id: 'registration/reused-statement',
    area: 'registration',
    kind: 'probe',
    title: 'registers again with the very same software statement in a fresh request',
    requirements: ['OBUK-software_id-2', 'OBUK-SSA-lifetime-1', 'CDRAU-SSA-definition-4'],
    why: 'No clause makes a software statement single-use, and none lets it be used twice.',
    async run(flow: Flow) {
      const first = await flow.client();
      const mutation = requestClaim('software_statement', first.sent.softwareStatement);
      const row = rowOf(flow, 'OBUK-software_id-2', 'CDRAU-SSA-definition-4');
      await probe(flow, row, { sameSoftwareAs: first, mutation });
    },
  }),
  flowCase({
    id: 'registration/requested-client-id',
    area: 'registration',
    kind: 'probe',
    title: `asks for the client_id "${CLAIMED_ID}"`,
    requirements: ['RFC9700-2.6-2', 'OBUK-client_id-1'],
    why: 'Open Banking UK lets a participant ask for an identifier; the server may ignore it.',
    async run(flow: Flow) {
      await registrationWorks(flow);
      const mutation = requestClaim('client_id', CLAIMED_ID);
      const client = await probe(flow, 'RFC9700-2.6-2', { mutation });
      observe(flow, {
        check: 'registration.own-identifier',
        requirement: 'RFC9700-2.6-2',
        good: client?.clientId !== CLAIMED_ID,
        expected: 'refused, or another client_id',
        actual: client === null ? 'refused' : client.clientId,
        message: 'The identifier of a client that asked for one.',
      });
    },
  }),
  flowCase({
    id: 'registration/taken-client-id',
    area: 'registration',
    kind: 'probe',
    title: 'asks for the client_id of another client',
    requirements: ['RFC7591-3.2.1-3', 'RFC9700-2.6-2'],
    async run(flow: Flow) {
      const first = await flow.client();
      const mutation = requestClaim('client_id', first.clientId);
      const second = await probe(flow, 'RFC9700-2.6-2', { mutation });
      observe(flow, {
        check: 'registration.distinct-ids',
        requirement: 'RFC7591-3.2.1-3',
        good: second?.clientId !== first.clientId,
        verdict: 'fail',
        expected: 'refused, or another client_id',
        actual: second === null ? 'refused' : second.clientId,
        message: 'The identifier of a client that asked for a taken one.',
      });
      flow.release(first);
      if (second !== null) flow.release(second);
      await flow.client();
    },
  }),
  flowCase({
    id: 'registration/unknown-header',
    area: 'registration',
    kind: 'positive',
    title: 'registers with a request header that no server knows',
    requirements: ['OBUK-post-1'],
    depth: 'full',
    async run(flow) {
      await registrationWorks(flow);
      await expectRegistration(flow, { base: [unknownHeader] });
    },
  }),
];
