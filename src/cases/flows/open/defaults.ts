import { present, sameJson } from '../../../checks/compare.ts';
import { shown } from '../../../checks/shown.ts';
import type { Flow } from '../../../model/flow.ts';
import type { Json } from '../../../model/json.ts';
import type { RequirementId } from '../../../requirements/index.ts';
import { withoutClaim } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { isSuccess, objectOf, observe, outcome } from '../steps.ts';

/** A member that a client leaves out, and what stands for it. */
export interface Default {
  readonly member: string;
  readonly row: RequirementId;
  readonly value: Json;
  /** The answer has to tell which value stands for the missing one. */
  readonly told: boolean;
  /** True for another value that a server may put in its place. */
  may(value: Json): boolean;
  /** Rows that the answer decides besides; all registered metadata come back (RFC 7591 3.2.1) when left out. */
  readonly also?: readonly RequirementId[];
}

const among = (value: Json): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const DEFAULTS: readonly Default[] = [
  {
    member: 'token_endpoint_auth_method',
    row: 'RFC7591-2-3',
    value: 'client_secret_basic',
    told: true,
    may: (value) => typeof value === 'string',
  },
  {
    member: 'grant_types',
    row: 'RFC7591-2-4',
    value: ['authorization_code'],
    told: true,
    may: (value) => !among(value).some((grant) => grant === 'implicit' || grant === 'password'),
  },
  {
    member: 'response_types',
    row: 'RFC7591-2-5',
    value: ['code'],
    told: true,
    may: () => false,
  },
  {
    member: 'application_type',
    row: 'OIDCR-2-6',
    value: 'web',
    told: false,
    may: () => false,
  },
  {
    member: 'id_token_signed_response_alg',
    row: 'OIDCR-2-10',
    value: 'RS256',
    told: false,
    may: () => false,
  },
];

export function defaultCase({
  member,
  row,
  value,
  told,
  may,
  also = ['RFC7591-3.2.1-7'],
}: Default): Steps {
  return flowCase({
    id: `response-shape/default-${member.replaceAll('_', '-')}`,
    area: 'response-shape',
    kind: 'positive',
    title: `registers without ${member}`,
    requirements: [row, ...also],
    async run(flow: Flow) {
      const { exchange } = await flow.register({ base: [withoutClaim(member)] });
      const accepted = isSuccess(exchange);
      // Where a request with it is refused too, the missing one is not to blame.
      if (!accepted) await flow.client();
      const record = objectOf(exchange);
      const unreadable = accepted && record === null;
      flow.must(!unreadable, 'the answer to a valid registration holds no client record');
      const given = record?.[member];
      const good = present(given) ? sameJson(given, value) || may(given) : !told;
      observe(flow, {
        exchange,
        check: `default.${member}`,
        requirement: row,
        good: accepted && good,
        expected: `accepted; ${member}: ${shown(value)}`,
        actual: accepted
          ? `${member}: ${present(given) ? shown(given) : 'absent'}`
          : outcome(exchange),
        message: `What stands for the ${member} that nobody asked for.`,
      });
    },
  });
}

/** What a server takes where a client says nothing (RFC 7591 2, OpenID Connect Registration 2). */
export const OPEN_DEFAULTS: readonly Steps[] = DEFAULTS.map(defaultCase);
