import { present, sameJson } from '../../../checks/compare.ts';
import { shown } from '../../../checks/shown.ts';
import type { Flow } from '../../../model/flow.ts';
import type { Json } from '../../../model/json.ts';
import { firstRedirectOnly, requestClaim, withoutClaim } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { expectUnchanged, snapshot } from '../records.ts';
import {
  expectRefusal,
  isSuccess,
  objectOf,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  rowOf,
  skipUnlessOffered,
  statusOf,
} from '../steps.ts';
import { ANY_CLIENT_ERROR, expectNoToken, formPost, tokenWorks } from '../token-endpoint.ts';

/** What only the server may say of a client (RFC 7592 2.2), each with a value that none would choose. */
const SERVERS_OWN: Readonly<Record<string, Json>> = {
  registration_access_token: 'chosen-by-the-client',
  registration_client_uri: 'https://elsewhere.example/register/1',
  client_secret_expires_at: 4_000_000_000,
  client_id_issued_at: 1_000_000_000,
};

function serversOwn([member, value]: readonly [string, Json]): Steps {
  return flowCase({
    id: `management/put-own-${member.replaceAll('_', '-')}`,
    area: 'management',
    kind: 'negative',
    title: `updates with a ${member} of its own choosing`,
    why: 'A server may refuse it or ignore it, but not take it over.',
    requirements: ['RFC7592-2.2-2'],
    needs: ['put'],
    async run(flow: Flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const { exchange } = await flow.update(client, { mutation: requestClaim(member, value) });
      const taken = sameJson(objectOf(exchange)?.[member], value);
      observe(flow, {
        exchange,
        check: 'update.servers-own',
        requirement: 'RFC7592-2.2-2',
        good: !taken && [200, 400].includes(statusOf(exchange)),
        expected: 'refused, or ignored',
        actual: taken ? 'the chosen value is in force' : outcome(exchange),
        message: `What became of the chosen ${member}.`,
      });
      await ownUpdate(flow, client);
    },
  });
}

/** A member that no statement fills in again. */
function unattested({ profile }: Flow): string {
  const { attests = {} } = profile.ssa;
  return Object.hasOwn(attests, 'client_uri') ? 'webhook_uris' : 'client_uri';
}

export const OPEN_UPDATE: readonly Steps[] = [
  ...Object.entries(SERVERS_OWN).map(serversOwn),
  flowCase({
    id: 'management/put-leaves-out',
    area: 'management',
    kind: 'positive',
    title: 'updates without a member that it registered with',
    why: 'What an update leaves out is deleted, or goes back to a default of the server.',
    requirements: ['RFC7592-2.2-4', 'RFC7592-2.2-3'],
    needs: ['put', 'get'],
    async run(flow: Flow) {
      const client = await flow.client({ variant: 'full' });
      const name = unattested(flow);
      const before = (await ownRecord(flow, client))[name];
      if (!present(before)) flow.skip(`the server does not register ${name}`);
      const { exchange } = await flow.update(client, {
        variant: 'full',
        base: [withoutClaim(name)],
      });
      skipUnlessOffered(flow, 'put', exchange);
      flow.must(statusOf(exchange) === 200, `control: the update gave ${outcome(exchange)}`);
      const after = (await ownRecord(flow, client))[name];
      observe(flow, {
        check: 'update.deletes',
        requirement: rowOf(flow, 'RFC7592-2.2-4', 'RFC7592-2.2-3'),
        good: !sameJson(after, before),
        expected: `no ${name}, or another one`,
        actual: present(after) ? shown(after) : 'absent',
        message: 'The member that the update left out.',
      });
    },
  }),
  flowCase({
    id: 'management/put-foreign-redirect-uri',
    area: 'management',
    kind: 'negative',
    title: 'updates to a redirect URI over http on another machine',
    requirements: ['RFC7592-2.2-10', 'RFC7591-5-3'],
    needs: ['put'],
    async run(flow: Flow) {
      const client = await flow.client();
      await ownUpdate(flow, client);
      const before = await snapshot(flow, client);
      const uris = ['http://tpp.example/callback'];
      const { exchange } = await flow.update(client, {
        mutation: { ...requestClaim('redirect_uris', uris), situation: 'redirect-uri' },
      });
      expectRefusal(flow, exchange, 'redirect-uri', 'RFC7592-2.2-10', {
        replaceable: { member: 'redirect_uris', value: uris },
        ...(flow.profile.request.httpRedirects === undefined ? {} : { whenAccepted: 'warn' }),
      });
      if (isSuccess(exchange)) return;
      await expectUnchanged(flow, client, before, 'RFC7592-2.2-10');
    },
  }),
  flowCase({
    id: 'management/put-wrong-secret',
    area: 'management',
    kind: 'negative',
    title: 'updates with a client_secret that is not its own',
    why: 'A server may refuse it or ignore it, but not take it over.',
    requirements: ['RFC7592-2.2-6', 'RFC7592-2.2-7'],
    needs: ['put'],
    async run(flow: Flow) {
      const client = await flow.client();
      if (!present(client.response.client_secret)) flow.skip('the client has no secret');
      await ownUpdate(flow, client);
      const secret = flow.uuid('secret');
      const { exchange } = await flow.update(client, {
        base: [firstRedirectOnly],
        mutation: requestClaim('client_secret', secret),
      });
      const taken = objectOf(exchange)?.client_secret === secret;
      const row = rowOf(flow, 'RFC7592-2.2-6', 'RFC7592-2.2-7');
      observe(flow, {
        exchange,
        check: 'secret.not-chosen',
        requirement: taken ? 'RFC7592-2.2-7' : row,
        good: !taken && [200, 400, 401, 403].includes(statusOf(exchange)),
        expected: 'refused, or ignored',
        actual: taken ? 'the chosen secret is in force' : outcome(exchange),
        message: 'What became of the chosen secret.',
      });
      const { token: endpoint } = flow.target.endpoints;
      if (endpoint === null || !flow.target.capabilities.has('grant:client_credentials')) return;
      const basic = btoa(`${encodeURIComponent(client.clientId)}:${secret}`);
      await tokenWorks(flow, client);
      const attempt = await flow.send(
        formPost(endpoint, { grant_type: 'client_credentials' }, [
          ['authorization', `Basic ${basic}`],
        ]),
      );
      expectNoToken(flow, attempt, 'RFC7592-2.2-7', ANY_CLIENT_ERROR);
    },
  }),
];
