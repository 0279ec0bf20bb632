import type { Json, JsonObject } from '../../model/json.ts';
import { UK_APPLICATION_TYPE, UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import { without } from './edit.ts';
import type { Fault, RecordContext } from './fault.ts';
import { DEFAULTS } from './rows.ts';
import { isClosed, isMissed, isSeen } from './where.ts';

type Operation = RecordContext['operation'];

/** Changes the record that is sent, in one operation or in all three. */
export function onMembers(
  slug: string,
  title: string,
  breaks: readonly string[],
  change: (record: JsonObject, context: RecordContext) => JsonObject,
  operation: Operation | null = null,
): Fault {
  return {
    id: `response/${operation === null ? '' : `${operation}-`}${slug}`,
    title: `${title}${operation === null ? '' : ` (${operation.toUpperCase()} only)`}`,
    kind: 'response',
    breaks,
    record: (record, context) =>
      operation === null || context.operation === operation ? change(record, context) : record,
  };
}

const ECHO = 'RFC7591-3.2.1-7';

/** What lists the members that a record has to have. */
const SCHEMA = ['CDRAU-registration-response-2'];
const HYBRID_OR_CODE = 'CDRAU-registration-request-10';
const DEFAULTED = 'CDRAU-registration-request-17';

/** A member of the record that the intact server returns, and what must not become of it. */
interface Member {
  readonly name: string;
  /** Rows that its absence breaks. */
  readonly absent: readonly string[];
  /** Rows that another type breaks. */
  readonly retyped: readonly string[];
  /** A value that is none of the legal ones, with the rows about it. */
  readonly illegal?: readonly [value: Json, ...breaks: readonly string[]];
  /** Where every operation is worth a fault of its own. */
  readonly each?: true;
}

/** A member of the metadata; `row` is the one about its value, or one of each version. */
function metadata(name: string, row: string | readonly string[], illegal: Json): Member {
  const rows = [row].flat();
  // A record that shows something else than what is in force breaks the duty to return it as well.
  return {
    name,
    absent: [ECHO],
    retyped: [...rows, ECHO],
    illegal: [illegal, ...rows, ECHO],
  };
}

const MEMBERS: readonly Member[] = [
  {
    name: 'client_id',
    absent: ['RFC7591-3.2.1-2', 'OBUK-client_id-1'],
    retyped: ['RFC7591-3.2.1-2', 'OBUK-client_id-1'],
    each: true,
  },
  {
    name: 'software_statement',
    absent: ['OBUK-software_statement-2', 'RFC7591-3.2.1-8'],
    retyped: ['RFC7591-3.2.1-8', 'OBUK-software_statement-2'],
    each: true,
  },
  {
    name: 'redirect_uris',
    absent: [ECHO, 'RFC7591-2-1', 'FAPI1B-5.2.2-8-1'],
    retyped: ['OBUK-redirect_uris-1', 'OIDCR-2-1', ECHO],
    illegal: [[], 'RFC7591-5-2', ECHO, 'OBBR-7.1-6-1'],
    each: true,
  },
  {
    name: 'token_endpoint_auth_method',
    absent: [ECHO],
    retyped: ['OBUK-token_endpoint_auth_method-1', ECHO],
    illegal: ['password', 'OBUK-token_endpoint_auth_method-1', 'OBUK-general-1', ECHO],
    each: true,
  },
  {
    ...metadata('grant_types', UK_GRANT_TYPES, ['authorization_code', 'password']),
    each: true,
  },
  {
    name: 'response_types',
    absent: [ECHO],
    retyped: ['OBUK-general-1', 'OBUK-response_types-1', HYBRID_OR_CODE, ECHO, 'OBBR-openapi-5'],
    illegal: [
      ['token'],
      'FAPI1A-5.2.2-2-1',
      'OBUK-response_types-1',
      HYBRID_OR_CODE,
      ECHO,
      'OBBR-openapi-5',
    ],
  },
  {
    name: 'scope',
    absent: [ECHO, 'CDRAU-registration-validation-4'],
    retyped: [
      'OBUK-scope-1',
      ECHO,
      ...SCHEMA,
      'RFC7591-2-12',
      'RFC7591-2-13',
      'CDRAU-registration-validation-4',
    ],
  },
  metadata('application_type', [...UK_APPLICATION_TYPE, 'OIDCR-2-6'], 'desktop'),
  metadata(
    'id_token_signed_response_alg',
    ['OBUK-id_token_signed_response_alg-1', 'FAPI1A-8.6-1'],
    'none',
  ),
  {
    ...metadata(
      'request_object_signing_alg',
      ['OBUK-request_object_signing_alg-1', 'FAPI1A-8.6-1', DEFAULTED],
      'HS256',
    ),
    absent: [ECHO, DEFAULTED],
  },
  metadata(
    'token_endpoint_auth_signing_alg',
    ['OBUK-token_endpoint_auth_signing_alg-1', 'FAPI1A-8.6-1'],
    'none',
  ),
];

/** The same value as another JSON type. */
function retyped(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? [value] : String(value);
}

/** A record that does not show the default is not right about it. */
function ofDefault(name: string): readonly string[] {
  const row = DEFAULTS[name];
  return row === undefined ? [] : [row];
}

/** What a record without the member breaks: a read is to give back what was registered, and every record the same identifier. */
function lacking({ name, absent }: Member, operation: Operation | null): readonly string[] {
  const stays = name === 'client_id' && operation !== null && operation !== 'post';
  return [
    ...absent,
    ...ofDefault(name),
    ...SCHEMA,
    ...(operation === 'get' ? ['OBUK-get-1', ECHO] : []),
    ...(stays ? ['RFC7592-2.1-2'] : []),
  ];
}

function changes(member: Member): readonly Fault[] {
  const { name, each } = member;
  const slug = name.replaceAll('_', '-');
  const set = (value: Json) => (record: JsonObject) =>
    record[name] === undefined ? record : { ...record, [name]: value };
  const lacks = (operation: Operation | null): Fault => ({
    ...onMembers(
      `lacks-${slug}`,
      `leaves ${name} out of the record`,
      lacking(member, operation),
      (record) => without(record, name),
      operation,
    ),
    where: isMissed(name),
  });
  const operations: readonly (Operation | null)[] = each ? [null, 'post', 'get', 'put'] : [null];
  const [value, ...breaks] = member.illegal ?? [null];
  return [
    ...operations.map(lacks),
    {
      ...onMembers(`${slug}-null`, `sends null for ${name}`, lacking(member, null), set(null)),
      where: isMissed(name),
    },
    {
      ...onMembers(
        `${slug}-retyped`,
        `sends ${name} as another JSON type`,
        [...member.retyped, ...ofDefault(name)],
        (record) => (record[name] === undefined ? record : set(retyped(record[name]))(record)),
      ),
      where: isSeen(name),
    },
    ...(value === null
      ? []
      : [
          {
            ...onMembers(`${slug}-illegal`, `sends an illegal ${name}`, breaks, set(value)),
            where: name === 'redirect_uris' ? isSeen(name) : isClosed,
          },
        ]),
  ];
}

const NUMBERS = ['OIDCR-3.2-6', 'OBUK-client_id_issued_at-1'];

/** client_id_issued_at as something else than seconds since the epoch, about now. */
const TIMES: readonly (readonly [string, string, readonly string[], (now: number) => Json])[] = [
  ['as-string', 'as a string', NUMBERS, String],
  ['as-date', 'as a date', NUMBERS, (now) => new Date(now * 1000).toISOString()],
  ['in-milliseconds', 'in milliseconds', ['RFC7591-3.2.1-6'], (now) => now * 1000],
  ['in-a-year', 'a year from now', ['RFC7591-3.2.1-6'], (now) => now + 365 * 86_400],
  ['a-year-ago', 'a year ago', ['RFC7591-3.2.1-6'], (now) => now - 365 * 86_400],
  [
    'negative',
    'as a negative number',
    ['OBUK-client_id_issued_at-1', 'RFC7591-3.2.1-6', 'OIDCR-3.2-6'],
    (now) => -now,
  ],
  [
    'fractional',
    'with a fraction',
    ['OBUK-client_id_issued_at-1', 'OIDCR-3.2-6'],
    (now) => now + 0.5,
  ],
];

const times = TIMES.map(([slug, title, breaks, value]) =>
  onMembers(
    `issued-at-${slug}`,
    `sends client_id_issued_at ${title}`,
    breaks,
    (record, { now }) => ({
      ...record,
      client_id_issued_at: value(now),
    }),
  ),
);

/** Members that only some clients have. */
const conditional: Fault = onMembers(
  'no-backchannel-members',
  'leaves the CIBA members out',
  ['OBUK-backchannel-1', ECHO],
  (record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !name.startsWith('backchannel_'))),
);

export const memberFaults: readonly Fault[] = [
  ...MEMBERS.flatMap(changes),
  conditional,
  {
    id: 'response/client-id-illegal',
    title: 'gives clients identifiers of 37 characters',
    kind: 'response',
    breaks: ['OBUK-client_id-1'],
    clientId: (made) => made.padEnd(37, 'c'),
  },
  ...times,
];
