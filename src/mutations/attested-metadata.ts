import type { Json } from '../model/json.ts';
import { mutualTls } from './client-authentication.ts';
import { all, dropClaim, type Edit, setClaim } from './edits.ts';
import { metadata } from './metadata.ts';
import { ofNoSoftware } from './open/statements.ts';
import { along, claims, http, type Stimulus } from './stimulus.ts';

const MINUTE = 60;

const HTTP_KEYS = 'http://keys.tpp.example/software.jwks.json';

const BY_CERTIFICATE =
  'request.claims.token_endpoint_auth_method + request.claims.token_endpoint_auth_signing_alg';

function issued(offset: number): Edit {
  return setClaim('ssa', 'iat', (old) => Number(old) + offset);
}

function withRoles(...active: readonly string[]): Edit {
  return setClaim('ssa', 'software_statement_roles', (old) =>
    (Array.isArray(old) ? (old as readonly Json[]) : []).map((entry) => ({
      ...(entry as object),
      status: active.includes(String((entry as { role?: Json }).role)) ? 'Active' : 'Inactive',
    })),
  );
}

/** What a statement of the directory says of keys, subjects and roles, and what a request makes of it. */
export const attestedMetadata: readonly Stimulus[] = [
  metadata(
    'jwks',
    'by-value',
    'with its keys by value',
    {
      path: 'request.claims.jwks + request.claims.jwks_uri',
      breaks: ['OBBR-7.1-4-1'],
      ...along('The statement names a jwks_uri besides.', 'RFC7591-2-6'),
      core: true,
      put: true,
    },
    all(
      setClaim('request', 'jwks', (_old, _draft, material) => material.softwareJwks),
      dropClaim('request', 'jwks_uri'),
    ),
  ),
  metadata(
    'jwks_uri',
    'http-attested',
    'with a jwks_uri over http on another machine, which the SSA names as well',
    {
      path: 'request.claims.jwks_uri + ssa.claims.software_jwks_uri',
      breaks: ['OIDCR-2-7', 'FAPI1A-8.9-1'],
      needs: ['trusted'],
    },
    all(
      setClaim('request', 'jwks_uri', HTTP_KEYS),
      setClaim('ssa', 'software_jwks_uri', HTTP_KEYS),
    ),
  ),
  metadata(
    'jwks_uri',
    'no-key-set',
    'whose jwks_uri leads to a page',
    {
      path: 'jwks',
      touches: ['RFC7591-2-9'],
      needs: ['trusted'],
      why: 'No clause has a server fetch the keys at registration time.',
    },
    (draft) => ({
      ...draft,
      jwks: { contentType: 'text/html', body: '<!doctype html><title>Keys</title>' },
    }),
  ),
  metadata(
    'jwks_uri',
    'not-attested',
    'with another jwks_uri than the SSA',
    {
      breaks: ['OBBR-7.1-5-1'],
      replaceable: { member: 'jwks_uri', value: 'https://keys.tpp.example/own.jwks.json' },
      core: true,
      put: true,
    },
    setClaim('request', 'jwks_uri', 'https://keys.tpp.example/own.jwks.json'),
  ),
  metadata(
    'scope',
    'of-an-inactive-role',
    'for a scope whose role is inactive in the SSA',
    {
      path: 'ssa.claims.software_statement_roles',
      breaks: ['OBBR-7.2-1', 'OBBR-7.1-9-1'],
      replaceable: { member: 'scope', value: 'payments' },
      needs: ['trusted'],
    },
    withRoles('DADOS'),
  ),
  metadata(
    'scope',
    'of-another-role',
    'for a scope whose role the SSA does not list',
    {
      path: 'ssa.claims.software_statement_roles',
      breaks: ['OBBR-7.1-9-1'],
      ...along('A role that is not there is not active.', 'OBBR-7.2-1'),
      replaceable: { member: 'scope', value: 'payments' },
      needs: ['trusted'],
      core: true,
      put: true,
    },
    setClaim('ssa', 'software_statement_roles', (old) =>
      (Array.isArray(old) ? (old as readonly Json[]) : []).slice(0, 1),
    ),
  ),
  ...(
    [
      ['query', 'with a query', 'https://tpp.example/hook?x=1'],
      ['trailing-slash', 'with a slash at the end', 'https://tpp.example/hook/'],
      ['http', 'over http', 'http://tpp.example/hook'],
      ['too-long', 'of 256 characters', 'https://tpp.example/'.padEnd(256, 'x')],
    ] as const
  ).map(([slug, title, uri]) =>
    metadata(
      'webhook_uris',
      slug,
      `with a webhook URI ${title}`,
      {
        breaks: ['OBBR-openapi-4'],
        replaceable: { member: 'webhook_uris', value: [uri] },
        core: slug === 'query',
      },
      setClaim('request', 'webhook_uris', [uri]),
    ),
  ),
  metadata(
    'tls_client_auth_subject_dn',
    'san-instead',
    'for tls_client_auth with tls_client_auth_san_dns in place of a subject',
    {
      path: `${BY_CERTIFICATE} + request.claims.tls_client_auth_san_dns`,
      breaks: ['OBBR-7.1-12-1'],
      replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
      core: true,
    },
    all(
      setClaim('request', 'token_endpoint_auth_method', 'tls_client_auth'),
      dropClaim('request', 'token_endpoint_auth_signing_alg'),
      setClaim('request', 'tls_client_auth_san_dns', 'tpp.example'),
    ),
  ),
  metadata(
    'tls_client_auth_subject_dn',
    'named-type',
    'for tls_client_auth with a type of the subject by a name that RFC 4514 does not have',
    {
      path: `${BY_CERTIFICATE} + request.claims.tls_client_auth_subject_dn`,
      breaks: ['OBBR-7.1.2-1'],
      replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
      core: true,
    },
    mutualTls((dn) => `jurisdictionCountryName=BR,${dn}`),
  ),
  ofNoSoftware,
  http(
    {
      id: 'http.body.jwt',
      title: 'a JWT for a body, as application/jose',
      path: 'http.body + http.headers.content-type',
      area: 'transport',
      situation: 'media-type',
      breaks: ['OBBR-9.1-1'],
      core: true,
    },
    (message, { ssa }) => ({
      ...message,
      headers: [
        ['content-type', 'application/jose'],
        ...message.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
      ],
      body: ssa,
    }),
  ),
  claims(
    {
      id: 'ssa.claims.iat.ten-minutes-ago',
      title: 'an SSA that was issued ten minutes ago',
      path: 'ssa.claims.iat',
      situation: 'ssa-claims',
      breaks: ['OBBR-7.1-3-1'],
      core: true,
      put: true,
    },
    issued(-10 * MINUTE),
  ),
  claims(
    {
      id: 'ssa.claims.iat.two-minutes-ago',
      title: 'an SSA that was issued two minutes ago',
      path: 'ssa.claims.iat',
      accepts: ['OBBR-7.1-3-1'],
    },
    issued(-2 * MINUTE),
  ),
];
