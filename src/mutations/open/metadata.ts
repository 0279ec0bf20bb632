import type { Draft, PublicMaterial } from '../../model/draft.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { all, setClaim } from '../edits.ts';
import { metadata } from '../metadata.ts';
import type { Facts, Stimulus } from '../stimulus.ts';

/** A defect of `member`: refused, or another value is in force, or the member is not. */
function bad(
  member: string,
  slug: string,
  title: string,
  breaks: readonly RequirementId[],
  value: Json,
  facts: Partial<Facts> = {},
): Stimulus {
  return metadata(
    member,
    slug,
    title,
    { breaks, replaceable: { member, value }, ...facts },
    setClaim('request', member, value),
  );
}

function listed(old: Json | undefined): readonly Json[] {
  return Array.isArray(old) ? old : [];
}

const grants: readonly Stimulus[] = [
  metadata(
    'grant_types',
    'password',
    'for the password grant besides others',
    {
      breaks: ['RFC9700-2.4-1'],
      replaceable: { member: 'grant_types', value: 'password' },
      core: true,
      put: true,
    },
    setClaim('request', 'grant_types', (old) => [...listed(old), 'password']),
  ),
  metadata(
    'response_types',
    'token',
    'for the response type "token" and the implicit grant besides others',
    {
      path: 'request.claims.response_types + request.claims.grant_types',
      breaks: ['RFC9700-2.1.2-1'],
      replaceable: { member: 'response_types', value: 'token' },
    },
    all(
      setClaim('request', 'response_types', (old) => [...listed(old), 'token']),
      setClaim('request', 'grant_types', (old) => [...listed(old), 'implicit']),
    ),
  ),
  metadata(
    'grant_types',
    'without-authorization-code',
    'for client_credentials alone, but with the response type "code"',
    {
      path: 'request.claims.grant_types',
      breaks: ['RFC7591-2.1-1'],
      replaceable: { member: 'grant_types', value: ['client_credentials'] },
      needs: ['grant:client_credentials'],
    },
    setClaim('request', 'grant_types', ['client_credentials']),
  ),
  metadata(
    'response_types',
    'id-token-without-implicit',
    'for the response type "id_token" besides "code", without the implicit grant',
    {
      breaks: ['OIDCR-2-2'],
      replaceable: { member: 'response_types', value: 'id_token' },
      core: true,
    },
    setClaim('request', 'response_types', (old) => [...listed(old), 'id_token']),
  ),
];

const JWKS_URI = 'https://tpp.example/keys';

const publicKeys = (_old: Json | undefined, _draft: Draft, material: PublicMaterial): Json =>
  material.softwareJwks;

/** A symmetric key, and an RSA key with a private exponent: values of nobody's key. */
const PRIVATE: readonly (readonly [slug: string, title: string, key: JsonObject])[] = [
  ['symmetric', 'with a symmetric key', { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ' }],
  ['private', 'with a private key', { kty: 'RSA', n: 'sXch', e: 'AQAB', d: 'VFCW' }],
];

const keys: readonly Stimulus[] = [
  metadata(
    'jwks',
    'and-jwks-uri',
    'with jwks and jwks_uri',
    {
      path: 'request.claims.jwks + request.claims.jwks_uri',
      breaks: ['RFC7591-2-6'],
      replaceable: { member: 'jwks_uri', value: JWKS_URI },
      core: true,
      put: true,
    },
    all(setClaim('request', 'jwks', publicKeys), setClaim('request', 'jwks_uri', JWKS_URI)),
  ),
  bad('jwks', 'without-keys', 'whose jwks has no keys member', ['RFC7591-2-8'], { key: [] }),
  bad('jwks', 'keys-no-array', 'whose jwks has keys that are no list', ['RFC7591-2-8'], {
    keys: { kty: 'RSA' },
  }),
  bad('jwks', 'keys-of-text', 'whose jwks has a text for a key', ['RFC7591-2-8'], {
    keys: ['key'],
  }),
  ...PRIVATE.map(([slug, title, key]) =>
    bad('jwks', slug, `whose jwks comes ${title}`, ['OIDCR-2-8'], { keys: [key] }, { core: true }),
  ),
  bad(
    'jwks_uri',
    'http',
    'whose jwks_uri is http',
    ['OIDCR-2-7'],
    JWKS_URI.replace('https:', 'http:'),
  ),
  metadata(
    'jwks_uri',
    'no-key-set',
    'whose jwks_uri leads to a page',
    {
      path: 'request.claims.jwks_uri + jwks',
      touches: ['RFC7591-2-9'],
      why: 'No clause has a server fetch the keys at registration time.',
    },
    (draft, material) => ({
      ...setClaim('request', 'jwks_uri', draft.keySetUrl ?? JWKS_URI)(draft, material),
      jwks: { contentType: 'text/html', body: '<!doctype html><title>Keys</title>' },
    }),
  ),
];

/** An encryption method without its algorithm. */
export const encryptionMethods: readonly Stimulus[] = (
  [
    ['id_token_encrypted_response', 'OIDCR-2-11'],
    ['userinfo_encrypted_response', 'OIDCR-2-12'],
    ['request_object_encryption', 'OIDCR-2-13'],
  ] as const
).map(([name, row]) =>
  bad(
    `${name}_enc`,
    'without-alg',
    `with ${name}_enc, without ${name}_alg`,
    [row],
    'A128CBC-HS256',
  ),
);

const oidc: readonly Stimulus[] = [
  bad(
    'token_endpoint_auth_signing_alg',
    'none',
    'whose token_endpoint_auth_signing_alg is "none"',
    ['OIDCR-2-14'],
    'none',
    { core: true },
  ),
  bad(
    'sector_identifier_uri',
    'http',
    'whose sector_identifier_uri is http',
    ['OIDCR-2-16'],
    'http://tpp.example/sector.json',
    { core: true },
  ),
  metadata(
    'request_uris',
    'http',
    'with a request URI over http',
    {
      touches: ['OIDCR-2-15'],
      why: 'It is legal where the object behind it is signed verifiably, which nobody can tell yet.',
    },
    setClaim('request', 'request_uris', ['http://tpp.example/request.jwt']),
  ),
];

/** Of RFC 6749 3.3; a quote and a backslash have no place in a scope. */
const scopes: readonly Stimulus[] = [
  ['quote', 'with a quote in its scope', 'profile "all"'],
  ['backslash', 'with a backslash in its scope', 'profile a\\b'],
].map(([slug = '', title = '', value = '']) => bad('scope', slug, title, ['RFC6749-3.3-1'], value));

/** What a server that does not know it has to ignore, and one that knows it has to keep apart from what it resembles. */
const ignored: readonly Stimulus[] = [
  ['x_probe', 'unknown', 'with a member that no server knows', { deep: [1, null] }],
  ['client_name#ja-Hani-JP', 'localized', 'whose name stands there in Japanese as well', '取引先'],
  ['client_uri#fr', 'localized', 'with a home page for another language', 'https://tpp.example/fr'],
].map(([member = '', slug = '', title = '', value = '']) =>
  metadata(
    String(member),
    String(slug),
    String(title),
    { accepts: ['RFC7591-2-10'], area: 'registration', core: slug === 'unknown' },
    setClaim('request', String(member), value),
  ),
);

/** Legal metadata that a server may refuse, replace or ignore. */
const optional: readonly Stimulus[] = (
  [
    ['logo_uri', 'other-host', 'whose logo is on another host', 'https://logo.example/logo.png'],
    ['token_endpoint_auth_method', 'public', 'for a public client', 'none'],
    ['token_endpoint_auth_method', 'secret-post', 'for client_secret_post', 'client_secret_post'],
    ['token_endpoint_auth_method', 'secret-jwt', 'for client_secret_jwt', 'client_secret_jwt'],
    ['subject_type', 'pairwise', 'for pairwise subjects', 'pairwise'],
    ['require_auth_time', 'true', 'that wants the time of authentication', true],
    ['default_max_age', 'hour', 'with a default_max_age', 3600],
    ['initiate_login_uri', 'https', 'with an initiate_login_uri', 'https://tpp.example/login'],
    ['request_uris', 'https', 'with a request URI', ['https://tpp.example/request.jwt']],
  ] as const
).map(([member, slug, title, value]) =>
  metadata(
    member,
    slug,
    title,
    {
      touches: member === 'logo_uri' ? ['RFC7591-5-5', 'RFC7591-2-11'] : ['RFC7591-2-11'],
      legal: true,
    },
    setClaim('request', member, value as Json),
  ),
);

/** Metadata of clients that register in plain JSON. */
export const openMetadata: readonly Stimulus[] = [
  ...grants,
  ...keys,
  ...encryptionMethods,
  ...oidc,
  ...scopes,
  ...ignored,
  ...optional,
];
