import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakeIo } from '../testing/fake-io.ts';
import { parseCommandLine } from './command-line.ts';
import { readConfigFile } from './config-file.ts';
import { CONFIG_OPTIONS, configJsonSchema } from './config-schema.ts';
import { variableOf } from './environment.ts';
import { mergeOptions } from './merge.ts';
import type { CommandName, OptionSpec } from './spec.ts';
import { OPTIONS, type OptionName } from './table.ts';
import { textsFor } from './testing/option-values.ts';

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-config-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

/** Writes `text` where nothing else looks, and names the file. */
async function config(name: string, text: string): Promise<string> {
  await writeFile(join(dir, name), text);
  return name;
}

const ALL = Object.entries(CONFIG_OPTIONS).map(([name, spec]) => ({
  name: name as OptionName,
  spec,
  texts: textsFor(name, spec),
}));

function commandOf(spec: OptionSpec): CommandName {
  const reads: readonly CommandName[] = OPTIONS.config.commands;
  const command = spec.commands.find((each) => reads.includes(each));
  if (command === undefined) throw new Error('no command with a configuration file has the option');
  return command;
}

function parsed(spec: OptionSpec, text: string): unknown {
  if (spec.form === 'flag') return text === '1';
  const value = spec.kind.parse(text, '');
  return spec.form === 'many' ? [value] : value;
}

function fileValue(spec: OptionSpec, text: string): unknown {
  return spec.form === 'flag' ? text === '1' : text;
}

describe('every option', () => {
  it.each(ALL)('$name: flag > environment > file > default', async ({ name, spec, texts }) => {
    const command = commandOf(spec);
    const [inFlag, inEnv, inFile] = texts;
    const file = await config(`${name}.json`, JSON.stringify({ [name]: fileValue(spec, inFile) }));
    const flag = spec.form === 'flag' ? [`--${name}`] : [`--${name}`, inFlag];
    const env = { [variableOf(name, spec)]: inEnv };
    const merge = async (argv: readonly string[], variables = {}) => {
      const line = parseCommandLine([command, ...argv]);
      const flags = line.command === null ? {} : line.flags;
      const { values, origins } = await mergeOptions(command, flags, fakeIo(dir, variables));
      return { value: values[name], source: origins[name].source };
    };
    const use = ['--config', file];
    expect([
      await merge([...use, ...flag], env),
      await merge(use, env),
      await merge(use),
      await merge([]),
    ]).toEqual([
      { value: parsed(spec, inFlag), source: 'flag' },
      { value: parsed(spec, inEnv), source: 'environment' },
      { value: parsed(spec, inFile), source: 'file' },
      { value: spec.fallback, source: 'default' },
    ]);
  });

  it.each(ALL)(
    '$name fits the published schema where it fits the command',
    ({ name, spec, texts }) => {
      const schema = z.fromJSONSchema(JSON.parse(configJsonSchema()));
      const native = (text: string) =>
        spec.form !== 'flag' && /^(integer|number)$/.test(String(spec.kind.schema?.type))
          ? Number(text)
          : fileValue(spec, text);
      expect(texts.map((text) => schema.safeParse({ [name]: native(text) }).success)).toEqual([
        true,
        true,
        true,
      ]);
    },
  );
});

describe('the published schema and the command refuse the same', () => {
  const schema = z.fromJSONSchema(JSON.parse(configJsonSchema()));

  it.each([
    ['an unknown member', { targt: 'https://bank.example' }],
    ['text for a switch', { insecure: 'yes' }],
    ['a list for one value', { timeout: [1, 2] }],
    ['an empty value', { target: null }],
    ['a map for a list', { only: { claims: true } }],
    ['an empty list', { only: [] }],
    ['another choice', { depth: 'deep' }],
    ['a number out of range', { concurrency: 0 }],
    ['a URL of another kind', { target: 'ftp://bank.example' }],
    ['a duration without a number', { timeout: 'soon' }],
  ])('%s', async (what, value) => {
    const file = await config(`${what.replaceAll(' ', '-')}.json`, JSON.stringify(value));
    const merged = mergeOptions(
      'run',
      { config: { given: [file], label: '--config', origin: { source: 'flag', name: '' } } },
      fakeIo(dir),
    );
    await expect(merged).rejects.toMatchObject({ exitCode: 2 });
    expect(schema.safeParse(value).success).toBe(false);
  });
});

describe('a configuration file', () => {
  const given = async (name: string, text: string) =>
    Object.fromEntries(
      Object.entries(await readConfigFile(await config(name, text), dir, 'run')).map(
        ([option, raw]) => [option, raw.given],
      ),
    );

  it.each([
    [
      'map.yaml',
      'set: { request.scope: openid, ssa.exp: 12 }',
      { set: ['request.scope="openid"', 'ssa.exp=12'] },
    ],
    ['list.yaml', 'only: [claims, signatures]', { only: ['claims', 'signatures'] }],
    ['headers.yaml', 'header: { X-Bank: env:BANK }', { header: ['X-Bank: env:BANK'] }],
    ['off.yaml', 'insecure: false', { insecure: false }],
    ['number.json', '{"seed": 7}', { seed: ['7'] }],
    ['bom.json', '\uFEFF{"seed": 7}', { seed: ['7'] }],
    ['schema.json', '{"$schema": "config.schema.json", "seed": "a"}', { seed: ['a'] }],
    ['other-command.yaml', 'port: 9443', {}],
    ['empty.yaml', '# nothing yet\n', {}],
  ])('%s gives %s', async (name, text, values) => {
    expect(await given(name, text)).toEqual(values);
  });

  it.each([
    ['comma.json', '{\n  "seed": "1",\n}', /comma\.json cannot be parsed/, /line 3, column 1/],
    ['token.json', '{\n  "seed": hunter2\n}', /token\.json cannot be parsed/, /line 2, column 11/],
    ['open.json', '{\n  "seed": "1"', /cannot be parsed/, /line 2/],
    ['twice.json', '{"seed": "1", "seed": "2"}', /cannot be parsed/, /member "seed" twice/],
    ['indent.yaml', '# one\nseed: 1\n  target: x', /indent\.yaml cannot/, /line 2, column 7/],
    ['bracket.yaml', 'seed: 1\nonly: [claims', /cannot be parsed/, /line 2/],
    ['twice.yaml', 'seed: 1\nseed: 2', /cannot be parsed/, /unique at line 2/],
    ['bomb.yaml', 'seed: &a [x]\nonly: [*b]', /cannot be parsed/, /alias/i],
    ['flag.yaml', 'print-config: true', /unknown member "print-config"/, /a flag only/],
    ['camel.yaml', 'tokenEndpoint: x', /unknown member "tokenEndpoint"/, /mean token-endpoint\?/],
    ['proto.yaml', 'toString: x', /unknown member "toString"/, /./],
    ['null.yaml', 'target:', /target in null\.yaml is empty/, /give it a value/],
    ['digits.yaml', 'seed: 12345678901234567890', /seed in digits\.yaml is a number too/, /quotes/],
  ])('%s is refused with the place and the remedy', async (name, text, message, hint) => {
    const file = await config(name, text);
    await expect(readConfigFile(file, dir, 'run')).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('is never repeated by the error about it, since it may hold a secret', async () => {
    const file = await config('secret.json', '{"header": ["Authorization: hunter2" x]}');
    const error = await readConfigFile(file, dir, 'run').catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});
