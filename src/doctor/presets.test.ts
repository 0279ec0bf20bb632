import { describe, expect, it } from 'vitest';
import { derive, PRESETS } from './presets.ts';

const [preset] = PRESETS;
if (preset === undefined) throw new Error('there is no preset');

function urls(target: string | null): Record<string, string> {
  const found = derive(
    preset as NonNullable<typeof preset>,
    target === null ? null : new URL(target),
  );
  return Object.fromEntries(found.map(({ name, url }) => [name, url]));
}

describe('the preset wso2-ob3', () => {
  it('puts the endpoints of the key manager at the host of the target, and registration at its gateway', () => {
    expect(urls('https://bank.example:9446/anything')).toMatchObject({
      'well-known': 'https://bank.example:9446/oauth2/token/.well-known/openid-configuration',
      issuer: 'https://bank.example:9446/oauth2/token',
      registration: 'https://bank.example:8243/open-banking/0.1/register',
      'key manager registration': 'https://bank.example:9446/keymanager-operations/dcr/register',
      introspection: 'https://bank.example:9446/oauth2/introspect',
      token: 'https://bank.example:9446/oauth2/token',
      revocation: 'https://bank.example:9446/oauth2/revoke',
      userinfo: 'https://bank.example:9446/oauth2/userinfo?schema=openid',
      authorization: 'https://bank.example:9446/oauth2/authorize',
      JWKS: 'https://bank.example:9446/oauth2/jwks',
      'scope management': 'https://bank.example:9446/api/identity/oauth2/v1.0/scopes',
    });
  });

  it('takes the port that was given', () => {
    expect(urls('https://bank.example').token).toBe('https://bank.example/oauth2/token');
  });

  it('has placeholders without a target', () => {
    expect(urls(null).token).toBe('https://<IS_HOST>:9446/oauth2/token');
  });
});
