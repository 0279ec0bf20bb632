import { orderlyFindings } from '../../checks/orderly.ts';
import { turnedAwayFindings } from '../../checks/turned-away.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { confirmationOf, expectBound } from './confirmation.ts';
import { flowCase, type Steps } from './flow-case.ts';
import {
  deletionWorks,
  nextClient,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  registrationWorks,
  statusOf,
} from './steps.ts';
import { possible, STRANGERS, type Stranger } from './strangers.ts';
import { tokenWorks } from './token-endpoint.ts';

/** Findings about one of several exchanges, which say about which. */
export function about({ title }: Stranger, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, message: `${title}: ${finding.message}` }));
}

/** Judges the answer to one who must not get in. */
export function turnedAway(
  { profile, weigh }: Flow,
  exchange: Exchange,
  requirement: RequirementId,
  brokenRow: RequirementId = requirement,
): readonly Finding[] {
  return turnedAwayFindings({ exchange, profile, weigh, requirement, brokenRow });
}

function registerAs(stranger: Stranger, requirement: RequirementId, why?: string): Steps {
  const { identity, slug, title } = stranger;
  const entry = {
    id: `transport/register-${slug}`,
    area: 'transport' as const,
    kind: 'negative' as const,
    title: `registers ${title}`,
    requirements: [requirement] as const,
    needs: [STRANGERS.untrusted.includes(stranger) ? 'mtls' : 'strangers'] as const,
    async run(flow: Flow) {
      await registrationWorks(flow);
      const { exchange } = await flow.register({ identity });
      flow.add(...turnedAway(flow, exchange, requirement, 'RFC7591-3.2.2-2'));
      await registrationWorks(flow);
    },
  };
  return flowCase(why === undefined ? entry : { ...entry, why });
}

const registerUnlisted = flowCase({
  id: `transport/register-${STRANGERS.unlisted.slug}`,
  area: 'transport',
  kind: 'probe',
  title: `registers ${STRANGERS.unlisted.title}`,
  why: 'Open Banking UK ties the certificate to the organisation of the statement, not to a key set.',
  requirements: ['OBUK-SSA-request-validation-1'],
  needs: ['strangers'],
  depth: 'full',
  async run(flow: Flow) {
    const { exchange } = await flow.register({ identity: STRANGERS.unlisted.identity });
    const requirement = 'OBUK-SSA-request-validation-1';
    flow.add(...orderlyFindings({ exchange, requirement, weigh: flow.weigh, mayDrop: true }));
  },
});

type Verb = 'get' | 'put' | 'delete';

interface Managed {
  readonly verb: Verb;
  readonly title: string;
  control(flow: Flow, client: RegisteredClient): Promise<unknown>;
  attempt(
    flow: Flow,
    client: RegisteredClient,
    how: { readonly identity: Stranger['identity']; readonly credential: { bearer: string } },
  ): Promise<Exchange>;
}

export const MANAGED: readonly Managed[] = [
  {
    verb: 'get',
    title: 'reads its client',
    control: ownRecord,
    attempt: (flow, client, how) => flow.read(client, how),
  },
  {
    verb: 'put',
    title: 'updates its client',
    control: ownUpdate,
    attempt: async (flow, client, how) => (await flow.update(client, how)).exchange,
  },
  {
    verb: 'delete',
    title: 'deletes its client',
    control: deletionWorks,
    attempt: (flow, client, how) => flow.remove(client, how),
  },
];

const ALL_STRANGERS = [
  ...STRANGERS.untrusted,
  STRANGERS.expired,
  STRANGERS.other,
  STRANGERS.unlisted,
];

/**
 * Each of `strangers` tries the operation with the client's own token, between two controls. `judge` looks at the client first and
 * tells how to judge what they are answered.
 */
export async function byStrangers(
  flow: Flow,
  { verb, control, attempt }: Managed,
  strangers: readonly Stranger[],
  judge: (client: RegisteredClient) => Promise<(exchange: Exchange) => readonly Finding[]>,
): Promise<void> {
  // Where the control is a deletion, its client has to be gone before there is another.
  if (verb === 'delete') await deletionWorks(flow);
  let client = await flow.client();
  if (verb !== 'delete') await control(flow, client);
  const judged = await judge(client);
  for (const stranger of possible(flow, strangers)) {
    const { identity } = stranger;
    // A token that a server has seen misused may be gone.
    const credential = { bearer: await flow.accessToken(client) };
    const exchange = await attempt(flow, client, { identity, credential });
    flow.add(...about(stranger, judged(exchange)));
    if (verb === 'delete' && statusOf(exchange) === 204) client = await flow.client();
  }
  if (verb === 'delete') flow.release(client);
  await control(flow, verb === 'delete' ? client : await nextClient(flow, client));
}

/** An access token in the hands of somebody who has it, but not the certificate it was issued to. */
function stolenToken(managed: Managed): Steps {
  const { verb, title } = managed;
  return flowCase({
    id: `transport/${verb}-other-certificates`,
    area: 'transport',
    kind: 'negative',
    title: `${title} with its own token, but none or another of the certificates there are`,
    why: 'Acceptance is a fail where the token says that it is bound, and a warn where nothing shows that.',
    requirements: ['RFC8705-3-1', 'FAPI1A-5.2.2-5-1', 'OBUK34-authentication-1'],
    needs: ['mtls', 'token', verb],
    async run(flow: Flow) {
      await byStrangers(flow, managed, ALL_STRANGERS, async (client) => {
        const confirmation = await confirmationOf(flow, client, await flow.accessToken(client));
        const requirement = confirmation.bound === null ? 'FAPI1A-5.2.2-5-1' : 'RFC8705-3-1';
        return (exchange) => turnedAway(flow, exchange, requirement);
      });
    },
  });
}

const tokenToStrangers = flowCase({
  id: 'transport/token-other-certificates',
  area: 'transport',
  kind: 'probe',
  title: 'asks for a token with none or another of the certificates there are',
  why: 'A client assertion is enough by RFC 7523; but a token for nobody’s certificate can be bound to none.',
  requirements: ['FAPI1A-5.2.2-5-1'],
  needs: ['mtls', 'token'],
  depth: 'full',
  async run(flow: Flow) {
    const requirement = 'FAPI1A-5.2.2-5-1';
    const client = await flow.client();
    await tokenWorks(flow, client);
    for (const stranger of possible(flow, ALL_STRANGERS)) {
      const { exchange, token } = await flow.token(client, { identity: stranger.identity });
      const orderly = orderlyFindings({ exchange, requirement, weigh: flow.weigh, mayDrop: true });
      flow.add(...about(stranger, orderly));
      if (stranger.identity !== 'none') continue;
      observe(flow, {
        check: 'token.sender-constrained',
        requirement,
        good: token === null,
        expected: 'no token without a certificate',
        actual: outcome(exchange),
        message: 'A token that nobody’s certificate was asked for is bound to none.',
      });
    }
  },
});

const boundToken = flowCase({
  id: 'client-use/bound-token',
  area: 'client-use',
  kind: 'positive',
  title: 'looks for the certificate that an access token is bound to',
  requirements: ['FAPI1A-5.2.2-5-1', 'RFC8705-3.2-1'],
  needs: ['mtls', 'token'],
  async run(flow: Flow) {
    const client = await flow.client();
    await expectBound(flow, client, await flow.accessToken(client));
  },
});

/** Client certificates that are not right, at every operation; and what an access token has to do with the right one. */
export const CERTIFICATES: readonly Steps[] = [
  ...[...STRANGERS.untrusted, STRANGERS.expired].map((stranger) =>
    registerAs(stranger, 'OBUK-authentication-1'),
  ),
  registerAs(
    STRANGERS.other,
    'OBUK-SSA-request-validation-1',
    'The certificate is genuine, but of another organisation than the statement.',
  ),
  registerUnlisted,
  ...MANAGED.map(stolenToken),
  tokenToStrangers,
  boundToken,
];
