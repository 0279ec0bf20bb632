import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { UK_APPLICATION_TYPE, UK_GRANT_TYPES } from '../requirements/ob-uk-versions.ts';
import { all, type Edit, setClaim } from './edits.ts';
import { metadata } from './metadata.ts';
import { along, type Facts, type Stimulus, warned } from './stimulus.ts';

/** What an absent response_types stands for (DCR v3.3): beside it, one illegal value is the only defect. */
const DEFAULT_RESPONSES: readonly Json[] = ['code id_token'];

function listed(old: Json | undefined): readonly Json[] {
  return Array.isArray(old) ? old : DEFAULT_RESPONSES;
}

function adding(name: string, value: string): Edit {
  return setClaim('request', name, (old) => [...listed(old), value]);
}

const GRANTS: readonly (readonly [slug: string, value: string, RequirementId[]])[] = [
  ['password', 'password', [...UK_GRANT_TYPES, 'RFC9700-2.4-1']],
  ['implicit', 'implicit', [...UK_GRANT_TYPES]],
  // v3.2 does not know it yet.
  ['ciba', 'urn:openid:params:grant-type:ciba', ['OBUK-grant_types-1']],
];

const grants = GRANTS.map(([slug, value, breaks]) =>
  metadata(
    'grant_types',
    slug,
    `for the grant type ${value} besides legal ones`,
    { breaks, replaceable: { member: 'grant_types', value }, core: true, put: slug === 'password' },
    adding('grant_types', value),
  ),
);

function inconsistent({ request }: Profile): Stimulus {
  const grant = setClaim('request', 'grant_types', ['client_credentials']);
  // What every request names need not be put there.
  const named = request.claims.response_types?.presence === 'required';
  return metadata(
    'grant_types',
    'without-authorization-code',
    'for client_credentials alone, but with a response type',
    {
      ...(named ? {} : { path: 'request.claims.grant_types + request.claims.response_types' }),
      breaks: ['RFC7591-2.1-1'],
      replaceable: { member: 'grant_types', value: ['client_credentials'] },
    },
    named ? grant : all(grant, setClaim('request', 'response_types', listed)),
  );
}

/** Each is asked for besides a legal one, and `id_token`, `token` together as the official UK tool does. */
const RESPONSES: readonly (readonly [slug: string, title: string, value: string])[] = [
  ['token', 'token', 'token'],
  ['id-token', 'id_token', 'id_token'],
  ['id-token-token', 'id_token token', 'id_token token'],
  ['code-token', 'code token', 'code token'],
  ['code-id-token-token', 'code id_token token', 'code id_token token'],
  ['none', 'none', 'none'],
];

function implicit(value: string): readonly RequirementId[] {
  const token: readonly RequirementId[] = / ?token$/.test(value) ? ['RFC9700-2.1.2-1'] : [];
  return ['FAPI1A-5.2.2-2-1', ...token, 'OBUK-response_types-1', 'CDRAU-registration-request-10'];
}

const responses = [
  ...RESPONSES.map(([slug, title, value]) =>
    metadata(
      'response_types',
      slug,
      `for the response type "${title}" besides a legal one`,
      {
        breaks: implicit(value),
        replaceable: { member: 'response_types', value },
        core: slug === 'token',
        put: slug === 'token',
      },
      adding('response_types', value),
    ),
  ),
  metadata(
    'response_types',
    'only-implicit',
    'for the response types id_token and token',
    {
      breaks: implicit('token'),
      replaceable: { member: 'response_types', value: ['id_token', 'token'] },
      ...along('None of them is one of the authorization_code grant.', 'RFC7591-2.1-1'),
      core: true,
    },
    setClaim('request', 'response_types', ['id_token', 'token']),
  ),
];

/** What is a legal type in one version of UK DCR and none in another. */
function applicationTypes({ request }: Profile): readonly Stimulus[] {
  const legal = request.claims.application_type?.values ?? [];
  return ['native', 'mobile'].map((value) =>
    metadata(
      'application_type',
      value,
      `for a ${value} application`,
      legal.includes(value)
        ? { touches: MAY_LACK }
        : { breaks: UK_APPLICATION_TYPE, replaceable: { member: 'application_type', value } },
      setClaim('request', 'application_type', value),
    ),
  );
}

const MAY_LACK: readonly RequirementId[] = ['OBUK-general-1', 'RFC7591-2-11'];

/** Legal values that a server need not support: it may refuse or replace them. */
const OPTIONAL: readonly (readonly [
  name: string,
  slug: string,
  title: string,
  value: Json,
  strictly?: Partial<Facts>,
])[] = [
  ['response_types', 'code', 'for the response type code', ['code']],
  ['response_types', 'two-legal', 'for both legal response types', ['code', 'code id_token']],
  [
    'response_types',
    'other-order',
    'for the response type "id_token code"',
    ['id_token code'],
    along('RFC 6749 3.1.1 gives the order no meaning.', 'FAPI1A-5.2.2-2-1'),
  ],
  ['response_types', 'empty', 'with an empty list of response types', []],
];

function optional({ request: { claims, values } }: Profile): readonly Stimulus[] {
  // Where the hybrid flow brings conditions of its own, or the list must not be empty, they are no free choice.
  const hybrid = claims.id_token_encrypted_response_alg?.requiredWhen !== undefined;
  const filled = claims.response_types?.clauses.empty !== undefined;
  const isOwn = (name: string, value: Json) =>
    JSON.stringify(values[name]) === JSON.stringify(value);
  return OPTIONAL.filter(
    ([name, slug, , value]) =>
      !((hybrid && slug === 'two-legal') || (filled && slug === 'empty') || isOwn(name, value)),
  ).map(([name, slug, title, value, strictly = {}]) =>
    metadata(
      name,
      slug,
      title,
      { touches: MAY_LACK, legal: slug !== 'other-order', ...strictly },
      setClaim('request', name, value),
    ),
  );
}

const legal = [
  metadata(
    'grant_types',
    'reversed',
    'with its grant types in another order',
    { accepts: [...UK_GRANT_TYPES, 'OBUK-post-1'] },
    setClaim('request', 'grant_types', (old) => (Array.isArray(old) ? [...old].reverse() : [])),
  ),
  metadata(
    'grant_types',
    'without-refresh',
    'without the refresh_token grant',
    { accepts: [...UK_GRANT_TYPES, 'OBUK-post-1'] },
    setClaim('request', 'grant_types', ['authorization_code', 'client_credentials']),
  ),
];

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A grant of the OpenAPI file of v3.4, which its text does not know, nor any earlier version. */
function jwtBearer({ request }: Profile): Stimulus {
  const legal = request.claims.grant_types?.values?.includes(JWT_BEARER) === true;
  return metadata(
    'grant_types',
    'jwt-bearer',
    `for the grant type ${JWT_BEARER} besides others`,
    legal
      ? { touches: ['OBUK34-grant_types-1'] }
      : {
          breaks: ['OBUK-grant_types-2'],
          replaceable: { member: 'grant_types', value: JWT_BEARER },
          whenAccepted: warned('The OpenAPI file of v3.4 lists this grant type.'),
        },
    adding('grant_types', JWT_BEARER),
  );
}

/** Grant types, response types, application type. */
export function grantsAndResponses(profile: Profile): readonly Stimulus[] {
  return [
    ...grants,
    jwtBearer(profile),
    inconsistent(profile),
    ...responses,
    ...applicationTypes(profile),
    ...optional(profile),
    ...legal,
  ];
}
