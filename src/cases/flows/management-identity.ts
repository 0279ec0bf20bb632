import { textOf } from '../../checks/shown.ts';
import type { Flow } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { firstRedirectOnly, otherSoftware, requestClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  expectRefusal,
  objectOf,
  observe,
  outcome,
  ownUpdate,
  requireToken,
  statusOf,
} from './steps.ts';
import { ANY_CLIENT_ERROR, expectNoToken, formPost, tokenWorks } from './token-endpoint.ts';

/** The member of the record after an update that may be refused or ignored, never obeyed. */
function expectMember(
  flow: Flow,
  requirement: RequirementId,
  member: string,
  actual: unknown,
  expected: string,
): void {
  observe(flow, {
    check: 'record.identity',
    requirement,
    good: actual === expected,
    expected: `${member}: ${expected}`,
    actual: `${member}: ${textOf(actual)}`,
    message: 'Who the record belongs to after the update.',
  });
}

/** Updates that try to make the record another one's, or to give it a secret of the client's choosing. */
export const MANAGEMENT_IDENTITY: readonly Steps[] = [
  flowCase({
    id: 'management/put-other-client-id',
    area: 'management',
    kind: 'negative',
    title: 'updates its own client with the client_id of another one in the request',
    why: 'A server may refuse it or ignore it; the identifier must not move, nor the other record change.',
    requirements: ['RFC7592-2.1-2', 'RFC7592-2.2-5'],
    needs: ['put', 'token'],
    async run(flow) {
      const client = await flow.client();
      const other = await flow.client();
      await ownUpdate(flow, client);
      const before = await snapshot(flow, other);
      const { exchange } = await flow.update(client, {
        base: [firstRedirectOnly],
        mutation: requestClaim('client_id', other.clientId),
      });
      if (statusOf(exchange) === 200) {
        expectMember(
          flow,
          'RFC7592-2.1-2',
          'client_id',
          objectOf(exchange)?.client_id,
          client.clientId,
        );
      } else {
        expectRefusal(flow, exchange, 'client-metadata', 'RFC7592-2.1-2', {
          alsoStatuses: [401, 403],
        });
      }
      await expectUnchanged(flow, other, before, 'RFC7592-2.1-2');
    },
  }),
  flowCase({
    id: 'management/put-other-software',
    area: 'management',
    kind: 'negative',
    title: 'updates its own client with the software statement of another software',
    why: 'An identifier that outlives its software would let one participant become another.',
    requirements: ['RFC8725-3.8-1', 'RFC7592-2.2-10', 'OBUK-software_id-1'],
    needs: ['put', 'token', 'trusted'],
    async run(flow: Flow) {
      const client = await flow.client();
      const other = await flow.client();
      const own = client.sent.ssa.software_id;
      const foreign = other.sent.ssa.software_id;
      flow.must(typeof foreign === 'string' && foreign !== own, 'two softwares with an id each');
      await ownUpdate(flow, client);
      const before = await snapshot(flow, client);
      const { exchange, sent } = await flow.update(client, { mutation: otherSoftware(foreign) });
      const named = Object.hasOwn(flow.profile.response.members, 'software_id');
      expectRefusal(flow, exchange, 'ssa-claims', 'RFC8725-3.8-1', {
        alsoStatuses: [401, 403],
        replaceable: named
          ? { member: 'software_id', value: foreign }
          : { member: 'software_statement', value: sent.softwareStatement },
      });
      if (statusOf(exchange) !== 200) await expectUnchanged(flow, client, before, 'RFC7592-2.2-10');
    },
  }),
  flowCase({
    id: 'management/put-chosen-secret',
    area: 'management',
    kind: 'negative',
    title: 'updates with a client_secret of its own choosing',
    why: 'A server may refuse it or ignore it, but not take it over.',
    requirements: ['RFC7592-2.2-7'],
    needs: ['put', 'token'],
    async run(flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const secret = flow.uuid('secret');
      const { exchange } = await flow.update(client, {
        mutation: requestClaim('client_secret', secret),
      });
      requireToken(flow, exchange);
      const taken = objectOf(exchange)?.client_secret === secret;
      observe(flow, {
        exchange,
        check: 'secret.not-chosen',
        requirement: 'RFC7592-2.2-7',
        good: !taken && (statusOf(exchange) === 200 || statusOf(exchange) === 400),
        expected: 'refused, or ignored',
        actual: taken ? 'the chosen secret is in force' : outcome(exchange),
        message: 'What became of the chosen secret.',
      });
      await ownUpdate(flow, client);
      const { token: endpoint } = flow.target.endpoints;
      if (endpoint === null) return;
      const basic = btoa(`${encodeURIComponent(client.clientId)}:${secret}`);
      const attempt = await flow.send(
        formPost(endpoint, { grant_type: 'client_credentials' }, [
          ['authorization', `Basic ${basic}`],
        ]),
      );
      expectNoToken(flow, attempt, 'RFC7592-2.2-7', ANY_CLIENT_ERROR);
      await tokenWorks(flow, client);
    },
  }),
];
