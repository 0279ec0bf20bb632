import { importJWK, type JWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { clientAssertion, secretAssertion } from './client-assertion.ts';
import { fakeTrust } from './testing/fake-trust.ts';

const trust = fakeTrust();
const now = 1_800_000_000;
const INPUT = {
  clientId: 'client-1',
  audience: 'https://bank.example/token',
  now,
  jti: 'jti-1',
  trust,
};

function verified(assertion: string, alg: 'PS256' | 'ES256' = 'PS256') {
  const { publicJwk } = trust.key(alg === 'ES256' ? 'tpp-signing-ec' : 'tpp-signing');
  return importJWK(publicJwk as unknown as JWK, alg).then((key) =>
    jwtVerify(assertion, key, { currentDate: new Date(now * 1000) }),
  );
}

describe('clientAssertion', () => {
  it('has the claims of RFC 7523 3', async () => {
    const { payload } = await verified(await clientAssertion(INPUT));
    expect(payload).toEqual({
      iss: 'client-1',
      sub: 'client-1',
      aud: 'https://bank.example/token',
      jti: 'jti-1',
      iat: now,
      exp: now + 300,
    });
  });

  it('is signed with ES256 where asked to', async () => {
    const assertion = await clientAssertion({ ...INPUT, algorithm: 'ES256' });
    expect((await verified(assertion, 'ES256')).protectedHeader.alg).toBe('ES256');
  });

  it('takes claims away that are overwritten by undefined', async () => {
    const assertion = await clientAssertion({ ...INPUT, overrides: { sub: undefined } });
    expect((await verified(assertion)).payload).not.toHaveProperty('sub');
  });

  it('is not verified when signed by a foreign key', async () => {
    const signature = { kind: 'key', key: 'rogue-signing', algorithm: 'PS256' } as const;
    await expect(verified(await clientAssertion({ ...INPUT, signature }))).rejects.toThrow();
  });
});

describe('secretAssertion', () => {
  it.each(['HS256', 'HS384', 'HS512'] as const)(
    'is a JWT that the secret verifies: %s',
    async (algorithm) => {
      const secret = 'a-secret-of-the-server-with-more-than-64-characters-so-that-HS512-can-use-it';
      const { trust: _, ...who } = INPUT;
      const assertion = secretAssertion({ ...who, secret, algorithm });
      const { payload } = await jwtVerify(assertion, new TextEncoder().encode(secret), {
        currentDate: new Date(now * 1000),
        algorithms: [algorithm],
      });
      expect([payload.iss, payload.sub, payload.aud]).toEqual([
        'client-1',
        'client-1',
        'https://bank.example/token',
      ]);
    },
  );
});
