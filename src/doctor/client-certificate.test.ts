import type { ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { testCertificate } from '../keys/testing/certificates.ts';
import { openAsking } from './asking.ts';
import { compareCertificate, ownCertificate } from './client-certificate.ts';
import { serveHttp, serveTls } from './testing/servers.ts';
import { authority, server, setting, trust } from './testing/setting.ts';

const stranger = testCertificate({ name: 'Stranger', authority: true, key: server.key });
const { key, cert } = server;

async function compare(options: ServerOptions, listener?: Parameters<typeof serveTls>[1]) {
  const port = await serveTls({ key, cert, ...options }, listener);
  const url = new URL(`https://localhost:${port}/x`);
  const asking = openAsking(setting(), url, () => true);
  try {
    const pair = await asking.pair({ method: 'GET', url: url.href, headers: [], body: null });
    return compareCertificate(pair);
  } finally {
    await asking.close();
  }
}

const REQUIRED = { requestCert: true, rejectUnauthorized: true };
const ASKED = { requestCert: true, rejectUnauthorized: false };

describe('a client certificate', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('that %s insists on is required', async (version) => {
    const versions = { minVersion: version, maxVersion: version };
    const row = await compare({ ...REQUIRED, ca: authority.cert, ...versions });
    expect(row).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(/^required: without one the connection ends/),
    });
  });

  it('that nobody asks for is not required, and nobody can tell whether one is asked for', async () => {
    const row = await compare({});
    expect(row).toMatchObject({
      status: 'unknown',
      found: expect.stringMatching(/^not required: the same answer \(200\)/),
    });
  });

  it('that is asked for, and not needed, cannot be told from one that nobody asks for', async () => {
    expect(await compare({ ...ASKED, ca: authority.cert })).toMatchObject({
      status: 'unknown',
      found: expect.stringMatching(/^not required/),
    });
  });

  it('of a CA that the server does not know is a problem', async () => {
    const row = await compare({ ...REQUIRED, ca: stranger.cert });
    expect(row).toMatchObject({
      status: 'problem',
      found: expect.stringMatching(/^the connection ends with our certificate too/),
      fix: expect.stringContaining('keys/ca/root.pem'),
    });
  });

  it('that the application wants is required by it', async () => {
    const row = await compare({ ...ASKED, ca: authority.cert }, (request, response) => {
      const { authorized } = request.socket as TLSSocket;
      response.writeHead(authorized ? 400 : 401).end();
    });
    expect(row).toMatchObject({
      status: 'ok',
      found: 'required by the application: without one 401, no body; with ours 400, no body',
    });
  });

  it('that the application does not know is a problem', async () => {
    const row = await compare({ ...ASKED, ca: stranger.cert }, (request, response) => {
      const { getPeerX509Certificate } = request.socket as TLSSocket;
      const shown = getPeerX509Certificate.call(request.socket) !== undefined;
      response.writeHead(401).end(shown ? 'certificate not trusted' : 'who are you?');
    });
    expect(row).toMatchObject({
      status: 'problem',
      found: expect.stringMatching(/^the application refuses ours: 401/),
    });
  });

  it('that only gets in the way is a problem', async () => {
    const row = await compare({ ...ASKED, ca: authority.cert }, (request, response) => {
      const { authorized } = request.socket as TLSSocket;
      if (authorized) request.socket.destroy();
      else response.end();
    });
    expect(row).toMatchObject({
      status: 'problem',
      found: expect.stringMatching(/^ours is refused/),
    });
  });

  it('plays no part over plain http', async () => {
    const port = await serveHttp((_request, response) => response.end());
    const url = new URL(`http://localhost:${port}/`);
    const asking = openAsking(setting(), url, () => true);
    const pair = await asking.pair({ method: 'GET', url: url.href, headers: [], body: null });
    await asking.close();
    expect(compareCertificate(pair)).toBeNull();
  });
});

describe('our own certificate', () => {
  it('is told with subject, issuer and end', () => {
    expect(ownCertificate(trust, Date.now())).toMatchObject({
      status: 'ok',
      found: expect.stringMatching(/^CN=\S+, issued by CN=Our Root, until \d{4}-\d\d-\d\d$/),
    });
  });

  it('is a problem once it has expired', () => {
    const inAYear = Date.now() + 365 * 86_400_000;
    expect(ownCertificate(trust, inAYear)).toMatchObject({
      status: 'problem',
      found: expect.stringMatching(/^expired 335 days ago/),
    });
  });
});
