import { present, sameJson } from '../../checks/compare.ts';
import { textOf } from '../../checks/shown.ts';
import type { Variant } from '../../model/case.ts';
import type { Flow } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { allRedirects, noRedirects, noResponseTypes } from './changes.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import { differences, same } from './records.ts';
import {
  expectRecord,
  expectRegistration,
  isSuccess,
  objectOf,
  observe,
  outcome,
  ownRecord,
  registrationWorks,
  rowOf,
  skipUnlessOffered,
  statusOf,
} from './steps.ts';

const RECORD_ROWS: readonly RequirementId[] = [
  'RFC7591-3.2.1-1',
  'RFC7591-3.2.1-2',
  'RFC7591-3.2.1-5',
  'RFC7591-3.2.1-6',
  'RFC7591-3.2.1-7',
  'RFC7591-3.2.1-8',
  'RFC7591-3.2.1-9',
  'RFC7591-2-7',
  'RFC7591-2-12',
  'RFC7591-5-4',
  'OIDCR-3.2-6',
  'OBUK-client_id-1',
  'OBUK-client_secret-1',
  'OBUK-client_id_issued_at-1',
  'OBUK-general-1',
  'OBUK-general-2',
  'OBUK-software_statement-2',
  'RFC7592-2-2',
  'RFC7592-3-1',
  'RFC7592-3-2',
  'OIDCR-3.2-1',
  'OIDCR-3.2-4',
  'OIDCR-3.2-5',
  'OBBR-openapi-2',
  'OBBR-9.3.1-6-1',
];

function shapeCases(variant: Variant): Steps[] {
  const what = variant === 'full' ? 'every optional claim' : 'required claims only';
  const rows = (first: Rows): Rows => [...first, ...RECORD_ROWS];
  return [
    flowCase({
      id: `response-shape/post-${variant}`,
      area: 'response-shape',
      kind: 'positive',
      title: `registers a client with ${what}`,
      requirements: rows([
        'RFC7591-3.2-1',
        'OBUK-post-1',
        'RFC7591-2-1',
        'FAPI1B-5.2.2-8-1',
        'RFC6749-5.1-1',
        'RFC7591-3-1',
        'OIDCR-3.2-2',
      ]),
      async run(flow) {
        await expectRegistration(flow, { variant });
      },
    }),
    flowCase({
      id: `response-shape/get-${variant}`,
      area: 'response-shape',
      kind: 'positive',
      title: `reads a client that was registered with ${what}`,
      requirements: rows([
        'OBUK-get-1',
        'RFC7592-2.1-2',
        'OBUK-endpoints-1',
        'OBUK34-endpoints-1',
        'RFC7592-2.1-1',
        'RFC7592-A.1-1',
        'RFC7592-B-2',
        'RFC7592-5-3',
      ]),
      needs: ['get', 'token'],
      async run(flow) {
        const client = await flow.client({ variant });
        const exchange = await flow.read(client);
        skipUnlessOffered(flow, 'get', exchange);
        expectRecord(flow, 'get', exchange, client.sent, client.clientId);
      },
    }),
    flowCase({
      id: `response-shape/put-${variant}`,
      area: 'response-shape',
      kind: 'positive',
      title: `updates a client with ${what}`,
      requirements: rows([
        'RFC7592-2.2-8',
        'RFC7592-2.1-2',
        'OBUK-endpoints-1',
        'RFC7592-A.1-1',
        'RFC7592-5-3',
      ]),
      needs: ['put', 'token'],
      async run(flow) {
        const client = await flow.client({ variant });
        const { exchange, sent } = await flow.update(client, { variant });
        skipUnlessOffered(flow, 'put', exchange);
        expectRecord(flow, 'put', exchange, sent, client.clientId);
      },
    }),
  ];
}

const twoRedirects = flowCase({
  id: 'response-shape/two-redirect-uris',
  area: 'response-shape',
  kind: 'positive',
  title: 'registers all redirect URIs of the software statement',
  requirements: ['RFC7591-2-1', 'RFC7591-3.2.1-7', 'FAPI1B-5.2.2-8-1'],
  async run(flow) {
    await expectRegistration(flow, { base: [allRedirects] });
  },
});

const omittedRedirects = flowCase({
  id: 'response-shape/redirect-uris-from-statement',
  area: 'response-shape',
  kind: 'positive',
  title: 'registers without redirect_uris',
  why: 'The text takes the list of the software statement, the table demands the claim: a refusal is right too.',
  requirements: ['OBUK-redirect_uris-5', 'RFC7591-3.2.1-9', 'RFC7591-5-2', 'FAPI1B-5.2.2-8-1'],
  async run(flow) {
    await registrationWorks(flow);
    const { exchange, sent } = await flow.register({ base: [noRedirects] });
    if (statusOf(exchange) === 400) flow.skip('the server demands redirect_uris');
    expectRecord(flow, 'post', exchange, sent);
  },
});

const defaultResponseTypes = flowCase({
  id: 'response-shape/default-response-types',
  area: 'response-shape',
  kind: 'positive',
  title: 'registers without response_types',
  requirements: ['OBUK-response_types-1'],
  needs: ['response-type:code id_token'],
  async run(flow: Flow) {
    const { exchange } = await flow.register({ base: [noResponseTypes] });
    const record = objectOf(exchange);
    const unreadable = isSuccess(exchange) && record === null;
    flow.must(!unreadable, 'the answer to a valid registration holds no client record');
    const value = record?.response_types;
    const accepted = isSuccess(exchange);
    // Where a request with them is refused too, the missing ones are not to blame.
    if (!accepted) await flow.client();
    observe(flow, {
      exchange,
      check: 'default.response-types',
      requirement: 'OBUK-response_types-1',
      good: accepted && (!present(value) || sameJson(value, ['code id_token'])),
      expected: 'accepted; response_types absent or "code id_token"',
      actual: accepted ? JSON.stringify(value ?? null) : outcome(exchange),
      message: 'What stands for response types that nobody asked for.',
    });
  },
});

const readBack = flowCase({
  id: 'response-shape/read-back',
  area: 'response-shape',
  kind: 'positive',
  title: 'reads a new client and compares it with what the registration answered',
  requirements: ['OBUK-get-1', 'RFC7592-3-3', 'RFC7591-3.2.1-7', 'RFC7592-2.1-2'],
  needs: ['get', 'token'],
  async run(flow) {
    const client = await flow.client({ variant: 'full' });
    const record = await ownRecord(flow, client);
    const known = new Set([
      ...Object.keys(flow.profile.response.members),
      ...Object.keys(client.sent.ssa),
    ]);
    for (const mechanics of ['iss', 'iat', 'exp', 'nbf', 'jti', 'aud']) known.delete(mechanics);
    // Where a read shows what was sent, it is the answer to the registration that is wrong.
    const asSent = (name: string): boolean => {
      const { request, ssa } = client.sent;
      return [request[name], ssa[name]].some(
        (value) => present(value) && same(value, record[name]),
      );
    };
    const differing = differences(client.response, record).filter(
      (name) => known.has(name) && !asSent(name),
    );
    observe(flow, {
      check: 'record.read-back',
      requirement: rowOf(flow, 'OBUK-get-1', 'RFC7592-3-3', 'RFC7591-3.2.1-7'),
      good: differing.length === 0,
      expected: 'the record that the registration answered',
      actual: differing.length === 0 ? 'equal' : `differs in: ${differing.join(', ')}`,
      message: 'The record as registered and as read.',
    });
  },
});

const readTwice = flowCase({
  id: 'response-shape/read-twice',
  area: 'response-shape',
  kind: 'positive',
  title: 'reads a client twice',
  requirements: ['OIDCR-4.2-1', 'RFC7592-2.1-2'],
  needs: ['get', 'token'],
  async run(flow) {
    const client = await flow.client();
    const first = await ownRecord(flow, client);
    const exchange = await flow.read(client);
    const second = objectOf(exchange);
    const differing = second === null ? [] : differences(first, second);
    observe(flow, {
      exchange,
      check: 'record.idempotent',
      requirement: 'OIDCR-4.2-1',
      good: second !== null && statusOf(exchange) === 200 && differing.length === 0,
      expected: 'the same record',
      actual: second === null ? outcome(exchange) : differing.join(', ') || 'equal',
      message: 'The first and the second read.',
    });
    observe(flow, {
      check: 'success.client-id-stable',
      requirement: 'RFC7592-2.1-2',
      good: second === null || second.client_id === client.clientId,
      expected: 'the client_id of the registration',
      actual: textOf(second?.client_id),
      message: 'The identifier on the second read.',
    });
  },
});

export const RESPONSE_SHAPE: readonly Steps[] = [
  ...shapeCases('minimal'),
  ...shapeCases('full'),
  twoRedirects,
  omittedRedirects,
  defaultResponseTypes,
  readBack,
  readTwice,
];
