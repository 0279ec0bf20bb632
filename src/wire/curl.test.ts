import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CurlRequest, curlLine, shellWord } from './curl.ts';

const run = promisify(execFile);

// Prints its arguments and standard input, each argument closed by NUL, as JSON cannot lose anything.
const FAKE_CURL = `#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done
case " $* " in *" --data-binary @- "*) cat ;; esac
`;

let bin = '';

beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'curl-'));
  await writeFile(join(bin, 'curl'), FAKE_CURL, { mode: 0o755 });
});

afterAll(() => rm(bin, { recursive: true }));

async function words(line: string): Promise<string[]> {
  const { stdout } = await run('sh', ['-c', line], {
    encoding: 'buffer',
    env: { PATH: `${bin}${delimiter}${process.env.PATH}`, DCR_TOKEN: 'a "secret" $HOME' },
  });
  return stdout.toString('latin1').split('\0');
}

function post(changes: Partial<CurlRequest>): CurlRequest {
  return {
    method: 'POST',
    url: ['https://bank.example/register'],
    headers: [['content-type', ['application/jwt']]],
    body: ['a.b.c'],
    identity: 'none',
    ...changes,
  };
}

const HOSTILE = [
  `'; touch /tmp/owned; echo '`,
  `$(id) \`id\` \${DCR_TOKEN} $DCR_TOKEN`,
  '"double" \\backslash\\ \'single\'',
  'line one\nline two\r\ttab',
  '-o/etc/passwd',
  '@/etc/passwd',
  'ünïcödé ☃ !! & | ; < > * ? [a] {b,c} ~ #',
  '\u001b[31mred\u0007',
];

describe('curlLine', () => {
  it.each(HOSTILE)('hands the body %j to curl unchanged', async (body) => {
    const got = await words(curlLine(post({ body: [body] })));
    const at = got.indexOf('--data-raw');
    expect(Buffer.from(got[at + 1] ?? '', 'latin1').toString('utf8')).toBe(body);
  });

  it.each(HOSTILE.filter((text) => !/[\n\r]/.test(text)))(
    'hands the header value %j to curl unchanged',
    async (value) => {
      const got = await words(curlLine(post({ headers: [['x-a', [value]]] })));
      const at = got.indexOf('--header');
      expect(Buffer.from(got[at + 1] ?? '', 'latin1').toString('utf8')).toBe(`x-a: ${value}`);
    },
  );

  it('keeps a hostile URL one word', async () => {
    const url = "https://bank.example/register/';id;'$(id)";
    expect((await words(curlLine(post({ url: [url] })))).at(-2)).toBe(url);
  });

  it('lets the shell fill in credentials as one word', async () => {
    const headers = [['authorization', ['Bearer ', { variable: 'DCR_TOKEN' }]]] as const;
    const got = await words(curlLine(post({ headers })));
    expect(got).toContain('authorization: Bearer a "secret" $HOME');
  });

  it('pipes a binary body through base64', async () => {
    const bytes = Uint8Array.of(0, 255, 39, 10, 128);
    const got = await words(curlLine(post({ body: ['�'] }), bytes));
    expect(got.slice(-2).join('\0')).toBe(Buffer.from(bytes).toString('latin1'));
  });

  it('does not let curl invent a content type', async () => {
    expect(await words(curlLine(post({ headers: [] })))).toContain('Content-Type:');
  });

  it('sends a header without a value', async () => {
    expect(await words(curlLine(post({ headers: [['x-a', []]] })))).toContain('x-a;');
  });

  it('sends no body where there is none', async () => {
    const got = await words(curlLine(post({ method: 'GET', body: null, headers: [] })));
    expect(got.filter((word) => word.startsWith('--data'))).toEqual([]);
  });

  it.each([
    ['tpp', `--cert "\${DCR_CERT}" --key "\${DCR_KEY}"`],
    ['rogue', `--cert "\${DCR_ROGUE_CERT}" --key "\${DCR_ROGUE_KEY}"`],
    ['expired', `--cert "\${DCR_EXPIRED_CERT}" --key "\${DCR_EXPIRED_KEY}"`],
    ['other', `--cert "\${DCR_OTHER_CERT}" --key "\${DCR_OTHER_KEY}"`],
    ['unlisted', `--cert "\${DCR_UNLISTED_CERT}" --key "\${DCR_UNLISTED_KEY}"`],
    ['tpp-old-tls', `--key "\${DCR_KEY}" --tls-max 1.1`],
    ['tpp-weak-ciphers', `--key "\${DCR_KEY}" --tlsv1.2 --tls-max 1.2 --ciphers AES128`],
  ] as const)('names the certificate of identity %s', (identity, part) => {
    expect(curlLine(post({ identity }))).toContain(part);
  });

  it('names no certificate over plain http', () => {
    const line = curlLine(post({ identity: 'tpp', url: ['http://localhost:1/register'] }));
    expect(line).not.toContain('--cert');
  });

  it('asks for a file where the body is too long for a command line', () => {
    const line = curlLine(post({ body: ['x'.repeat(200_000)] }));
    expect(line).toContain(`--data-binary @"\${DCR_BODY_FILE}"`);
  });
});

describe('shellWord', () => {
  it('gives an empty word for nothing', () => {
    expect(shellWord([])).toBe("''");
  });
});
