import type { ServerOptions } from 'node:https';
import { describe, expect, it } from 'vitest';
import { type TestCertificate, testCertificate } from '../keys/testing/certificates.ts';
import type { RunOptions } from '../model/options.ts';
import { examineHost } from './host.ts';
import type { Row } from './row.ts';
import { serveHttp, serveTcp, serveTls } from './testing/servers.ts';
import { authority, brief, reach, server } from './testing/setting.ts';

const NAMES = ['localhost', '127.0.0.1'];
const { key } = server;
const root = testCertificate({ name: 'Bank Root', authority: true });
const issuing = testCertificate({ name: 'Bank Issuing', authority: true, issuer: root, key });
const under = (issuer: TestCertificate, extra: object = {}) =>
  testCertificate({ name: 'api', names: NAMES, issuer, key, ...extra });
const alone = (extra: object = {}) =>
  testCertificate({ name: 'self', names: NAMES, key, ...extra });

/** What TLS of a server with this certificate, and perhaps more of its chain, looks like. */
async function tls(
  { cert }: TestCertificate,
  more: readonly TestCertificate[] = [],
  changes: Partial<RunOptions> = {},
  settings: ServerOptions = {},
) {
  const chain = [cert, ...more.map((each) => each.cert)].join('');
  const port = await serveTls({ key, cert: chain, ...settings });
  const report = await examineHost(reach(changes), new URL(`https://localhost:${port}/`));
  return { ...report, tls: report.rows.filter(({ area }) => area === 'tls') };
}

function problems(rows: readonly Row[]): string[] {
  return rows.filter(({ status }) => status === 'problem').map(({ found }) => found);
}

describe('TLS in order', () => {
  it('is told with version, cipher suite, subject, issuer and end', async () => {
    const { usable, tls: rows } = await tls(server, [], {}, { maxVersion: 'TLSv1.2' });
    expect([usable, brief(rows)]).toEqual([
      true,
      [
        expect.stringMatching(/^ok: TLSv1\.2, ECDHE-RSA-AES\d+-GCM-SHA\d+$/),
        expect.stringMatching(/^ok: CN=localhost, under CN=Our Root, until \d{4}-\d\d-\d\d$/),
      ],
    ]);
  });

  it('says when it ends soon', async () => {
    const { tls: rows } = await tls(under(authority, { until: 5 }));
    expect(brief(rows)[1]).toContain('(in 5 days)');
  });

  it('is seen also where the server ends every handshake without a client certificate', async () => {
    const mutual = { requestCert: true, rejectUnauthorized: true, ca: authority.cert };
    const { usable } = await tls(server, [], {}, { ...mutual, maxVersion: 'TLSv1.2' });
    expect(usable).toBe(true);
  });
});

describe('a certificate that is not trusted', () => {
  it.each<[what: string, leaf: TestCertificate, more: readonly TestCertificate[], says: RegExp[]]>([
    ['is self-signed', alone(), [], [/^self-signed: CN=self vouches for itself$/]],
    [
      'has a root that is sent',
      under(root),
      [root],
      [/^unknown CA CN=Bank Root: the server sends/],
    ],
    [
      'has a chain that ends below an unknown root',
      under(issuing),
      [issuing],
      [/^unknown CA CN=Bank Root: it is not trusted here$/],
    ],
    [
      'comes without its issuer',
      under(issuing),
      [],
      [/^unknown CA CN=Bank Issuing: .* the server sends its own certificate alone$/],
    ],
    [
      'comes without an intermediate that it names',
      under(issuing, { issuerUrl: 'http://ca.example/issuing.cer' }),
      [],
      [
        /^the intermediate certificate CN=Bank Issuing is missing: .*http:\/\/ca\.example\/issuing\.cer/,
      ],
    ],
    [
      'has expired',
      under(authority, { from: -40, until: -10 }),
      [],
      [/^expired \d{4}-\d\d-\d\d, 10 days ago: CN=api$/],
    ],
    [
      'has expired and is self-signed',
      alone({ from: -40, until: -10 }),
      [],
      [/^self-signed: CN=self/, /^expired .* 10 days ago: CN=self$/],
    ],
    [
      'has expired under an unknown CA',
      under(root, { from: -40, until: -10 }),
      [],
      [/^unknown CA CN=Bank Root/, /^expired/],
    ],
    [
      'is not valid yet',
      under(authority, { from: 3 }),
      [],
      [/^not valid before \d{4}-\d\d-\d\d: CN=api/],
    ],
    [
      'is for another name',
      under(authority, { names: ['bank.example', '10.0.0.1'] }),
      [],
      [/^issued for DNS:bank\.example, IP Address:10\.0\.0\.1, not for localhost$/],
    ],
    [
      'is for no name',
      under(authority, { names: [] }),
      [],
      [/^issued for no host at all \(subject CN=api\), not for localhost$/],
    ],
    [
      'is self-signed and for another name',
      alone({ names: ['bank.example'] }),
      [],
      [/^self-signed/, /^issued for DNS:bank\.example/],
    ],
  ])('is explained where it %s', async (_what, leaf, more, says) => {
    const { usable, tls: rows } = await tls(leaf, more);
    const found = problems(rows);
    expect([usable, found.length]).toEqual([false, says.length]);
    for (const [index, pattern] of says.entries()) expect(found[index]).toMatch(pattern);
    expect(rows.every(({ status, fix }) => status !== 'problem' || fix !== null)).toBe(true);
  });

  it('is trusted once its missing intermediate is given as CA', async () => {
    const { usable } = await tls(under(issuing), [], { ca: issuing.cert + root.cert });
    expect(usable).toBe(true);
  });

  it('is used all the same with --insecure, and still explained', async () => {
    const { usable, tls: rows } = await tls(alone(), [], { insecure: true });
    expect([usable, brief(rows)[1]]).toEqual([
      true,
      'note: accepted by --insecure: self-signed: CN=self vouches for itself',
    ]);
  });
});

describe('a handshake that fails', () => {
  it('is explained where the server is silent', async () => {
    const port = await serveTcp(() => undefined);
    const url = new URL(`https://localhost:${port}`);
    const { usable, rows } = await examineHost(reach({ timeoutMs: 300 }), url);
    expect([usable, problems(rows)]).toEqual([false, [expect.stringMatching(/no answer in time/)]]);
  });

  it.each<[what: string, serve: () => Promise<number>, says: RegExp]>([
    [
      'speaks http',
      () => serveHttp((_q, response) => response.end()),
      /speaks no TLS at this port/,
    ],
    [
      'closes',
      () => serveTcp((socket) => socket.destroy()),
      /closed the connection without a word/,
    ],
    [
      'knows TLS 1.1 only',
      () =>
        serveTls({
          key,
          cert: server.cert,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        }),
      /no TLS version in common/,
    ],
    [
      'wants a client certificate under another CA',
      () =>
        serveTcp((socket) => {
          // A fatal alert unknown_ca (RFC 8446 6), in a record of TLS 1.2.
          socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 48])));
        }),
      /does not know the CA of our client certificate/,
    ],
  ])('is explained where the server %s', async (_what, serve, says) => {
    const port = await serve();
    const report = await examineHost(reach(), new URL(`https://localhost:${port}`));
    const rows = report.rows.filter(({ area }) => area === 'tls');
    expect([report.usable, problems(rows)]).toEqual([false, [expect.stringMatching(says)]]);
  });
});

describe('a host with several addresses', () => {
  const at = (port: number, ...addresses: string[]) => ({
    resolve: [{ host: 'localhost', port, addresses }],
  });

  it('is told once where all behave the same', async () => {
    const port = await serveTls({ key, cert: server.cert });
    const url = new URL(`https://localhost:${port}/`);
    const { rows } = await examineHost(reach(at(port, '127.0.0.1', '::ffff:127.0.0.1')), url);
    expect(rows.filter(({ area }) => area === 'tls').length).toBe(2);
  });

  it('is used where one of them is shut', async () => {
    const port = await serveTls({ key, cert: server.cert });
    const url = new URL(`https://localhost:${port}/`);
    const { rows, usable } = await examineHost(reach(at(port, '127.0.0.9', '127.0.0.1')), url);
    expect([usable, brief(rows, 'tcp')]).toEqual([
      true,
      [
        'note: connection refused (ECONNREFUSED); the other addresses are used',
        expect.stringMatching(/^ok: connected in \d+ ms$/),
      ],
    ]);
  });
});
