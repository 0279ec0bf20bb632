import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../../keys/store.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { startServer } from '../../server/start.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';
let trust: TrustMaterial;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-doctor-'));
  trust = await openTrustMaterial(join(dir, 'keys'));
  await writeFile(join(dir, 'ca.pem'), trust.ca);
}, 60_000);

afterAll(() => rm(dir, { recursive: true }));

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function doctor(flags: readonly string[], env: Record<string, string> = {}) {
  const io = fakeIo(dir, env);
  const code = await main(['doctor', `--keys=${join(dir, 'keys')}`, ...flags], io);
  return { code, out: io.out(), err: io.err() };
}

async function bank(): Promise<string> {
  const started = await startServer({
    profile: obUk33,
    tls: trust.server,
    mtls: { ca: trust.ca },
    directories: [{ issuer: 'OpenBanking Ltd', jwks: trust.directoryJwks }],
  });
  cleanUp.push(() => started.close());
  return started.origin.replace('127.0.0.1', 'localhost');
}

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createHttp(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

// Every part of the tool is loaded by the first of them.
describe('doctor', { timeout: 30_000 }, () => {
  it('finds no problem with the reference server, and names it first and last', async () => {
    const origin = await bank();
    const { code, out } = await doctor([`--target=${origin}`, '--ca=ca.pem']);
    const lines = out.trimEnd().split('\n');
    expect([code, lines[0], lines.at(-1)]).toEqual([
      0,
      expect.stringMatching(`doctor · ob-uk-3.3 · target: ${origin}$`),
      expect.stringMatching(`^no problems, .* · ${origin} · exit code 0$`),
    ]);
  });

  it('says what is wrong and how to fix it, with exit code 3', async () => {
    const origin = await bank();
    const { code, out } = await doctor([`--target=${origin}`]);
    expect(code).toBe(3);
    expect(out).toMatch(/^ {2}problem {2}localhost:\d+ {2}unknown CA C=GB, .*$/m);
    expect(out).toMatch(/^ +fix: give the PEM of that CA with --ca FILE/m);
  });

  it('gives the same as JSON', async () => {
    const origin = await bank();
    const { code, out } = await doctor([`--target=${origin}`, '--json']);
    const document = JSON.parse(out) as { exitCode: number; target: string; rows: object[] };
    expect([code, document.exitCode, document.target]).toEqual([3, 3, origin]);
    expect(document.rows).toContainEqual(
      expect.objectContaining({ area: 'tls', status: 'problem', fix: expect.any(String) }),
    );
  });

  it('sends nothing in a dry run, and lists what it would ask', async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    const { code, out } = await doctor([`--target=${origin}`, '--dry-run']);
    expect([code, asked]).toEqual([0, 0]);
    expect(out).toContain(`GET ${origin}/.well-known/openid-configuration`);
    expect(out).toContain('POST a valid registration, at most 12 legal variants');
  });

  it('leaves the registration out where it is told to', async () => {
    const origin = await bank();
    const flags = [`--target=${origin}`, '--ca=ca.pem', '--no-register'];
    const [{ out }, dry] = await Promise.all([doctor(flags), doctor([...flags, '--dry-run'])]);
    expect(out).toContain('no registration was sent: --no-register');
    expect(dry.out).not.toContain('POST a valid registration');
  });

  it('prints the endpoints of a preset, also without a target', async () => {
    const { code, out } = await doctor(['--preset=wso2-ob3', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('https://<IS_HOST>:9446/oauth2/token/.well-known/openid-configuration');
  });

  it.each([[[]], [['--json']]])('escapes what a target says %j', async (flags) => {
    const evil = '\u001b[31m\u009b2J\u202e\n::error::';
    const origin = await serve((request, response) => {
      const document = {
        issuer: `https://bank.example/${evil}`,
        registration_endpoint: `http://localhost:1/${evil}`,
        token_endpoint: evil,
      };
      response.writeHead(request.method === 'GET' ? 200 : 400, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(document));
    });
    const { out } = await doctor([`--target=${origin}`, '--timeout=1s', ...flags]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^::/m);
    expect(out).toContain('::error::');
  });

  it('never shows a secret', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="r"',
        'content-type': 'application/json',
      });
      response.end(
        JSON.stringify({
          error: `no, ${request.headers.authorization} hunter2-hunter2 ${request.headers['x-key']}`,
        }),
      );
    });
    const flags = [
      `--target=${origin}/register`,
      '--basic=env:PAIR',
      '--header=X-Key: hunter2-api-key',
    ];
    const { code, out, err } = await doctor(flags, { PAIR: 'me:hunter2-hunter2' });
    expect(code).toBe(3);
    expect(out).toContain('the Basic credential given is refused');
    expect(`${out}${err}`).not.toContain('hunter2');
    expect(`${out}${err}`).not.toContain('bWU6aHVudGVyMi1odW50ZXIy');
  });
});
