import type { Flow } from '../../model/flow.ts';
import type { Mutation } from '../../model/mutation.ts';
import {
  allRedirects,
  emptyBody,
  expired,
  firstRedirectOnly,
  foreignKey,
  foreignRedirect,
  noScope,
  noStatement,
  plainJson,
} from './changes.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import {
  expectRecord,
  expectRefusal,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  skipUnlessOffered,
  statusOf,
} from './steps.ts';

/** Registers with one list of redirect URIs, updates to another, and looks at what a read shows. */
async function redirectsMove(flow: Flow, from: Mutation, to: Mutation): Promise<void> {
  const client = await flow.client({ base: [from] });
  const { exchange, sent } = await flow.update(client, { base: [to] });
  skipUnlessOffered(flow, 'put', exchange);
  expectRecord(flow, 'put', exchange, sent, client.clientId);
  if (statusOf(exchange) !== 200) return;
  const record = await ownRecord(flow, client);
  const wanted = JSON.stringify([sent.request.redirect_uris].flat().sort());
  const shown = JSON.stringify([record.redirect_uris ?? []].flat().sort());
  observe(flow, {
    check: 'update.in-force',
    requirement: 'RFC7592-2.2-3',
    good: wanted === shown,
    expected: wanted,
    actual: shown,
    message: 'The redirect URIs that a read shows after the update.',
  });
}

/** An update that has to be refused, after one that works; the record stays as it was. */
function refusedUpdate(
  slug: string,
  title: string,
  mutation: Mutation,
  requirements: Rows,
  alsoStatuses: readonly number[] = [],
): Steps {
  return flowCase({
    id: `management/put-${slug}`,
    area: 'management',
    kind: 'negative',
    title,
    requirements: [...requirements, 'RFC7592-2.2-10'],
    needs: ['put', 'token'],
    async run(flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const before = await snapshot(flow, client);
      const { exchange } = await flow.update(client, { base: [firstRedirectOnly], mutation });
      expectRefusal(flow, exchange, mutation.situation, requirements[0], { alsoStatuses });
      await expectUnchanged(flow, client, before, 'RFC7592-2.2-10');
    },
  });
}

export const MANAGEMENT_UPDATE: readonly Steps[] = [
  flowCase({
    id: 'management/put-takes-values-away',
    area: 'management',
    kind: 'positive',
    title: 'updates from two redirect URIs to one of them',
    requirements: ['RFC7592-2.2-3', 'RFC7592-2.2-8', 'RFC7592-2.1-2'],
    needs: ['get', 'put', 'token'],
    run: (flow) => redirectsMove(flow, allRedirects, firstRedirectOnly),
  }),
  flowCase({
    id: 'management/put-adds-values',
    area: 'management',
    kind: 'positive',
    title: 'updates from one redirect URI to two',
    requirements: ['RFC7592-2.2-3', 'RFC7592-2.2-8', 'RFC7592-2.1-2'],
    needs: ['get', 'put', 'token'],
    run: (flow) => redirectsMove(flow, firstRedirectOnly, allRedirects),
  }),
  flowCase({
    id: 'management/put-keeps-token',
    area: 'management',
    kind: 'positive',
    title: 'reads with an access token from before an update',
    requirements: ['OBUK-put-2'],
    needs: ['get', 'put', 'token'],
    async run(flow: Flow) {
      const client = await flow.client();
      const credential = { bearer: await flow.accessToken(client) };
      await ownRecord(flow, client, credential);
      const { exchange: updated } = await flow.update(client, { credential });
      skipUnlessOffered(flow, 'put', updated);
      flow.must(statusOf(updated) === 200, `control: the update gave ${outcome(updated)}`);
      const exchange = await flow.read(client, { credential });
      observe(flow, {
        exchange,
        check: 'token.survives-update',
        requirement: 'OBUK-put-2',
        good: statusOf(exchange) === 200,
        expected: 'status 200',
        actual: outcome(exchange),
        message: 'The token from before the update.',
      });
    },
  }),
  refusedUpdate(
    'foreign-redirect-uri',
    'updates to a redirect URI outside the software statement',
    foreignRedirect,
    ['OBUK-redirect_uris-1'],
  ),
  refusedUpdate('expired-request', 'updates with a request that expired an hour ago', expired, [
    'OBUK-exp-1',
  ]),
  refusedUpdate('foreign-key', 'updates with a request signed by a key of no key set', foreignKey, [
    'OBUK-SSA-request-validation-2',
  ]),
  refusedUpdate('without-statement', 'updates without a software statement', noStatement, [
    'OBUK-software_statement-1',
  ]),
  refusedUpdate('empty-body', 'updates with an empty body', emptyBody, ['OBUK-jws-1'], [411, 415]),
  refusedUpdate(
    'plain-json',
    'updates with plain JSON instead of a signed request',
    plainJson,
    ['OBUK-jws-1'],
    [415, 406],
  ),
  flowCase({
    id: 'management/put-without-scope',
    area: 'management',
    kind: 'negative',
    title: 'updates without a scope',
    why: 'An update carries every claim; the text also speaks of a default scope, which then has to be shown.',
    requirements: ['OBUK-put-1', 'OBUK-scope-1'],
    needs: ['put', 'token'],
    async run(flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const { exchange } = await flow.update(client, { mutation: noScope });
      expectRefusal(flow, exchange, 'client-metadata', 'OBUK-put-1', {
        replaceable: { member: 'scope', value: null },
      });
      await ownUpdate(flow, client);
    },
  }),
];
