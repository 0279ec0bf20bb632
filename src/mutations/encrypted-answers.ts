import type { JsonObject } from '../model/json.ts';
import { all, setClaim } from './edits.ts';
import { metadata } from './metadata.ts';
import type { Facts, Stimulus } from './stimulus.ts';

const ID_TOKEN = 'id_token_encrypted_response';
const AUTHORIZATION = 'authorization_encrypted_response';
const HYBRID = 'code id_token';

function combination(
  slug: string,
  title: string,
  members: JsonObject,
  facts: Partial<Facts>,
): Stimulus {
  const names = Object.keys(members);
  return metadata(
    names[0] ?? '',
    slug,
    title,
    { path: names.map((name) => `request.claims.${name}`).join(' + '), ...facts },
    all(...names.map((name) => setClaim('request', name, members[name] ?? null))),
  );
}

/** A server that offers no hybrid flow may answer with the other. */
const noHybrid = { replaceable: { member: 'response_types', value: [HYBRID] } };

const PAIRS = ['RSA-OAEP', 'RSA-OAEP-256'].flatMap((alg) =>
  ['A256GCM', 'A128CBC-HS256'].map((enc) => [alg, enc] as const),
);

/** A server may refuse or replace an encryption that it lacks. */
const offered: readonly Stimulus[] = [
  ...PAIRS.map(([alg, enc]) =>
    combination(
      `${alg}-with-${enc}`.toLowerCase(),
      `for authorization answers encrypted with ${alg} and ${enc}`,
      { [`${AUTHORIZATION}_alg`]: alg, [`${AUTHORIZATION}_enc`]: enc },
      { touches: ['CDRAU-registration-request-16'], legal: true },
    ),
  ),
  combination(
    'default-method',
    'for encrypted authorization answers that leaves the method to its default',
    { [`${AUTHORIZATION}_alg`]: 'RSA-OAEP-256' },
    { touches: ['CDRAU-registration-request-16'], legal: true },
  ),
];

/** How the answers of the authorization endpoint are encrypted: in the hybrid flow ID Tokens are, in the code flow the whole answer may be. */
export const encryptedAnswers: readonly Stimulus[] = [
  ...offered,
  combination(
    'hybrid-without-encryption',
    'for the hybrid flow without encryption of ID Tokens',
    { response_types: [HYBRID] },
    { breaks: ['CDRAU-registration-request-13'], ...noHybrid, core: true },
  ),
  combination(
    'hybrid-without-method',
    'for the hybrid flow whose ID Token encryption lacks a method',
    { response_types: [HYBRID], [`${ID_TOKEN}_alg`]: 'RSA-OAEP' },
    { breaks: ['CDRAU-registration-request-13'], ...noHybrid },
  ),
  combination(
    'hybrid-without-algorithm',
    'for the hybrid flow whose ID Token encryption lacks a key algorithm',
    { response_types: [HYBRID], [`${ID_TOKEN}_enc`]: 'A256GCM' },
    {
      breaks: ['CDRAU-registration-request-13'],
      touches: ['OIDCR-2-11'],
      ...noHybrid,
    },
  ),
  combination(
    'with-code',
    'for the code flow with encryption of ID Tokens',
    { [`${ID_TOKEN}_alg`]: 'RSA-OAEP', [`${ID_TOKEN}_enc`]: 'A256GCM' },
    {
      breaks: ['CDRAU-registration-request-14'],
      replaceable: { member: `${ID_TOKEN}_alg`, value: 'RSA-OAEP', droppable: true },
      put: true,
    },
  ),
  combination(
    'without-algorithm',
    'for encrypted authorization answers without a key algorithm',
    { [`${AUTHORIZATION}_enc`]: 'A256GCM' },
    {
      breaks: ['CDRAU-registration-request-16'],
      replaceable: { member: `${AUTHORIZATION}_enc`, value: 'A256GCM', droppable: true },
      core: true,
    },
  ),
];
