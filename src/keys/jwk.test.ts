import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { publicJwk, thumbprint } from './jwk.ts';

// The example key of RFC 7638 section 3.1.
const RFC_KEY = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
};

test('the thumbprint of the key in RFC 7638 is the one in RFC 7638', () => {
  expect(thumbprint({ ...RFC_KEY, alg: 'RS256', kid: '2011-04-29' })).toBe(
    'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  );
});

test('a public JWK has the members of the key, its thumbprint as kid, and no alg', () => {
  const key = createPublicKey({ key: RFC_KEY, format: 'jwk' });
  expect(publicJwk(key, 'sig')).toEqual({ ...RFC_KEY, kid: thumbprint(RFC_KEY), use: 'sig' });
});
