import { expect, it } from 'vitest';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { keySetFiles } from './key-set-files.ts';

it('has public keys only, at the paths that SSAs name', () => {
  const files = keySetFiles(fakeTrust());
  expect(files.map(({ path }) => path)).toEqual([
    'directory.jwks.json',
    'software/all.jwks.json',
    'software/all.revoked.jwks.json',
    'organisation/0015800001EXAMPLE.jwks.json',
    'organisation/0015800001EXAMPLE.revoked.jwks.json',
    'rogue/all.jwks.json',
    'rogue/all.pem',
  ]);
  const sets = files
    .filter(({ path }) => path.endsWith('.json'))
    .map(({ text }) => JSON.parse(text) as { keys: readonly object[] });
  expect(sets.flatMap(({ keys }) => keys).filter((jwk) => 'd' in jwk)).toEqual([]);
});
