/** SSAs of a real directory, as a person tries them: by commands alone, and over mutual TLS. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/cli.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { keyStore } from '../../src/keys/pkcs12.ts';
import type { TrustMaterial } from '../../src/keys/trust-material.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE, trustMaterial } from './run-against.ts';
import {
  type RealDirectory,
  softwareClaims,
  startRealDirectory,
} from './testing/real-directory.ts';
import { type Started, startProcess } from './testing/start-process.ts';

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-supplied-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function reportIn(out: string): Promise<RunReport> {
  return JSON.parse(await readFile(join(dir, out, 'report.json'), 'utf8')) as RunReport;
}

function verdictOf({ results }: RunReport, id: string): string | undefined {
  return results.find(({ caseId }) => caseId === id)?.verdict;
}

/** `text`, and everything that is encoded inside. */
function inside(text: string): string {
  const parts = text.match(/eyJ[\w-]+/g) ?? [];
  const decoded = [...new Set(parts)].map((part) => Buffer.from(part, 'base64url').toString());
  return [text, ...decoded.map(inside)].join('\n');
}

describe('by commands alone', () => {
  const started: Started[] = [];
  /** Starts `serve`; answers where it listens. */
  const serve = async (...args: readonly string[]): Promise<string> => {
    const server = startProcess('cli', ['serve', '--port=0', ...args], dir);
    started.push(server);
    const [, origin = ''] = await server.printed(/at (https?:\/\/\S+)[\s\S]*Ctrl-C/);
    return origin;
  };

  afterAll(async () => {
    for (const { child } of started) child.kill('SIGINT');
    await Promise.all(started.map(({ finished }) => finished));
  });

  it('a bank that trusts another directory is tested with the SSA that this one has issued', async () => {
    const directory = await serve('--keys=directory');
    const bank = await serve('--keys=bank', '--trust=directory/directory.jwks.json');
    const body = JSON.stringify(softwareClaims('Mobile1'));
    const issued = await fetch(`${directory}/directory/ssa`, { method: 'POST', body });
    await writeFile(join(dir, 'ssa.jwt'), await issued.text());
    const { keys } = JSON.parse(await readFile(join(dir, 'directory/tpp/jwks.json'), 'utf8')) as {
      keys: { kty: string; use: string; kid: string }[];
    };
    const kid = keys.find(({ kty, use }) => kty === 'RSA' && use === 'sig')?.kid;
    const run = startProcess(
      'cli',
      [
        'run',
        `--target=${bank}/.well-known/openid-configuration`,
        '--ssa=ssa.jwt',
        '--signing-key=directory/tpp/signing.key.pem',
        `--signing-kid=${kid}`,
        '--audience=RefBank0015800001',
        '--only=registration,signatures,response-shape,management/put',
      ],
      dir,
    );
    const { code, out, err } = await run.finished;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^CONFORMANT · http/m);
    const report = await reportIn('reports');
    expect([report.trustMode, report.leftovers]).toEqual(['supplied', []]);
    expect(
      [
        'registration/full',
        'signatures/ssa-signature-bit',
        'signatures/request-signature-bit',
        'management/put-request-signature-bit',
      ].map((id) => verdictOf(report, id)),
    ).toEqual(['pass', 'pass', 'pass', 'pass']);
  });
});

describe('over mutual TLS, with the certificate of the software and its key in PKCS#12', () => {
  let real: RealDirectory;
  let ours: TrustMaterial;
  let bank: RunningServer;

  beforeAll(async () => {
    [real, ours] = await Promise.all([startRealDirectory(), trustMaterial()]);
    bank = await startServer({
      profile: PROFILE,
      tls: ours.server,
      // The bank knows certificates of the real directory alone.
      mtls: { ca: real.keys.ca },
      directories: [real.trusted],
    });
    const signing = real.keys.key('tpp-signing').private.export({ type: 'pkcs8', format: 'pem' });
    const [leaf = ''] =
      /-----BEGIN[\s\S]+?-----END CERTIFICATE-----/.exec(real.keys.client.cert) ?? [];
    await mkdir(join(dir, 'tls'));
    await Promise.all([
      writeFile(join(dir, 'tls/bank.pem'), ours.ca),
      writeFile(join(dir, 'tls/cert.pem'), real.keys.client.cert),
      writeFile(join(dir, 'tls/key.pem'), real.keys.client.key),
      writeFile(join(dir, 'tls/signing.p12'), keyStore('signing', String(signing), [leaf], 'open')),
      writeFile(join(dir, 'tls/ssa.jwt'), await real.issue('Secure1')),
    ]);
  }, 120_000);

  afterAll(async () => {
    await bank.close();
    await real.close();
  });

  const args = (): readonly string[] => [
    `--target=${bank.discoveryUrl}`,
    '--ca=tls/bank.pem',
    '--ssa=tls/ssa.jwt',
    '--signing-key=tls/signing.p12',
    '--signing-key-passphrase=env:STORE',
    `--signing-kid=${real.keys.key('tpp-signing').kid}`,
    `--audience=${bank.audience}`,
    `--keys=${join(dir, 'own')}`,
    `--out=${join(dir, 'tls-out')}`,
  ];
  const run = async (...more: readonly string[]) => {
    const io = fakeIo(dir, { STORE: 'open' });
    const code = await main(['run', ...args(), ...more], io);
    return { code, out: io.out(), err: io.err() };
  };
  const transport = ['--transport-cert=tls/cert.pem', '--transport-key=tls/key.pem'];

  it('the target conforms, also in what it makes of certificates', async () => {
    const { code, err } = await run(...transport);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = await reportIn('tls-out');
    expect(
      [
        'transport/register-without-certificate',
        'transport/register-rogue-certificate',
        'client-use/tls-client-auth',
        'client-use/token',
      ].map((id) => verdictOf(report, id)),
    ).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(report.leftovers).toEqual([]);
  }, 120_000);

  it('nothing of the private keys or their passphrase is in the report', async () => {
    const text = await readFile(join(dir, 'tls-out/report.json'), 'utf8');
    const [, , signature = ''] = (await readFile(join(dir, 'tls/ssa.jwt'), 'utf8')).split('.');
    // A part of it will do: a defect changes a bit of the signature.
    const secrets = ['PRIVATE KEY', signature.slice(20, 60), '"open"'];
    const seen = inside(text);
    expect(secrets.map((secret) => seen.includes(secret))).toEqual([false, false, false]);
  });

  it('a certificate that the bank does not know is what the error speaks of', async () => {
    const { code, err } = await run();
    expect(code).toBe(3);
    expect(err).toMatch(/certificate/i);
  });
});

describe('our own key sets, hosted apart', () => {
  it('serve a run that publishes them, as static files would', async () => {
    const keys = join(dir, 'own-keys');
    const serving = fakeIo(dir);
    const served = main(['keys', 'serve', `--keys=${keys}`], serving);
    await expect.poll(() => serving.out(), { timeout: 20_000 }).toContain('Ctrl-C stops it.');
    const [, baseUrl = ''] = /Public keys of \S+ at (\S+)/.exec(serving.out()) ?? [];
    const [issuer = ''] = PROFILE.ssa.issuers;
    const trusted = JSON.parse(await readFile(join(keys, 'directory.jwks.json'), 'utf8'));
    const bank = await startServer({
      profile: PROFILE,
      directories: [{ issuer, jwks: trusted }],
    });
    const io = fakeIo(dir);
    const code = await main(
      [
        'run',
        `--target=${bank.discoveryUrl}`,
        `--audience=${bank.audience}`,
        `--keys=${keys}`,
        '--publish=site',
        `--jwks-base-url=${baseUrl}`,
        '--only=registration/full,signatures',
        `--out=${join(dir, 'published')}`,
      ],
      io,
    );
    serving.signal('SIGINT');
    await Promise.all([served, bank.close()]);
    expect({ code, err: io.err() }).toEqual({ code: 0, err: '' });
    const report = await reportIn('published');
    expect(verdictOf(report, 'signatures/request-signature-bit')).toBe('pass');
    expect(verdictOf(report, 'signatures/jwks-empty')).toBe('not-applicable');
    const site = JSON.parse(await readFile(join(dir, 'site/directory.jwks.json'), 'utf8'));
    expect(site).toEqual(trusted);
  }, 120_000);
});
