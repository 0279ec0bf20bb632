import { expect, it } from 'vitest';
import { runSecrets } from './run-secrets.ts';
import { runOptions } from './testing/run-options.ts';

it('knows every secret that options bring along', () => {
  const proxy = { url: 'http://proxy.example:3128', credentials: 'me:proxy-password' };
  const options = runOptions({
    headers: [
      ['X-Api-Key', 'the-api-key'],
      ['x-fapi-financial-id', 'no-secret'],
    ],
    registrationAuthorization: `Basic ${btoa('me:basic-password')}`,
    proxy: { http: null, https: proxy, except: [], loopback: false },
    transport: { certificate: new Uint8Array(), key: null, passphrase: 'the-passphrase' },
  });
  expect(runSecrets(options).map(({ value }) => value)).toEqual([
    'the-api-key',
    btoa('me:basic-password'),
    'basic-password',
    btoa('me:proxy-password'),
    'proxy-password',
    'the-passphrase',
  ]);
});
