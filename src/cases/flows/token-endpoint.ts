import { refusalFindings } from '../../checks/refusal.ts';
import type { HttpMessage } from '../../model/draft.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow } from '../../model/flow.ts';
import type { Profile } from '../../model/profile.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { acceptanceWeighs, outcome } from './steps.ts';

/** RFC 7521 4.2. */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Where a client authenticates badly in a way that is also a malformed request, RFC 6749 5.2 has a code for either view. */
export const ANY_CLIENT_ERROR: readonly string[] = [
  'invalid_client',
  'invalid_request',
  'unauthorized_client',
];

/** A form post (RFC 6749 4.4.2) with the members that are there. */
export function formPost(
  url: string,
  form: Readonly<Record<string, string | null>>,
  headers: HttpMessage['headers'] = [],
): HttpMessage {
  const pairs = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== null);
  return {
    method: 'POST',
    url,
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['accept', 'application/json'],
      ...headers,
    ],
    body: new URLSearchParams(pairs).toString(),
  };
}

/** Adds the findings of a token request that must not be granted; `codes` are the right error codes. */
export function expectNoToken(
  flow: Flow,
  exchange: Exchange,
  requirement: RequirementId,
  codes: readonly string[] = ['invalid_client'],
  whenAccepted?: 'warn',
): void {
  const { errors } = flow.profile;
  const answer = { ...errors['client-assertion'], codes };
  const profile: Profile = { ...flow.profile, errors: { ...errors, 'client-assertion': answer } };
  const findings = refusalFindings({
    exchange,
    profile,
    weigh: flow.weigh,
    situation: 'client-assertion',
    requirement,
  });
  flow.add(...acceptanceWeighs(findings, whenAccepted));
}

/** Control: the client gets a token with a good assertion. */
export async function tokenWorks(flow: Flow, client: Parameters<Flow['token']>[0]): Promise<void> {
  const answer = await flow.token(client);
  flow.must(
    answer.token !== null,
    `control: a good client assertion got ${outcome(answer.exchange)} and no token`,
  );
}
