import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintSchema } from '../../lint/schema.ts';
import { NOW, recordText, requestText, ssaText } from '../../lint/testing/documents.ts';
import { startProxy } from '../../net/testing/connect-proxy.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';

async function run(line: string, stdin = '', env: Record<string, string> = {}) {
  const io = fakeIo(dir, env, stdin);
  const words = ['lint', ...line.split(' ').filter((word) => word !== '')];
  const code = await main([...words, `--now=${NOW + 2}`], io);
  return { code, out: io.out(), err: io.err() };
}

const FOREIGN = { redirect_uris: ['https://evil.example'] };

const FILES: Readonly<Record<string, string>> = {
  'request.jwt': requestText(),
  'ssa.jwt': ssaText(),
  'record.json': recordText(),
  'broken.jwt': requestText(FOREIGN),
  'remark.jwt': requestText({ aud: 'https://bank.example' }),
  'warning.jwt': requestText({ scope: 'openid payments' }),
  'error.json': '{"error":"invalid_redirect_uri"}',
  'keys.json': '{"keys":[]}',
  'no-keys.json': '{"key":[]}',
  'empty.txt': '',
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-lint-'));
  await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(join(dir, name), text)));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('lint', () => {
  it.each([
    ['a right request', 'request.jwt', 0],
    ['a right transaction', 'request.jwt ssa.jwt record.json', 0],
    [
      'a right transaction by options',
      '--request request.jwt --ssa ssa.jwt --response record.json',
      0,
    ],
    ['a wrong request', 'broken.jwt', 1],
    ['a warning', 'warning.jwt', 0],
    ['a warning, where warnings count', 'warning.jwt --fail-on warning', 1],
    ['a remark, where warnings count', 'remark.jwt --fail-on warning', 0],
    ['a remark, where remarks count', 'remark.jwt --fail-on info', 1],
    ['a wrong request under a profile', 'broken.jwt --profile ob-uk-3.2', 1],
    ['a text that is no part of a registration', 'empty.txt', 1],
    ['aud of another bank', 'request.jwt --audience other --fail-on warning', 1],
    ['keys that are not those', 'request.jwt --jwks keys.json', 1],
  ])('ends with the exit code of the contract: %s', async (_what, line, expected) => {
    const { code, err } = await run(line);
    expect({ code, err }).toEqual({ code: expected, err: '' });
  });

  it.each([
    ['nothing', '', /nothing to look at/],
    ['a file that is not there', 'gone.jwt', /gone\.jwt cannot be read/],
    ['standard input twice', '- --ssa -', /standard input was named twice/],
    ['an unknown profile', 'request.jwt --profile ob-uk-9', /unknown profile ob-uk-9/],
    ['auto and another profile', 'request.jwt --profile auto,ob-uk-3.3', /more than one --profile/],
    [
      'a severity that there is none of',
      'request.jwt --fail-on fail',
      /--fail-on is unknown: "fail"/,
    ],
    [
      'a reporter that is not for lint',
      'request.jwt --reporter junit',
      /--reporter is unknown: "junit"/,
    ],
    ['a key set that is none', 'request.jwt --jwks no-keys.json', /no-keys\.json holds no key set/],
    [
      'a URL without leave to fetch',
      'request.jwt --jwks https://keys.example/a',
      /--jwks is a URL/,
    ],
    ['a certificate that is none', 'request.jwt --transport-cert request.jwt', /--transport-cert/],
    ['an option of other commands', 'request.jwt --target https://bank.example', /unknown option/],
  ])('refuses wrong usage in one line: %s', async (_what, line, message) => {
    const { code, out, err } = await run(line);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('reads standard input', async () => {
    expect((await run('-', FILES['broken.jwt'])).out).toContain('registration request in stdin');
  });

  it('says what it took the documents for', async () => {
    expect((await run('request.jwt')).out).toMatch(
      /^profile ob-uk-3\.3, because the software statement is one of Open Banking UK/,
    );
  });

  it('writes JSON of the published shape', async () => {
    const { out } = await run('broken.jwt record.json --reporter json');
    const report = lintSchema.parse(JSON.parse(out));
    expect(report.documents.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'request broken.jwt',
      'ssa broken.jwt',
      'response record.json',
    ]);
    expect(report.findings[0]).toMatchObject({
      id: 'redirect.subset',
      pointer: '/redirect_uris/0',
      line: 1,
    });
  });

  it('ranks what explains an error first', async () => {
    const { out } = await run('broken.jwt error.json --reporter json');
    expect(lintSchema.parse(JSON.parse(out)).findings[0]?.id).toBe('redirect.subset');
  });

  it('writes SARIF and annotations', async () => {
    expect(JSON.parse((await run('broken.jwt --reporter sarif')).out)).toMatchObject({
      version: '2.1.0',
    });
    expect((await run('broken.jwt --reporter github')).out).toMatch(
      /^::error file=broken\.jwt,line=1,/,
    );
  });

  it('colours on request only where there is no terminal', async () => {
    expect((await run('broken.jwt')).out).not.toContain('\u001b');
    expect((await run('broken.jwt --color')).out).toContain('\u001b');
  });

  it('pays no heed to what the environment says for runs', async () => {
    const { code } = await run('warning.jwt', '', { DCR_FAIL_ON: 'warn', DCR_REPORTER: 'junit' });
    expect(code).toBe(0);
  });

  it('compares a client certificate', async () => {
    const io = fakeIo(dir);
    await main(['keys'], io);
    const { out, code } = await run(
      'request.jwt --transport-cert keys/tpp/transport.pem --fail-on warning',
    );
    expect(out).toContain('transport.certificate-matches-ssa');
    expect(code).toBe(1);
  }, 30_000);
});

describe('lint --online', () => {
  it('fetches a key set, once and without following redirects', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const moved = request.url === '/moved';
      response.writeHead(
        moved ? 302 : 200,
        moved ? { location: '/keys' } : { 'content-type': 'application/json' },
      );
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = await run(`request.jwt --online --jwks ${origin}/keys`);
    const moved = await run(`request.jwt --online --jwks ${origin}/moved`);
    await new Promise((resolve) => server.close(resolve));
    expect(found.out).toContain('request.signature.valid');
    expect(moved).toMatchObject({ code: 2, err: expect.stringContaining('status 302') });
    expect(asked).toEqual(['/keys', '/moved']);
  });

  it('goes through the proxy that is named, by option and by variable, unless NO_PROXY says otherwise', async () => {
    const server = createServer((_request, response) => response.end('{"keys":[]}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://directory.example:${port}/keys`;
    const proxy = await startProxy();
    const line = `request.jwt --online --jwks ${url}`;
    const byOption = await run(`${line} --proxy ${proxy.url}`);
    const byVariable = await run(line, '', { HTTP_PROXY: proxy.url });
    const excepted = await run(line, '', { HTTP_PROXY: proxy.url, NO_PROXY: 'directory.example' });
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
    expect(byOption.out).toContain('request.signature.valid');
    expect(byVariable.out).toContain('request.signature.valid');
    expect(excepted).toMatchObject({ code: 2, err: expect.stringContaining('cannot be fetched') });
    expect(proxy.log).toEqual([`directory.example:${port}`, `directory.example:${port}`]);
  });

  it('says in one line what a proxy refuses', async () => {
    const proxy = await startProxy({ credentials: 'user:secret' });
    const { code, err } = await run(
      `request.jwt --online --jwks https://directory.example/keys --proxy ${proxy.url}`,
    );
    await proxy.close();
    expect(code).toBe(2);
    expect(err).toMatch(/^dcr-conformance: .* cannot be fetched – .*407.*\n$/);
  });

  it('says in one line that a URL cannot be fetched', async () => {
    const { code, err } = await run('request.jwt --online --jwks http://127.0.0.1:1/keys');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^dcr-conformance: http:\/\/127\.0\.0\.1:1\/keys cannot be fetched – .+\n$/,
    );
  });
});
