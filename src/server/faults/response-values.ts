import type { Json, JsonObject } from '../../model/json.ts';
import type { Profile } from '../../model/profile.ts';
import { UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import { without } from './edit.ts';
import type { Fault, RecordContext } from './fault.ts';
import { onMembers } from './response-members.ts';
import { isOfStatement } from './where.ts';

const ECHO = 'RFC7591-3.2.1-7';
const KEPT = 'OIDCR-3.2-1';
const STATEMENT = ['RFC7591-3.2.1-8'];

/** A read has to give back what was registered. */
const onRead = (operation: RecordContext['operation']): readonly string[] =>
  operation === 'get' ? ['OBUK-get-1'] : [];

const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** `record` with more in the list or the space-separated string `name`. */
function widened(record: JsonObject, name: string, more: readonly string[]): JsonObject {
  const value = record[name];
  if (typeof value === 'string') {
    return { ...record, [name]: [...new Set([...value.split(' '), ...more])].join(' ') };
  }
  return { ...record, [name]: [...new Set([...texts(value), ...more])] };
}

/** The claims of the statement in a record; its JSON comes out in another spelling. */
function reserialised(statement: Json | undefined): Json {
  const [header = '', payload = '', signature = ''] = String(statement).split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const spaced = JSON.stringify(claims, null, 1);
  return [header, Buffer.from(spaced).toString('base64url'), signature].join('.');
}

/** A fault of the statement in a record; a record without one stays as it is. */
function onStatement(...[slug, title, breaks, change]: Parameters<typeof onMembers>): Fault {
  return onMembers(slug, title, breaks, (record, context) =>
    record.software_statement === undefined ? record : change(record, context),
  );
}

/** Rows of a profile whose tables do not tolerate it. */
const RS256 = ['FAPI1A-8.6-1', 'CDRAU-registration-request-12', 'CDRAU-registration-request-17'];

const more: readonly Fault[] = [
  onMembers(
    'redirect-uris-widened',
    'adds a redirect URI that nobody asked for',
    [ECHO, KEPT],
    (record) => widened(record, 'redirect_uris', ['https://somebody-else.example/callback']),
  ),
  ...(['post', 'get', 'put'] as const).map((operation) =>
    onMembers(
      'redirect-uris-widened',
      'adds a redirect URI that nobody asked for',
      [ECHO, KEPT, ...onRead(operation)],
      (record) => widened(record, 'redirect_uris', ['https://somebody-else.example/callback']),
      operation,
    ),
  ),
  {
    ...onMembers(
      'redirect-uris-normalised',
      'sends redirect URIs in another spelling',
      [ECHO, KEPT],
      (record) => ({
        ...record,
        redirect_uris: texts(record.redirect_uris).map((uri) =>
          uri.replace(/^https:\/\//, 'HTTPS://'),
        ),
      }),
    ),
    onlyWarns: 'Requirements research 6: variants of spelling are only warnings.',
  },
  {
    ...onMembers(
      'redirect-uris-fewer',
      'leaves a requested redirect URI out',
      [ECHO, KEPT, 'OBUK-redirect_uris-5', 'RFC7592-2.2-3'],
      (record) => ({
        ...record,
        redirect_uris: texts(record.redirect_uris).slice(0, 1),
      }),
    ),
    onlyWarns: 'RFC 7591 2: the server may replace requested values; the replacement is shown.',
  },
  onMembers(
    'scope-widened',
    'registers more scope than was asked for',
    ['OBUK-data-mapping-1', 'OBUK-scope-1', ECHO, 'RFC7591-2-12'],
    (record) => widened(record, 'scope', ['openid', 'accounts', 'payments', 'fundsconfirmations']),
  ),
  onMembers('grant-types-widened', 'adds the password grant', [...UK_GRANT_TYPES, ECHO], (record) =>
    widened(record, 'grant_types', ['password']),
  ),
  onMembers(
    'response-types-widened',
    'adds the response type token',
    [
      'FAPI1A-5.2.2-2-1',
      'OBUK-response_types-1',
      'CDRAU-registration-request-10',
      ECHO,
      'OBBR-openapi-5',
    ],
    (record) => widened(record, 'response_types', ['token']),
  ),
  onMembers(
    'grants-without-code',
    'sends response types whose grant is not among the grant types',
    ['RFC7591-2.1-1', ECHO],
    (record) => ({ ...record, grant_types: ['client_credentials'] }),
  ),
  ...['id_token_signed_response_alg', 'request_object_signing_alg'].map((name) =>
    onMembers(
      `${name.replaceAll('_', '-')}-rs256`,
      `replaces ${name} by RS256`,
      ['FAPI1A-8.6-2', ECHO, ...RS256],
      (record) => ({ ...record, [name]: 'RS256' }),
    ),
  ),
  onMembers(
    'auth-method-weaker',
    'names client_secret_basic where private_key_jwt was registered',
    // A client that believes it gets no token.
    [
      'OBUK-general-1',
      'OBUK-authentication-2',
      ECHO,
      'CDRAU-registration-request-7',
      'OBBR-openapi-5',
    ],
    (record) => ({ ...record, token_endpoint_auth_method: 'client_secret_basic' }),
  ),
  onMembers(
    'auth-method-none',
    'names a public client',
    ['OBUK-token_endpoint_auth_method-1', 'OBUK-general-1', ECHO],
    (record) => ({ ...record, token_endpoint_auth_method: 'none' }),
  ),
  {
    ...onMembers(
      'application-type-other',
      'answers with another legal application_type',
      ['OBUK-general-1'],
      (record, { legal }) => ({
        ...record,
        application_type:
          legal('application_type').find((value) => value !== record.application_type) ?? null,
      }),
    ),
    permitted: 'RFC 7591 2: the server may replace requested values; the replacement is shown.',
  },
];

const statements: readonly Fault[] = [
  onMembers('statement-altered', 'returns another software statement', STATEMENT, (record) => ({
    ...record,
    software_statement: `${String(record.software_statement)}A`,
  })),
  onStatement(
    'statement-re-serialised',
    'returns the statement in new JSON',
    STATEMENT,
    (record) => ({
      ...record,
      software_statement: reserialised(record.software_statement),
    }),
  ),
  onStatement(
    'statement-unsigned',
    'returns the statement without signature',
    STATEMENT,
    (record) => {
      const statement = String(record.software_statement);
      const signature = statement.lastIndexOf('.') + 1;
      return { ...record, software_statement: statement.slice(0, signature) };
    },
  ),
  onStatement(
    'statement-decoded',
    'returns the claims of the statement',
    [...STATEMENT, 'OBUK-software_statement-2'],
    (record) => {
      const [, payload = ''] = String(record.software_statement).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JsonObject;
      return { ...record, software_statement: claims };
    },
  ),
  onStatement(
    'statement-of-another',
    'returns the software statement of another client',
    // Whose it is changes when that one is deleted, between two looks at a client that nobody has touched.
    [...STATEMENT, 'RFC7592-2.2-10'],
    (record, { other }) => ({
      ...record,
      software_statement: other()?.softwareStatement ?? String(record.software_statement),
    }),
  ),
];

/** SSA claims at top level: gone, or not as the statement has them. */
const FLATTENED = [
  'OBUK-general-2',
  'RFC7591-3.2.1-9',
  ECHO,
  // Which value wins where request and statement differ is not shown.
  'RFC7591-2-12',
  'RFC7591-5-4',
  'CDRAU-registration-response-2',
];

/** The type of each member. */
const SCHEMA = ['CDRAU-registration-response-2'];

const attested: readonly Fault[] = [
  onMembers('statement-not-flattened', 'keeps the SSA claims to itself', FLATTENED, (record) =>
    without(record, ...Object.keys(record).filter(isOfStatement)),
  ),
  onMembers('ssa-nested', 'puts the SSA claims into a member', FLATTENED, (record) => {
    const names = Object.keys(record).filter(isOfStatement);
    const claims = Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
    return { ...without(record, ...names), software: claims };
  }),
  ...(
    [
      ['software_id', 'anothersoftware'],
      ['org_id', 'anotherorganisation'],
      ['software_client_name', 'Somebody else'],
      ['client_description', 'Something else'],
      ['software_roles', ['AISP', 'PISP', 'CBPII', 'ASPSP']],
      ['software_jwks_endpoint', 'https://keys.somebody-else.example/jwks'],
    ] as const
  ).map(([name, value]) => ({
    ...onMembers(
      `${name.replaceAll('_', '-')}-of-another`,
      `sends another ${name} than the statement has`,
      ['RFC7591-2-12', ...(name === 'software_roles' ? [...SCHEMA, 'RFC7591-5-4'] : [])],
      (record) => (record[name] === undefined ? record : { ...record, [name]: value }),
    ),
    about: name,
    where: ({ response }: Profile) => response.flattenSsa || Object.hasOwn(response.members, name),
  })),
];

const identities: readonly Fault[] = [
  ...(['get', 'put'] as const).map((operation) =>
    onMembers(
      'client-id-of-another',
      'sends the client_id of another client',
      ['RFC7592-2.1-2', ...onRead(operation)],
      (record, { other }) => ({ ...record, client_id: other()?.id ?? 'somebody-else' }),
      operation,
    ),
  ),
  onMembers(
    'record-of-another',
    'reads out the record of another client',
    [
      'OBUK-get-1',
      'RFC7592-2.1-2',
      'RFC7591-3.2.1-8',
      'RFC7591-2-12',
      // Its means of management are not shown to others.
      'OBBR-openapi-2',
      'OBBR-9.3.1-6-1',
      'RFC7592-3-1',
      'RFC7592-A.1-1',
      ECHO,
    ],
    (record, { other }) => foreignRecord(other()) ?? record,
    'get',
  ),
];

function foreignRecord(client: ReturnType<RecordContext['other']>): JsonObject | null {
  if (client === null) return null;
  const { id, metadata, flattened, softwareStatement } = client;
  return { client_id: id, ...flattened, ...metadata, software_statement: softwareStatement };
}

export const valueFaults: readonly Fault[] = [...more, ...statements, ...attested, ...identities];
