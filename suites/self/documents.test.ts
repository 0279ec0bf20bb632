/** Every command that the documents show is one that this program has: each is run, with what it needs at hand. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/cli.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { serve, trustMaterial } from './run-against.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is run by tests of its own: a Docker image, an Action, the steps of a replay. */
const ELSEWHERE: readonly string[] = ['replay-the-wso2-page.md'];

/** Commands that stay until they are stopped. */
const LASTING: readonly string[] = ['serve', 'ui', 'keys serve'];

/** Where a command of a document sends its requests: the place of anybody's server. */
const PLACES = /https?:\/\/(?:[\w.-]+\.example|127\.0\.0\.1:\d+|localhost:\d+)[^\s"]*|\$URL|…/g;

interface Command {
  readonly document: string;
  readonly text: string;
}

/** The commands in the fenced blocks of a document; what goes on behind a backslash is one. */
function commandsIn(document: string, markdown: string): readonly Command[] {
  const blocks = [...markdown.matchAll(/^ *```(?:sh)?\n([\s\S]*?)^ *```$/gm)].map(
    ([, text]) => text,
  );
  const lines = blocks.flatMap((text = '') => text.replace(/\\\n\s*/g, '').split('\n'));
  return lines
    .map((line) => line.replace(/^ *|\s+#.*$|\s*&$/g, ''))
    .filter((line) => /^(npx dcr-conformance|npm test)\b/.test(line))
    .map((text) => ({ document, text }));
}

const files = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md'));
const documents = ['README.md', ...files.map((name) => `docs/${name}`)];
const commands = (
  await Promise.all(
    documents
      .filter((name) => !ELSEWHERE.some((other) => name.endsWith(other)))
      .map(async (name) => commandsIn(name, await readFile(join(ROOT, name), 'utf8'))),
  )
).flat();

let dir = '';
let server: RunningServer;

/** The words of a command as a shell would give them, with `url` for anybody's server. */
function words(text: string, url: string): readonly string[] {
  const shell = text
    .replace(/ [>|].*$/, '')
    .replace(PLACES, url)
    .replace(/\$[A-Z]+/g, '7');
  return [...shell.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));
}

async function run(...argv: readonly string[]) {
  const io = fakeIo(dir, { DCR_CA: 'keys/ca/root.pem', IAT: 'initial', BANK_TOKEN: 'token' });
  const lasting = LASTING.some((name) => argv.join(' ').startsWith(name));
  const finished = main(argv, io);
  if (lasting) {
    while (!io.out().includes('Ctrl-C') && io.err() === '') await new Promise(setImmediate);
    io.signal('SIGTERM');
  }
  return { code: await finished, out: io.out(), err: io.err() };
}

async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeFile(join(dir, name), text);
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-documents-'));
  const trust = await trustMaterial();
  await cp(join(ROOT, 'keys'), join(dir, 'keys'), { recursive: true });
  server = await serve({ trust });
  // A run writes where the process is.
  process.chdir(dir);
  const request = (await run('generate')).out;
  await put('request.jwt', request);
  await put('request.txt', request);
  const payload = request.split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  for (const name of ['ssa.jwt', 'software.ssa']) await put(name, claims.software_statement);
  await put('answer.json', JSON.stringify({ ...claims, client_id: 'c' }));
  await put('error.txt', 'HTTP/1.1 400\r\n\r\n{"error":"invalid_client_metadata"}');
  await put('software.jwks.json', JSON.stringify(trust.softwareJwks));
  await put('directory.jwks.json', JSON.stringify(trust.directoryJwks));
  for (const name of ['signing.pem', 'software.pem', 'seal.key.pem']) {
    await cp(join(ROOT, 'keys/tpp/signing.key.pem'), join(dir, name));
  }
  await cp(join(ROOT, 'keys/tpp/signing.pem'), join(dir, 'seal.pem'));
  const profile = await readFile(join(ROOT, 'docs/write-a-profile.md'), 'utf8');
  await put('north-bank.yaml', /^```yaml\n([\s\S]*?)^```$/m.exec(profile)?.[1] ?? '');
  await put('bank.yaml', `target: ${server.discoveryUrl}\n`);
  for (const name of ['bank.baseline.json', 'dcr.baseline.json']) {
    await put(name, '{"schemaVersion":"1.0","entries":[]}');
  }
  await run('run', '--only=registration/full', '--reporter=json');
  const whole = await readFile(join(dir, 'reports/report.json'), 'utf8');
  const copies = ['old', 'new', 'monday', 'tuesday', 'wednesday'].map((name) => `reports/${name}`);
  for (const folder of [...copies, 'archive/one', 'archive/two']) {
    await put(`${folder}/report.json`, whole);
  }
  for (const part of [1, 2]) {
    const out = `--out=shards/${part}`;
    await run('run', '--only=registration', `--shard=${part}/2`, '--run-id=parts', out);
  }
}, 120_000);

afterAll(async () => {
  process.chdir(ROOT);
  await server.close();
  await rm(dir, { recursive: true });
});

describe('a command that the documents show', { timeout: 120_000 }, () => {
  it('is found in each document that shows any', () => {
    const shown = new Set(commands.map(({ document }) => document));
    expect(shown.size).toBeGreaterThan(12);
    expect(commands.length).toBeGreaterThan(70);
  });

  it.each(commands.map(({ document, text }) => [document, text] as const))(
    '%s: %s',
    async (_document, text) => {
      const [first, second, ...rest] = words(text, server.discoveryUrl);
      const argv = first === 'npm' ? ['run', ...rest.filter((word) => word !== '--')] : rest;
      expect(second).toBe(first === 'npm' ? 'test' : 'dcr-conformance');
      // It never writes over a file.
      if (argv[0] === 'init') await rm(join(dir, argv[1] ?? ''), { force: true });
      const isRun = argv[0] === 'run';
      const few = isRun && !argv.includes('--only') ? ['--only=registration'] : [];
      const { code, err } = await run(...argv, ...few);
      // 0, 1 or 3: what a target makes of it is not the document's business; wrong usage and an error of the tool are.
      expect({ code: [0, 1, 3].includes(code), err: code < 2 ? '' : err }).toEqual({
        code: true,
        err: code === 3 ? err : '',
      });
    },
  );
});
