import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { type Offer, offeredProfile } from './offer.ts';
import { openBank, registrationJwt } from './testing/bank.ts';

async function withBank<T>(offer: Offer, use: (origin: string) => Promise<T>): Promise<T> {
  const bank = await openBank({ offer });
  try {
    return await use(bank.origin);
  } finally {
    await bank.close();
  }
}

async function registered(offer: Offer, claims: object, type = 'application/jwt') {
  const jwt = await registrationJwt({ ...claims });
  return withBank(offer, async (origin) => {
    const { status, body } = await request(origin).post('/register').type(type).send(jwt);
    return [status, body.error ?? body.error_description];
  });
}

describe('a server that offers a part of its profile', () => {
  it.each<[string, Offer, object, string?]>([
    [
      'an audience of its own',
      { audience: 'https://bank.example/' },
      { aud: 'https://bank.example/' },
    ],
    ['one media type', { mediaTypes: ['application/jose'] }, {}, 'application/jose'],
    ['one algorithm', { algorithms: ['PS256'] }, {}],
    ['one authentication method', { authMethods: ['private_key_jwt'] }, {}],
    ['one response type', { responseTypes: ['code'] }, { response_types: ['code'] }],
    ['fewer scopes', { scopes: ['openid', 'accounts'] }, { scope: 'openid accounts' }],
  ])('takes what fits: %s', async (_what, offer, claims, type) => {
    expect(await registered(offer, claims, type)).toEqual([201, undefined]);
  });

  it.each<[string, Offer, object, number]>([
    ['an audience of its own', { audience: 'https://bank.example/' }, {}, 400],
    ['one media type', { mediaTypes: ['application/jose'] }, {}, 415],
    ['one algorithm', { algorithms: ['ES256'] }, {}, 400],
    [
      'one algorithm, as metadata',
      { algorithms: ['PS256'] },
      { id_token_signed_response_alg: 'ES256' },
      400,
    ],
    ['one response type', { responseTypes: ['code'] }, { response_types: ['code id_token'] }, 400],
    ['fewer scopes', { scopes: ['openid', 'payments'] }, { scope: 'openid accounts' }, 400],
  ])('refuses the rest: %s', async (_what, offer, claims, status) => {
    expect((await registered(offer, claims))[0]).toBe(status);
  });

  it('says in discovery what it offers', async () => {
    const offer: Offer = {
      algorithms: ['ES256'],
      authMethods: ['private_key_jwt'],
      responseTypes: ['code'],
      scopes: ['openid', 'accounts'],
    };
    const { body } = await withBank(offer, (origin) =>
      request(origin).get('/.well-known/openid-configuration'),
    );
    expect(body).toMatchObject({
      scopes_supported: ['openid', 'accounts'],
      response_types_supported: ['code'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
      request_object_signing_alg_values_supported: ['ES256'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
  });

  it('registers what it offers where the default of the profile is not offered', async () => {
    const jwt = await registrationJwt({ response_types: undefined });
    const { body } = await withBank({ responseTypes: ['code'] }, (origin) =>
      request(origin).post('/register').type('application/jwt').send(jwt),
    );
    expect(body.response_types).toEqual(['code']);
  });
});

describe('an offer that cannot be', () => {
  it.each<[string, Offer]>([
    ['a media type', { mediaTypes: ['text/plain'] }],
    ['an algorithm', { algorithms: ['RS256'] }],
    ['an authentication method', { authMethods: ['none'] }],
    ['a response type', { responseTypes: ['token'] }],
    ['a scope', { scopes: ['everything'] }],
  ])('%s that the profile does not have', (_what, offer) => {
    expect(() => offeredProfile(obUk33, offer)).toThrow(UsageError);
  });

  it('certificates alone without mutual TLS', async () => {
    await expect(openBank({ offer: { authMethods: ['tls_client_auth'] } })).rejects.toThrow(
      UsageError,
    );
  });
});
