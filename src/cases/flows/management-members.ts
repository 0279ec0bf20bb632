import type { Flow } from '../../model/flow.ts';
import type { Json } from '../../model/json.ts';
import { requestClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { nextClient, observe, outcome, ownRecord, skipUnlessOffered, statusOf } from './steps.ts';

/** Whatever else than the usual value the profile lists. */
const OTHER = null;

/** Another legal value of each member that an update can change; redirect_uris has cases of its own. */
const CHANGES: Readonly<Record<string, Json>> = {
  scope: 'openid accounts',
  grant_types: ['authorization_code', 'client_credentials'],
  response_types: ['code'],
  application_type: OTHER,
  id_token_signed_response_alg: 'ES256',
};

function sorted(value: Json | undefined): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
}

/**
 * Updates one member to another legal value. A server may replace what it does not support (RFC 7591 2), so a second
 * client that is registered with that value shows first what this server makes of it.
 */
function memberMoves([name, change]: readonly [string, Json]): Steps {
  return flowCase({
    id: `management/put-changes-${name.replaceAll('_', '-')}`,
    area: 'management',
    kind: 'positive',
    title: `updates ${name} to another legal value`,
    requirements: ['RFC7592-2.2-3'],
    needs: ['get', 'put', 'token'],
    async run(flow: Flow) {
      const { claims, values } = flow.profile.request;
      const other = claims[name]?.values?.find((each) => each !== values[name]);
      const value = change === OTHER ? (other ?? null) : change;
      const base = [requestClaim(name, value)];
      const { client: model } = await flow.register({ base });
      if (model === null) flow.skip(`the server does not register ${name} ${sorted(value)}`);
      const wanted = sorted((await ownRecord(flow, model))[name]);
      const client = await nextClient(flow, model);
      if (sorted((await ownRecord(flow, client))[name]) === wanted) {
        flow.skip(`the server makes one and the same of every ${name}`);
      }
      const { exchange } = await flow.update(client, { base });
      skipUnlessOffered(flow, 'put', exchange);
      flow.must(statusOf(exchange) === 200, `control: the update gave ${outcome(exchange)}`);
      const shown = sorted((await ownRecord(flow, client))[name]);
      observe(flow, {
        check: 'update.in-force',
        requirement: 'RFC7592-2.2-3',
        good: shown === wanted,
        expected: wanted,
        actual: shown,
        message: `The ${name} that a read shows after the update.`,
      });
    },
  });
}

export const MANAGEMENT_MEMBERS: readonly Steps[] = Object.entries(CHANGES).map(memberMoves);
