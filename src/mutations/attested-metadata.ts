import type { Json } from '../model/json.ts';
import { all, type Edit, setClaim } from './edits.ts';
import { metadata } from './metadata.ts';
import { claims, type Stimulus } from './stimulus.ts';

const MINUTE = 60;

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
    { breaks: ['OBBR-7.1-4-1', 'RFC7591-2-6'], core: true, put: true },
    setClaim('request', 'jwks', (_old, _draft, material) => material.softwareJwks),
  ),
  metadata(
    'jwks_uri',
    'not-attested',
    'with another jwks_uri than the SSA',
    {
      breaks: ['OBBR-7.1-5-1'],
      replaceable: { member: 'jwks_uri', value: 'https://keys.tpp.example/own.jwks.json' },
      core: true,
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
      id: 'ssa.claims.iat.four-minutes-ago',
      title: 'an SSA that was issued four minutes ago',
      path: 'ssa.claims.iat',
      accepts: ['OBBR-7.1-3-1'],
    },
    all(issued(-4 * MINUTE)),
  ),
];
