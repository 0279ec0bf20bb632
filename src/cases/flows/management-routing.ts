import { orderlyFindings } from '../../checks/orderly.ts';
import { textOf } from '../../checks/shown.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { borrowed } from './borrowed.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  expectRefusal,
  objectOf,
  observe,
  outcome,
  ownRecord,
  statusOf,
  tokenAfter,
} from './steps.ts';

/** Reads the own record with a fresh token, and tells the address and that token. */
async function readable(
  flow: Flow,
  client: RegisteredClient,
): Promise<{ url: string; authorization: readonly [string, string] }> {
  const first = await flow.accessToken(client);
  const exchange = await flow.read(client, { credential: { bearer: first } });
  flow.must(
    statusOf(exchange) === 200,
    `control: reading with a fresh token gave ${outcome(exchange)}`,
  );
  const bearer = tokenAfter(flow, objectOf(exchange), first);
  return { url: exchange.request.url, authorization: ['authorization', `Bearer ${bearer}`] };
}

function unsupportedMethod(method: string, where: 'client' | 'collection'): Steps {
  const there = where === 'client' ? 'the client resource' : 'the registration endpoint itself';
  return flowCase({
    id: `management/${method.toLowerCase()}-on-${where}`,
    area: 'management',
    kind: 'negative',
    title: `sends ${method} to ${there}, with a valid access token`,
    requirements: ['RFC7592-2-3'],
    needs: ['get', 'token'],
    borrows: 'reading',
    depth: 'full',
    async run(flow: Flow) {
      const client = await borrowed(flow, 'reading');
      const { url, authorization } = await readable(flow, client);
      const before = await snapshot(flow, client);
      const exchange = await flow.send({
        method,
        url: where === 'client' ? url : flow.target.endpoints.registration,
        headers: [
          authorization,
          ['accept', 'application/json'],
          ['content-type', 'application/json'],
        ],
        body: method === 'GET' || method === 'DELETE' ? null : '{}',
      });
      expectRefusal(flow, exchange, 'method', 'RFC7592-2-3', {
        alsoStatuses: [400, 415, 411, 422],
        // RFC 7592 speaks of the endpoint of one client, not of the collection.
        ...(where === 'collection' ? { whenAccepted: 'warn' } : {}),
      });
      const unharmed = await expectUnchanged(flow, client, before, 'RFC7592-2-3');
      if (unharmed) flow.giveBack(client);
    },
  });
}

/** Another spelling of the own address: served or not, but in an orderly way. */
function spelling(
  slug: string,
  title: string,
  respell: (url: string, id: string) => string,
): Steps {
  return flowCase({
    id: `management/get-${slug}`,
    area: 'management',
    kind: 'probe',
    title,
    requirements: ['OBUK-get-1', 'OBUK-endpoints-1'],
    needs: ['get', 'token'],
    borrows: 'reading',
    depth: 'full',
    async run(flow: Flow) {
      const client = await borrowed(flow, 'reading');
      const { url, authorization } = await readable(flow, client);
      const exchange = await flow.send({
        method: 'GET',
        url: respell(url, client.clientId),
        headers: [authorization, ['accept', 'application/json']],
        body: null,
      });
      flow.add(...orderlyRead(flow, exchange, 'OBUK-get-1'));
      expectNotOther(flow, exchange, client.clientId);
      await ownRecord(flow, client);
      flow.giveBack(client);
    },
  });
}

/** A read that may be served or refused. */
function orderlyRead(flow: Flow, exchange: Exchange, requirement: RequirementId): Finding[] {
  return orderlyFindings({ exchange, requirement, brokenRow: requirement, weigh: flow.weigh });
}

/** Whatever was served, it was not somebody else's record. */
function expectNotOther(flow: Flow, exchange: Exchange, own: string): void {
  const shown = objectOf(exchange)?.client_id;
  const served = statusOf(exchange) >= 200 && statusOf(exchange) < 300 && shown !== undefined;
  observe(flow, {
    check: 'read.own-record-only',
    requirement: 'OBUK-get-1',
    good: !served || shown === own,
    verdict: 'fail',
    expected: 'the own record, or a refusal',
    actual: served ? `record of ${textOf(shown)}` : outcome(exchange),
    message: 'Whose record an unusual address shows.',
  });
}

function swapCase(id: string): string {
  return [...id].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
}

export const MANAGEMENT_ROUTING: readonly Steps[] = [
  unsupportedMethod('PATCH', 'client'),
  unsupportedMethod('POST', 'client'),
  unsupportedMethod('PATCH', 'collection'),
  unsupportedMethod('PUT', 'collection'),
  unsupportedMethod('DELETE', 'collection'),
  spelling(
    'trailing-slash',
    'reads its client with a slash after the client_id',
    (url) => `${url}/`,
  ),
  spelling('other-case', 'reads its client with the client_id in other letter case', (url, id) =>
    url.replace(encodeURIComponent(id), encodeURIComponent(swapCase(id))),
  ),
  spelling(
    'null-byte',
    'reads its client with a null byte after the client_id',
    (url) => `${url}%00`,
  ),
  flowCase({
    id: 'management/get-encoded-traversal',
    area: 'management',
    kind: 'negative',
    title: 'reads the record of another client by an encoded path from its own address',
    requirements: ['OBUK-get-1', 'OBUK-authentication-2'],
    needs: ['get', 'token'],
    depth: 'full',
    async run(flow: Flow) {
      const client = await flow.client();
      const victim = await flow.client();
      await ownRecord(flow, client);
      const { url, authorization } = await readable(flow, client);
      const exchange = await flow.send({
        method: 'GET',
        url: `${url}%2f..%2f${encodeURIComponent(victim.clientId)}`,
        headers: [authorization, ['accept', 'application/json']],
        body: null,
      });
      flow.add(...orderlyRead(flow, exchange, 'OBUK-get-1'));
      expectNotOther(flow, exchange, client.clientId);
      await ownRecord(flow, client);
    },
  }),
  flowCase({
    id: 'management/get-under-another-scheme',
    area: 'management',
    kind: 'negative',
    title: 'reads its client with the access token under the Basic scheme',
    requirements: ['OBUK-authentication-2', 'RFC6750-3-1', 'RFC6750-3-2', 'OBUK-openapi-1'],
    needs: ['get', 'token'],
    borrows: 'reading',
    async run(flow: Flow) {
      const client = await borrowed(flow, 'reading');
      const { url, authorization } = await readable(flow, client);
      const exchange = await flow.send({
        method: 'GET',
        url,
        headers: [
          ['authorization', authorization[1].replace(/^Bearer/, 'Basic')],
          ['accept', 'application/json'],
        ],
        body: null,
      });
      expectRefusal(flow, exchange, 'token-missing', 'OBUK-authentication-2', {
        alsoStatuses: [400],
      });
      await ownRecord(flow, client);
      flow.giveBack(client);
    },
  }),
  flowCase({
    id: 'management/get-token-in-query',
    area: 'management',
    kind: 'probe',
    title: 'reads its client with the access token in the query',
    why: 'RFC 6750 2.3 discourages it without forbidding it.',
    requirements: ['OBUK-authentication-2'],
    needs: ['get', 'token'],
    borrows: 'reading',
    depth: 'full',
    async run(flow: Flow) {
      const client = await borrowed(flow, 'reading');
      const { url, authorization } = await readable(flow, client);
      const exchange = await flow.send({
        method: 'GET',
        url: `${url}?access_token=${encodeURIComponent(authorization[1].slice('Bearer '.length))}`,
        headers: [['accept', 'application/json']],
        body: null,
      });
      flow.add(...orderlyRead(flow, exchange, 'OBUK-authentication-2'));
      await ownRecord(flow, client);
      flow.giveBack(client);
    },
  }),
  flowCase({
    id: 'management/offered-operations',
    area: 'management',
    kind: 'probe',
    title: 'reads, updates and deletes its client, whichever of these is offered',
    requirements: ['OBUK-endpoints-2', 'OBUK-endpoints-1'],
    needs: ['token'],
    async run(flow: Flow) {
      const client = await flow.client();
      const answers = [
        ['GET', 'OBUK-get-1', await flow.read(client)],
        ['PUT', 'RFC7592-2.2-8', (await flow.update(client)).exchange],
        ['DELETE', 'RFC7592-2.3-1', await flow.remove(client)],
      ] as const;
      for (const [verb, brokenRow, exchange] of answers) {
        const findings = orderlyFindings({
          exchange,
          requirement: 'OBUK-endpoints-2',
          brokenRow,
          weigh: flow.weigh,
        });
        flow.add(
          ...findings.map((finding) => ({ ...finding, message: `${verb}: ${finding.message}` })),
        );
      }
    },
  }),
];
