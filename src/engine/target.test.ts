import { describe, expect, it } from 'vitest';
import { TargetError, UsageError } from '../model/errors.ts';
import type { WireFailure } from '../model/exchange.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { resolveTarget } from './target.ts';

type Served = Readonly<Record<string, unknown>>;

function exchange(url: string, response: LiveExchange['response'], failure: WireFailure | null) {
  return {
    request: { method: 'GET', url, headers: [], body: null },
    response,
    failure,
    startedAt: '',
    durationMs: 0,
    tls: null,
    curl: '',
    identity: 'none',
    rawBody: null,
  } satisfies LiveExchange;
}

/** Serves JSON by URL; everything else is 404. */
function serving(documents: Served) {
  return async (url: string): Promise<LiveExchange> => {
    const document = documents[url];
    const status = document === undefined ? 404 : 200;
    const body = typeof document === 'string' ? document : JSON.stringify(document ?? {});
    return exchange(url, { status, headers: [], body }, null);
  };
}

function resolve(target: string, documents: Served, changes: object = {}) {
  const options = {
    target,
    registrationEndpoint: null,
    tokenEndpoint: null,
    allowHosts: [],
    insecure: false,
    include: [],
    ...changes,
  };
  return resolveTarget(options, null, serving(documents));
}

const BANK = 'https://bank.example';
const DOCUMENT = {
  issuer: BANK,
  registration_endpoint: `${BANK}/register`,
  token_endpoint: 'https://auth.bank.example/token',
};

describe('resolveTarget', () => {
  it.each([
    ['discovery', `${BANK}/.well-known/anything`, `${BANK}/.well-known/anything`],
    ['issuer', BANK, `${BANK}/.well-known/openid-configuration`],
    ['issuer', `${BANK}/tenant/`, `${BANK}/tenant/.well-known/openid-configuration`],
    ['issuer', `${BANK}/tenant`, `${BANK}/.well-known/oauth-authorization-server/tenant`],
  ])('understands as %s the target %s', async (understoodAs, target, discoveryUrl) => {
    const { facts } = await resolve(target, { [discoveryUrl]: DOCUMENT });
    expect([facts.understoodAs, facts.discoveryUrl, facts.endpoints.registration]).toEqual([
      understoodAs,
      discoveryUrl,
      `${BANK}/register`,
    ]);
  });

  it('takes any other URL for the registration endpoint, without a token endpoint', async () => {
    const { facts } = await resolve(`${BANK}/dcr`, {});
    expect([facts.understoodAs, facts.endpoints.registration, facts.endpoints.token]).toEqual([
      'registration-endpoint',
      `${BANK}/dcr`,
      null,
    ]);
    expect(facts.capabilities.has('token')).toBe(false);
  });

  it('prefers what the user named', async () => {
    const { facts } = await resolve(
      BANK,
      { [`${BANK}/.well-known/openid-configuration`]: DOCUMENT },
      { registrationEndpoint: 'https://other.example/r', tokenEndpoint: 'https://other.example/t' },
    );
    expect([facts.endpoints.registration, facts.endpoints.token]).toEqual([
      'https://other.example/r',
      'https://other.example/t',
    ]);
  });

  it('uses the aliases for clients with a certificate', async () => {
    const aliases = { registration_endpoint: 'https://mtls.bank.example/register' };
    const { facts } = await resolve(BANK, {
      [`${BANK}/.well-known/openid-configuration`]: { ...DOCUMENT, mtls_endpoint_aliases: aliases },
    });
    expect(facts.endpoints.registration).toBe('https://mtls.bank.example/register');
  });

  it('sends browsers to the ordinary authorization endpoint all the same', async () => {
    const authorize = `${BANK}/authorize`;
    const aliases = { authorization_endpoint: 'https://mtls.bank.example/authorize' };
    const { facts } = await resolve(BANK, {
      [`${BANK}/.well-known/openid-configuration`]: {
        ...DOCUMENT,
        authorization_endpoint: authorize,
        mtls_endpoint_aliases: aliases,
      },
    });
    expect([facts.endpoints.authorization, facts.capabilities.has('authorization')]).toEqual([
      authorize,
      true,
    ]);
  });

  it('leaves out an endpoint on a foreign host, and says so', async () => {
    const { facts, notes } = await resolve(BANK, {
      [`${BANK}/.well-known/openid-configuration`]: {
        ...DOCUMENT,
        token_endpoint: 'https://evil.example/token',
      },
    });
    expect([facts.endpoints.token, facts.foreign, notes[0]]).toEqual([
      null,
      [{ member: 'token_endpoint', url: 'https://evil.example/token' }],
      'token_endpoint was not called: evil.example is not a host of the target (--allow-host evil.example permits it)',
    ]);
  });

  it.each<[what: string, target: string, document: unknown, message: string]>([
    ['has no registration endpoint', BANK, { issuer: BANK }, 'no registration_endpoint'],
    [
      'has its registration endpoint on a foreign host',
      BANK,
      { issuer: BANK, registration_endpoint: 'https://evil.example/register' },
      'registration_endpoint was not called: evil.example',
    ],
    [
      'names a file for it',
      BANK,
      { issuer: BANK, registration_endpoint: 'file:///etc/passwd' },
      'registration_endpoint was not called: its scheme is file:',
    ],
    [
      'has a user name in its registration endpoint',
      BANK,
      { issuer: BANK, registration_endpoint: 'https://user:pw@bank.example/register' },
      'registration_endpoint was not called: it has a user name in it',
    ],
    ['is not JSON', `${BANK}/.well-known/openid-configuration`, '<html>', 'not a JSON object'],
    ['is not there', `${BANK}/.well-known/nothing`, {}, 'status 404'],
  ])('is an error when the discovery document %s', async (_what, target, document, message) => {
    const resolved = resolve(target, { [`${BANK}/.well-known/openid-configuration`]: document });
    await expect(resolved).rejects.toThrow(TargetError);
    await expect(resolved).rejects.toThrow(message);
  });

  it.each<[failure: WireFailure, message: string, hint: string]>([
    [{ kind: 'refused', message: 'ECONNREFUSED' }, 'cannot reach', 'is the server running'],
    [{ kind: 'dns', message: 'ENOTFOUND' }, 'cannot reach', 'host name'],
    [{ kind: 'tls', message: 'self-signed certificate' }, 'self-signed certificate', '--ca'],
  ])('says what to do about %j', async (failure, message, hint) => {
    const options = {
      target: BANK,
      registrationEndpoint: null,
      tokenEndpoint: null,
      allowHosts: [],
      insecure: false,
      include: [],
    };
    const error = await resolveTarget(options, null, async (url) =>
      exchange(url, null, failure),
    ).catch((thrown: TargetError) => thrown);
    expect(error).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  it.each(['bank.example', 'ftp://bank.example', 'https://user:pw@bank.example', ''])(
    'is wrong usage for the target %j',
    async (target) => {
      await expect(resolve(target, {})).rejects.toThrow(UsageError);
    },
  );
});
