import type { Json, JsonObject } from '../../model/json.ts';
import { isRowOf } from '../../requirements/applies.ts';
import { without } from '../faults/edit.ts';
import type { Hooks } from '../faults/fault.ts';
import { type Variant, variant } from './variant.ts';

const OPEN = 'RFC 7591 3.2.1 and requirements research 6: extra members are allowed.';

const recorded = (change: (record: JsonObject, now: number) => JsonObject): Hooks => ({
  record: (record, { now }) => change(record, now),
});

const reversed = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).toReversed());

const listsReversed = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value as readonly Json[]).toReversed() : value,
    ]),
  );

const DEFAULTS: JsonObject = {
  subject_type: 'public',
  require_auth_time: false,
  require_signed_request_object: true,
  tls_client_certificate_bound_access_tokens: true,
  userinfo_signed_response_alg: 'PS256',
};

const ABSENT = [
  'contacts',
  'client_uri',
  'jwks',
  'post_logout_redirect_uris',
  'default_max_age',
  'client_secret',
];

export const recordVariants: readonly Variant[] = [
  variant(
    'extra-members',
    'adds members of its own to the record',
    OPEN,
    recorded((record) => ({
      ...record,
      bank_record_version: 3,
      client_name: record.client_name ?? record.software_client_name ?? 'a client',
      bank_links: { self: '/register' },
    })),
  ),
  variant('restless-member', 'counts its answers in a member of its own', OPEN, {
    record: (record, { nth }) => ({ ...record, bank_answers: nth }),
  }),
  variant(
    'unused-registration-token',
    'returns a registration access token, and manages clients with others',
    'DCR v3.3, authentication: GET, PUT and DELETE take a token of the client_credentials grant; extra members are allowed.',
    recorded((record) => ({
      ...record,
      registration_access_token: `of-no-use-${String(record.client_id)}`,
      registration_client_uri: 'https://bank.example/register',
    })),
  ),
  variant(
    'defaults-shown',
    'fills in defaults of OpenID Connect and FAPI',
    'RFC 7591 2: the server may provision values, and shows them.',
    recorded((record) => ({ ...DEFAULTS, ...record })),
  ),
  variant(
    'null-for-absent',
    'sends null for members that the client does not have',
    'RFC 7592 2.2 treats null as absent; requirements research 6.',
    recorded((record) => ({
      ...Object.fromEntries(ABSENT.map((name) => [name, null])),
      ...record,
    })),
  ),
  variant(
    'no-issued-at',
    'does not tell when a client was registered',
    'RFC 7591 3.2.1: client_id_issued_at is OPTIONAL.',
    recorded((record) => without(record, 'client_id_issued_at')),
  ),
  variant(
    'secret-beside-key',
    'issues a client_secret that nobody needs',
    'RFC 7591 3.2.1: client_secret is OPTIONAL, with client_secret_expires_at.',
    {
      registered: (client) => ({ ...client, secret: client.id.slice(0, 24) }),
    },
  ),
  variant('members-reversed', 'sends members in another order', 'RFC 8259 4.', recorded(reversed)),
  variant(
    'lists-reversed',
    'sends the elements of lists in another order',
    'Requirements research 6: the order of array members is open.',
    recorded(listsReversed),
  ),
  variant(
    'unknown-members-echoed',
    'returns members that it does not know',
    'Requirements research 6: echo of unknown claims is open.',
    {
      where: (profile) => !isRowOf(profile, 'CDRAU-registration-response-3'),
      registered: (client, { claims }) => {
        const odd = Object.entries(claims).filter(([name]) => name.startsWith('x_'));
        return { ...client, flattened: { ...Object.fromEntries(odd), ...client.flattened } };
      },
    },
  ),
  variant(
    'jwt-mechanics-echoed',
    'returns iss, iat, exp, aud and jti of the request',
    'DCR v3.3 OpenAPI: the response schema takes over the request schema.',
    {
      registered: (client, { claims }) => {
        const names = ['iss', 'iat', 'exp', 'aud', 'jti'].filter(
          (name) => claims[name] !== undefined,
        );
        const echoed = Object.fromEntries(names.map((name) => [name, claims[name] ?? null]));
        return { ...client, metadata: { ...client.metadata, ...echoed } };
      },
    },
  ),
  variant(
    'jwks-uri-shown',
    'returns the key location of the statement as jwks_uri too',
    'RFC 7591 3.2.1: metadata taken from the statement are returned.',
    recorded((record) =>
      typeof record.software_jwks_endpoint === 'string'
        ? { ...record, jwks_uri: record.software_jwks_endpoint }
        : record,
    ),
  ),
  variant(
    'client-id-36',
    'gives clients identifiers of 36 letters and digits',
    'DCR v3.3: client_id has 1 to 36 characters.',
    {
      clientId: (made) => made.replaceAll('-', 'x').padEnd(36, '0').slice(0, 36),
    },
  ),
  variant(
    'client-id-short',
    'gives clients identifiers of a few digits',
    'DCR v3.3: client_id has 1 to 36 characters.',
    {
      clientId: (made) => String(Number.parseInt(made.slice(0, 8), 16)),
    },
  ),
  variant(
    'client-id-punctuated',
    'gives clients identifiers with unreserved punctuation',
    'RFC 6749 A.1: client_id is printable ASCII.',
    {
      clientId: (made) => `~${made.slice(0, 8)}._-${made.slice(9, 18)}~`,
    },
  ),
  variant(
    'client-id-reserved',
    'gives clients identifiers with characters that a URL has to escape',
    'RFC 6749 A.1: client_id is printable ASCII.',
    {
      clientId: (made) => `tpp/${made.slice(0, 8)}:a+b=c?d&e@f`,
    },
  ),
];
