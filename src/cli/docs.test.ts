import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readBaseline } from './baseline-file.ts';
import { parseCommandLine } from './options/command-line.ts';
import { mergeOptions } from './options/merge.ts';
import { fakeIo } from './testing/fake-io.ts';

const PAGES = [
  'ci.md',
  'configuration.md',
  'baseline.md',
  'reports.md',
  'debug-a-payload.md',
] as const;

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

async function page(name: string): Promise<string> {
  return readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
}

async function blocksOf(name: string): Promise<readonly Block[]> {
  const found = (await page(name)).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, language = '', text = '']) => ({ page: name, language, text }));
}

const BLOCKS = (await Promise.all(PAGES.map(blocksOf))).flat();
const YAML = BLOCKS.filter(({ language }) => language === 'yaml');

/** Each command of the pages as words, with what a CI system or a shell puts in. */
function commandsIn({ text }: Block): readonly (readonly string[])[] {
  const filled = text
    .replace(/\n\s+(?=--)/g, ' ')
    .replace(/\$\{\{ *matrix\.shard *\}\}|\$SHARD/g, '2')
    .replace(/\$\{\{[^}]*\}\}/g, 'north')
    .replace(/\$URL/g, 'https://bank.example')
    .replace(/\$[A-Z_]+/g, 'north');
  return [...filled.matchAll(/npx dcr-conformance +(.*)$/gm)].map(([, line = '']) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  );
}

const COMMANDS = BLOCKS.flatMap((block) =>
  commandsIn(block).map((words) => ({ line: words.join(' '), words })),
);

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-docs-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('the pages on configuration, CI and reports', () => {
  it('hold the examples that are tested here', () => {
    expect(YAML.length).toBeGreaterThanOrEqual(3);
    expect(COMMANDS.length).toBeGreaterThanOrEqual(10);
  });

  it.each(YAML)('have YAML that can be read: $page $#', ({ text }) => {
    const documents = parseAllDocuments(text);
    const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  it.each(COMMANDS)('name commands and options that there are: $line', async ({ words }) => {
    const line = parseCommandLine(words);
    if (line.command === null) throw new Error(`${words.join(' ')} is no command`);
    const { config: _file, ...flags } = line.flags;
    await expect(mergeOptions(line.command, flags, fakeIo(dir))).resolves.toBeDefined();
  });

  it('divide into as many shards as their matrix has', async () => {
    const text = await page('ci.md');
    const shards = [...text.matchAll(/(?:shard|SHARD): \[([^\]]+)\]/g)].map(
      ([, list = '']) => list.split(',').length,
    );
    const counts = [...text.matchAll(/--shard (?:\$\{\{[^}]*\}\}|\$SHARD)\/(\d+)/g)].map(([, n]) =>
      Number(n),
    );
    expect(counts).toEqual(shards);
    expect(counts.length).toBe(2);
  });

  it('have a configuration file that is one', async () => {
    const [block] = await blocksOf('configuration.md').then((all) =>
      all.filter(({ language }) => language === 'yaml'),
    );
    await writeFile(join(dir, 'dcr.config.yaml'), block?.text ?? '');
    const { values } = await mergeOptions('run', {}, fakeIo(dir));
    await rm(join(dir, 'dcr.config.yaml'));
    expect(values.header).toEqual([
      ['Authorization', 'env:BANK_TOKEN'],
      ['X-Customer', '@customer.txt'],
    ]);
    expect(values.timeout).toBe(20_000);
  });

  it('have a baseline that is one', async () => {
    const [block] = (await blocksOf('baseline.md')).filter(({ language }) => language === 'json');
    await writeFile(join(dir, 'bank.json'), block?.text ?? '');
    expect(await readBaseline('bank.json', dir)).toHaveLength(1);
  });
});
