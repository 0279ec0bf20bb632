import { createServer } from 'node:net';
import type { Hostile } from './hostile.ts';

/** Discovery documents that lead elsewhere. */
const DISCOVERY: readonly Hostile[] = [
  {
    name: 'a registration endpoint of another origin',
    discovery: () => ({ registration_endpoint: 'https://evil.example/register' }),
    fromStart: 3,
    says: /evil\.example is not a host of the target/,
  },
  {
    name: 'a registration endpoint in a file',
    discovery: () => ({ registration_endpoint: 'file:///etc/passwd' }),
    fromStart: 3,
    says: /its scheme is file:/,
  },
  {
    name: 'a registration endpoint with a user name',
    discovery: (origin) => ({
      registration_endpoint: origin.replace('//', '//user:secret@').concat('/register'),
    }),
    fromStart: 3,
    says: /it has a user name in it/,
  },
  {
    name: 'endpoints at private addresses',
    discovery: () => ({
      token_endpoint: 'http://169.254.169.254/latest/meta-data/',
      revocation_endpoint: 'http://10.0.0.1/',
      introspection_endpoint: 'http://[fd00::1]/',
      jwks_uri: 'http://192.168.0.1/keys',
    }),
    fromStart: 1,
    says: /169\.254\.169\.254 is not a host of the target/,
  },
  {
    name: 'endpoints with schemes of their own',
    discovery: () => ({
      token_endpoint: 'javascript:alert(1)',
      jwks_uri: 'data:application/json,{}',
    }),
    fromStart: 1,
    says: /its scheme is javascript:/,
  },
  {
    name: 'endpoints that are no URLs',
    discovery: () => ({
      token_endpoint: '/token',
      jwks_uri: 'http://',
      mtls_endpoint_aliases: [1],
    }),
    fromStart: 1,
    says: /is not an absolute URL/,
  },
  {
    name: 'endpoints of other types',
    discovery: () => ({ registration_endpoint: 7, token_endpoint: {}, jwks_uri: [] }),
    fromStart: 3,
    says: /no registration_endpoint/,
  },
  {
    name: 'the issuer of somebody else',
    discovery: () => ({ issuer: 'https://issuer.example' }),
    fromStart: 1,
    says: /names another issuer/,
  },
  {
    name: 'a token endpoint whose name cannot be resolved',
    discovery: () => ({ token_endpoint: 'http://gone.localhost:9/token' }),
    fromStart: 1,
    says: /ENOTFOUND|EAI_AGAIN/,
  },
  {
    name: 'a token endpoint where nobody listens',
    discovery: () => ({ token_endpoint: 'http://127.0.0.1:1/token' }),
    fromStart: 3,
    says: /ECONNREFUSED/,
  },
];

/** Clients that are managed elsewhere (RFC 7592 3: registration_client_uri). */
const CLIENTS: readonly Hostile[] = [
  {
    name: 'a registration_client_uri by the book',
    clientUri: (origin, id) => `${origin}/register/${id}`,
    fromStart: 0,
  },
  {
    name: 'a registration_client_uri of another origin',
    clientUri: (_origin, id) => `https://evil.example/${id}`,
    fromStart: 0,
    says: /evil\.example is not a host of the target/,
  },
  {
    name: 'a registration_client_uri in a file',
    clientUri: () => 'file:///etc/passwd',
    fromStart: 0,
    says: /its scheme is file:/,
  },
  {
    name: 'a registration_client_uri with a user name',
    clientUri: (origin, id) => `${origin.replace('//', '//user:secret@')}/register/${id}`,
    fromStart: 0,
    says: /it has a user name in it/,
  },
  {
    name: 'a registration_client_uri that is no URL',
    clientUri: () => '../register/\0\r\n',
    fromStart: 0,
  },
  {
    name: 'a registration_client_uri of 300 KB',
    clientUri: (origin, id) => `${origin}/register/${id}?${'x'.repeat(300_000)}`,
    fromStart: 0,
  },
];

const IPV6: readonly Hostile[] = [{ name: 'an IPv6 listener only', host: '::1', fromStart: 0 }];

/** Null where this machine has no IPv6. */
export async function ipv6(): Promise<readonly Hostile[] | null> {
  const probe = createServer();
  const works = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(0, '::1', () => resolve(true));
  });
  probe.close();
  return works ? IPV6 : null;
}

export const PLACES: readonly Hostile[] = [...DISCOVERY, ...CLIENTS];
