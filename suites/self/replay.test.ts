/** docs/replay-the-wso2-page.md, command by command, with the request of the page. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOC = join(ROOT, 'docs/replay-the-wso2-page.md');
const VECTORS = join(ROOT, 'fixtures/vectors/request-wso2-page.json');

interface Block {
  readonly language: string;
  readonly text: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const port = await freePort();
const text = (await readFile(DOC, 'utf8')).replaceAll('8243', String(port));
const blocks: readonly Block[] = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', block = '']) => ({ language, text: block }),
);
const [start = '', printed = '', joined = '', signed = '', linted = ''] = blocks
  .filter(({ language }) => language === 'sh')
  .map((block) => block.text);
const answers = blocks.filter(({ language }) => language === 'json').map((block) => block.text);

/** The commands with this checkout in place of the installed package. */
const MAIN = ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')];
const PRELUDE = [
  `npx() { shift; "${process.execPath}" ${MAIN.map((word) => `"${word}"`).join(' ')} "$@"; }`,
  'curl() { command curl --silent "$@"; }',
].join('\n');
const [keys = '', serve = ''] = start.split(/\n(?=npx dcr-conformance serve)/);

let dir = '';
let server: ReturnType<typeof spawn> | null = null;

/** What a block of commands writes to standard output. */
async function sh(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', `${PRELUDE}\n${script}`], {
    cwd: dir,
  });
  return stdout;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-replay-'));
  const { vectors } = JSON.parse(await readFile(VECTORS, 'utf8')) as {
    vectors: readonly { id: string; jwt: string }[];
  };
  const page = vectors.find(({ id }) => id.endsWith('/request-wrapped'));
  await writeFile(join(dir, 'page.txt'), page?.jwt ?? '');
  await sh(keys);
  const words = serve.replaceAll('\\\n', ' ').trim().split(/\s+/).slice(2);
  server = spawn(process.execPath, [...MAIN, ...words], { cwd: dir });
  for await (const chunk of server.stdout ?? []) if (String(chunk).includes('Ctrl-C')) break;
}, 60_000);

afterAll(async () => {
  server?.kill('SIGTERM');
  await rm(dir, { recursive: true });
});

describe('the request of the page', { timeout: 60_000 }, () => {
  it('is refused as printed, as the document shows', async () => {
    expect(JSON.parse(await sh(printed))).toEqual(JSON.parse(answers[0] ?? ''));
  });

  it('is refused in one line, for the keys of its statement', async () => {
    expect(JSON.parse(await sh(joined))).toEqual(JSON.parse(answers[1] ?? ''));
  });

  it('is registered once its claims are signed by our keys', async () => {
    await sh(signed);
    const record = JSON.parse(await readFile(join(dir, 'answer.json'), 'utf8'));
    expect(record).toMatchObject({
      client_id: expect.any(String),
      software_id: 'sgsMuc8ACBgBzinpr8oJ8B12345-NEW',
      redirect_uris: ['https://wso2.com'],
      grant_types: expect.arrayContaining(['urn:ietf:params:oauth:grant-type:jwt-bearer']),
    });
  });

  it('has its two redirect URIs as the only errors then', async () => {
    const report = await sh(linted.replace('||', '--reporter json ||'));
    const { findings, summary } = JSON.parse(report);
    const errors = findings.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/redirect_uris/0',
      '/redirect_uris/1',
    ]);
    expect(summary.error).toBe(2);
  });
});
