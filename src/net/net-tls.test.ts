import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../keys/store.ts';
import { temporaryFolder } from '../keys/testing/temporary-folder.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { createNet, type Net, type NetResult, type TlsSettings } from './net.ts';

let trust: TrustMaterial;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  trust = await openTrustMaterial(folder.path);
}, 60_000);

afterAll(() => folder.remove());

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function serve(options: ServerOptions = {}): Promise<string> {
  const server = createServer({ ...trust.server, ...options }, (_request, response) =>
    response.end('hello'),
  );
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

function net(settings: Partial<TlsSettings>): Net {
  const created = createNet({
    identities: { it: { rejectUnauthorized: true, ca: [trust.ca], ...settings } },
    timeoutMs: 3000,
  });
  cleanUp.push(() => created.close());
  return created;
}

function get(url: string, settings: Partial<TlsSettings> = {}): Promise<NetResult> {
  const request = { identity: 'it', method: 'GET', url, headers: [], body: null };
  return net(settings).request(request);
}

const MUTUAL = { requestCert: true, rejectUnauthorized: true };

describe('createNet over TLS', () => {
  it('tells version, cipher, whether the server is trusted, and whether a certificate was shown', async () => {
    const url = await serve({ maxVersion: 'TLSv1.2' });
    const { response, tls } = await get(url, trust.client);
    expect([response?.status, tls]).toEqual([
      200,
      {
        protocol: 'TLSv1.2',
        cipher: expect.stringMatching(/^ECDHE-RSA-AES\d+-GCM-SHA\d+$/),
        authorized: true,
        clientCertificate: true,
      },
    ]);
  });

  it('does not talk to a server whose CA it does not know', async () => {
    const { response, failure } = await get(await serve(), { ca: [] });
    expect([response, failure?.kind]).toEqual([null, 'tls']);
  });

  it('talks to it all the same when certificates are not to be verified, and says so', async () => {
    const { response, tls } = await get(await serve(), { ca: [], rejectUnauthorized: false });
    expect([response?.status, tls?.authorized]).toEqual([200, false]);
  });

  it('is let in with a certificate that the server trusts', async () => {
    const { response } = await get(await serve({ ...MUTUAL, ca: trust.ca }), trust.client);
    expect(response?.status).toBe(200);
  });

  it.each([
    ['TLSv1.2', 'none'],
    ['TLSv1.2', 'rogue'],
    ['TLSv1.3', 'none'],
    ['TLSv1.3', 'rogue'],
  ] as const)('reports tls or reset when %s turns away identity %s', async (version, identity) => {
    const url = await serve({
      ...MUTUAL,
      ca: trust.ca,
      minVersion: version,
      maxVersion: version,
    });
    const settings = identity === 'none' ? {} : trust.rogueClient;
    const { response, failure } = await get(url, settings);
    // In TLS 1.3 the alert comes after the handshake, and races with the end of the connection.
    expect(response).toBeNull();
    expect(['tls', 'reset']).toContain(failure?.kind);
  });
});
