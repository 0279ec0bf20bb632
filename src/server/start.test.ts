import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../keys/store.ts';
import type { TlsClient, TrustMaterial } from '../keys/trust-material.ts';
import type { RunningServer } from './options.ts';
import { assertion, openBank, registrationJwt, tokenForm } from './testing/bank.ts';

let dir: string;
let trust: TrustMaterial;
let bank: RunningServer;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-server-'));
  trust = await openTrustMaterial(dir);
  bank = await openBank({ tls: trust.server, mtls: { ca: trust.ca } });
}, 30_000);

afterAll(async () => {
  await bank.close();
  await rm(dir, { recursive: true });
});

interface Received {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Sent {
  readonly method?: string;
  readonly client?: TlsClient | null;
  readonly type?: string;
  readonly body?: string;
  readonly host?: string;
}

function call(
  path: string,
  { method = 'POST', client = trust.client, type = 'application/jwt', body = '', host }: Sent = {},
): Promise<Received> {
  const identity = client === null ? {} : { key: client.key, cert: client.cert };
  const url = new URL(path, bank.origin);
  if (host !== undefined) url.hostname = host;
  return new Promise((resolve, reject) => {
    const agent = new Agent({ ca: trust.ca, ...identity });
    const headers = { 'content-type': type };
    const sent = httpsRequest(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        agent.destroy();
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
        });
      });
    });
    sent.on('error', reject).end(body);
  });
}

const OWN = () => ({ org_id: trust.organisation.orgId, org_name: trust.organisation.orgName });

function tlsClaims(): Record<string, unknown> {
  return {
    token_endpoint_auth_method: 'tls_client_auth',
    token_endpoint_auth_signing_alg: undefined,
    tls_client_auth_subject_dn: trust.client.subjectDn,
  };
}

describe('a server with mutual TLS', () => {
  it('registers a software whose organisation holds the certificate', async () => {
    expect((await call('/register', { body: await registrationJwt({}, OWN()) })).status).toBe(201);
  });

  it('refuses a software of another organisation', async () => {
    const { status, body } = await call('/register', { body: await registrationJwt() });
    expect([status, body.error]).toEqual([400, 'unapproved_software_statement']);
  });

  it.each(['/register', '/token', '/register/x'])(
    'answers 401 on %s without a certificate',
    async (path) => {
      const method = path === '/register/x' ? 'GET' : 'POST';
      expect((await call(path, { client: null, method })).status).toBe(401);
    },
  );

  it('answers 401 to a certificate of an unknown authority', async () => {
    expect((await call('/register', { client: trust.rogueClient })).status).toBe(401);
  });

  it('shows discovery to everybody', async () => {
    const path = '/.well-known/openid-configuration';
    const { body } = await call(path, { method: 'GET', client: null });
    expect(body.token_endpoint_auth_methods_supported).toEqual([
      'private_key_jwt',
      'tls_client_auth',
    ]);
  });

  it.each(['localhost', '127.0.0.1'])('is its own issuer under the name %s', async (host) => {
    const { body } = await call('/.well-known/openid-configuration', { method: 'GET', host });
    expect(body.issuer).toBe(bank.origin.replace('127.0.0.1', host));
  });

  it('gives a token to the certificate that was registered', async () => {
    const { body } = await call('/register', { body: await registrationJwt(tlsClaims(), OWN()) });
    const form = `grant_type=client_credentials&client_id=${body.client_id}`;
    const type = 'application/x-www-form-urlencoded';
    expect((await call('/token', { type, body: form })).status).toBe(200);
  });

  it('gives no token to a client that has registered its certificate but sends an assertion', async () => {
    const { body } = await call('/register', { body: await registrationJwt(tlsClaims(), OWN()) });
    const form = tokenForm(await assertion(String(body.client_id), bank.origin));
    const type = 'application/x-www-form-urlencoded';
    expect((await call('/token', { type, body: String(new URLSearchParams(form)) })).status).toBe(
      401,
    );
  });
});

describe('startServer', () => {
  it('refuses client certificates without TLS', async () => {
    await expect(openBank({ mtls: { ca: trust.ca } })).rejects.toThrow(
      'client certificates need TLS',
    );
  });

  it('says which port cannot be had', async () => {
    const port = Number(new URL(bank.origin).port);
    await expect(openBank({ port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port} (EADDRINUSE)`,
    );
  });
});
