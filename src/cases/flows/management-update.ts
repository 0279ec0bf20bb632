import { present, sameJson } from '../../checks/compare.ts';
import { normalUri } from '../../checks/success-redirects.ts';
import type { Flow } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Mutation } from '../../model/mutation.ts';
import {
  allRedirects,
  emptyBody,
  expired,
  FOREIGN_REDIRECT,
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
  isSuccess,
  objectOf,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  type Refusal,
  requireToken,
  skipUnlessOffered,
  statusOf,
} from './steps.ts';

/** The same list, in whatever order and spelling. */
function sameUris(one: readonly string[], other: readonly string[]): boolean {
  const normal = (uris: readonly string[]) => uris.map(normalUri).sort();
  return sameJson(normal(one), normal(other));
}

function redirectsIn({ redirect_uris: uris }: JsonObject): readonly string[] {
  return [uris ?? []].flat().map(String).sort();
}

/** Registers with one list of redirect URIs, updates to another, and looks at what a read shows. */
async function redirectsMove(flow: Flow, from: Mutation, to: Mutation): Promise<void> {
  const client = await flow.client({ base: [from] });
  const before = redirectsIn(await ownRecord(flow, client));
  flow.must(
    before.length > 0 && sameUris(before, redirectsIn(client.response)),
    'control: a read does not show the redirect URIs that the registration answered',
  );
  const { exchange, sent } = await flow.update(client, { base: [to] });
  skipUnlessOffered(flow, 'put', exchange);
  expectRecord(flow, 'put', exchange, sent, client.clientId);
  if (statusOf(exchange) !== 200) return;
  const record = await ownRecord(flow, client);
  const wanted = redirectsIn(sent.request);
  const shown = redirectsIn(record);
  const answered = redirectsIn(objectOf(exchange) ?? {});
  // A server that replaces what was asked for says so in its answer, which is judged there.
  const replaced = sameUris(shown, answered) && !sameUris(shown, before);
  const fewer = sameUris(shown, answered) && wanted.some((uri) => shown.includes(uri));
  observe(flow, {
    check: 'update.in-force',
    requirement: 'RFC7592-2.2-3',
    good: sameUris(shown, wanted) || replaced,
    ...(fewer && shown.every((uri) => wanted.includes(uri)) ? { verdict: 'warn' as const } : {}),
    expected: wanted.join(', '),
    actual: shown.join(', '),
    message: 'The redirect URIs that a read shows after the update.',
  });
  const statement = record.software_statement;
  observe(flow, {
    check: 'update.statement',
    requirement: 'RFC7591-3.2.1-8',
    good: !present(statement) || statement === sent.softwareStatement,
    expected: 'the software statement of the update',
    actual: statement === client.sent.softwareStatement ? 'that of the registration' : 'another',
    message: 'The software statement that a read shows after the update.',
  });
}

/** An update that has to be refused, after one that works; the record stays as it was. */
function refusedUpdate(
  slug: string,
  title: string,
  mutation: Mutation,
  requirements: Rows,
  more: Pick<Refusal, 'alsoStatuses' | 'replaceable'> = {},
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
      requireToken(flow, exchange);
      expectRefusal(flow, exchange, mutation.situation, requirements[0], more);
      if (isSuccess(exchange)) return;
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
    requirements: ['RFC7592-2.2-3', 'RFC7592-2.2-8', 'RFC7592-2.1-2', 'RFC7591-3.2.1-8'],
    needs: ['get', 'put', 'token'],
    run: (flow) => redirectsMove(flow, allRedirects, firstRedirectOnly),
  }),
  flowCase({
    id: 'management/put-adds-values',
    area: 'management',
    kind: 'positive',
    title: 'updates from one redirect URI to two',
    requirements: ['RFC7592-2.2-3', 'RFC7592-2.2-8', 'RFC7592-2.1-2', 'RFC7591-3.2.1-8'],
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
      await ownUpdate(flow, client, credential);
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
    { replaceable: { member: 'redirect_uris', value: FOREIGN_REDIRECT } },
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
  refusedUpdate('empty-body', 'updates with an empty body', emptyBody, ['OBUK-jws-1'], {
    alsoStatuses: [411, 415],
  }),
  refusedUpdate(
    'plain-json',
    'updates with plain JSON instead of a signed request',
    plainJson,
    ['OBUK-jws-1'],
    { alsoStatuses: [415, 406] },
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
      requireToken(flow, exchange);
      expectRefusal(flow, exchange, 'client-metadata', 'OBUK-put-1', {
        replaceable: { member: 'scope', value: null },
      });
      await ownUpdate(flow, client);
    },
  }),
];
