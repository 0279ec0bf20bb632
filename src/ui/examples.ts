import type { LintText } from '../lint/transaction.ts';
import type { PayloadEdit } from '../model/options.ts';
import { makeRegistration } from '../payload/index.ts';
import { pageKeys } from './page-keys.ts';
import { pageKeySet } from './sign-again.ts';
import { profileOf } from './wanted.ts';

const AUDIENCE = '0015800000BANK0001';

async function request(edits: readonly PayloadEdit[]): Promise<string> {
  const keys = await pageKeys();
  const { signed } = await keys.with((trust) =>
    makeRegistration({
      ...{ profile: profileOf('ob-uk-3.3'), trust, algorithm: 'PS256', statement: null },
      ...{ seed: '1', runId: 'example', now: Math.floor(Date.now() / 1000), audience: AUDIENCE },
      ...{ jwksBaseUrl: 'https://keys.example', edits, like: null, mutations: [] },
      registrationEndpoint: 'https://bank.example/register',
    }),
  );
  return signed.request;
}

/** What people get wrong together: a stray URI, a claim of an older version, times, a value outside its list. */
const DEFECTS: readonly PayloadEdit[] = [
  {
    path: 'request.redirect_uris',
    value: ['https://tpp.example/redirect', 'http://localhost:8080/cb'],
  },
  { path: 'request.token_endpoint_auth_method', value: 'client_secret_basic' },
  { path: 'request.exp' },
  { path: 'request.jti', value: '1234' },
  { path: 'ssa.org_status', value: 'Revoked' },
];

const REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: application/json',
  '',
  JSON.stringify(
    {
      error: 'invalid_redirect_uri',
      error_description: 'redirect_uris are not registered with the directory',
    },
    null,
    2,
  ),
].join('\n');

/** Documents to try the page with, by what stands on their buttons. */
export const EXAMPLES: Readonly<Record<string, () => Promise<readonly LintText[]>>> = {
  'Valid request': async () => [
    { name: 'document 1', text: await request([]) },
    await pageKeySet('request'),
    await pageKeySet('ssa'),
  ],
  'Request with defects': async () => [{ name: 'document 1', text: await request(DEFECTS) }],
  'Request and refusal': async () => [
    { name: 'document 1', text: await request(DEFECTS) },
    { name: 'document 2', text: REFUSAL },
  ],
};
