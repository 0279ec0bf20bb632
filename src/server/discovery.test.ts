import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './options.ts';
import { openBank } from './testing/bank.ts';

let bank: RunningServer;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(() => bank.close());

async function get(path: string, host?: string) {
  const made = request(bank.origin).get(path);
  return (await (host === undefined ? made : made.set('Host', host))).body;
}

describe('discovery', () => {
  it.each(['openid-configuration', 'oauth-authorization-server'])(
    'is at /.well-known/%s',
    async (name) => {
      expect(await get(`/.well-known/${name}`)).toMatchObject({
        issuer: bank.issuer,
        registration_endpoint: `${bank.origin}/register`,
        token_endpoint: `${bank.origin}/token`,
      });
    },
  );

  it('offers no certificate authentication where none is asked for', async () => {
    const { token_endpoint_auth_methods_supported: methods } = await get(
      '/.well-known/openid-configuration',
    );
    expect(methods).toEqual(['private_key_jwt']);
  });

  it('does not take its name from a Host header that is not its own', async () => {
    const { issuer } = await get('/.well-known/openid-configuration', 'evil.example');
    expect(issuer).toBe(bank.issuer);
  });

  it('publishes public keys only', async () => {
    const { keys } = await get('/jwks');
    expect(keys.map((key: object) => Object.keys(key).join(' '))).toEqual([
      'kty kid use alg n e',
      'kty kid use alg crv x y',
    ]);
  });

  it('has an OpenAPI document for each route', async () => {
    const { openapi, paths } = await get('/openapi.json');
    expect([openapi, Object.keys(paths)]).toEqual([
      '3.1.0',
      expect.arrayContaining([
        '/register',
        '/register/{client_id}',
        '/token',
        '/introspect',
        '/revoke',
        '/jwks',
      ]),
    ]);
  });
});
