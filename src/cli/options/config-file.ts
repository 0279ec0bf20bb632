import { readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { isJsonObject } from '../../model/json.ts';
import { LATER_OPTIONS, notYet } from './later.ts';
import type { RawValue, RawValues } from './raw.ts';
import type { CommandName, OptionSpec } from './spec.ts';
import { didYouMean } from './suggest.ts';
import { OPTIONS } from './table.ts';

const NAMES = ['dcr.config.json', 'dcr.config.yaml', 'dcr.config.yml'];

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UsageError(`cannot read ${basename(path)}`, (error as Error).message, error);
  }
}

/** The file in use and its text; null when none is asked for and none lies in `cwd`. */
async function find(
  asked: string | null,
  cwd: string,
): Promise<{ file: string; text: string } | null> {
  if (asked !== null) {
    const text = await read(resolve(cwd, asked));
    if (text !== null) return { file: asked, text };
    throw new UsageError(`configuration file ${asked} does not exist`, 'check --config');
  }
  const found: { file: string; text: string }[] = [];
  for (const file of NAMES) {
    const text = await read(join(cwd, file));
    if (text !== null) found.push({ file, text });
  }
  if (found.length > 1) {
    const names = found.map(({ file }) => file).join(' and ');
    throw new UsageError(`there are ${names}`, 'keep one of them, or choose with --config FILE');
  }
  return found[0] ?? null;
}

async function parse(file: string, text: string): Promise<unknown> {
  try {
    if (extname(file) === '.json') return JSON.parse(text) as unknown;
    const { parse: parseYaml } = await import('yaml');
    return parseYaml(text) as unknown;
  } catch (error) {
    const why = (error as Error).message.split('\n')[0] ?? '';
    throw new UsageError(`${file} cannot be parsed`, why.replace(/:$/, ''), error);
  }
}

async function check(file: string, value: unknown): Promise<Readonly<Record<string, unknown>>> {
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value))
    throw new UsageError(`${file} holds no object`, 'its members are the long options of run');
  const later = Object.keys(value).find((name) => Object.hasOwn(LATER_OPTIONS, name));
  if (later !== undefined) throw notYet(`${later} in ${file}`, LATER_OPTIONS[later] ?? '');
  const { configSchema, CONFIG_NAMES } = await import('./config-schema.ts');
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return value;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    throw new UsageError(
      `${file} has an unknown member ${JSON.stringify(name)}`,
      didYouMean(name, CONFIG_NAMES, 'its members are the long options of run'),
    );
  }
  const where = issue?.path.join('.') ?? '';
  throw new UsageError(
    `${where} in ${file} has the wrong type`,
    `see --help for what --${where} takes`,
  );
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (isJsonObject(value))
    return Object.entries(value).map(([path, each]) => `${path}=${JSON.stringify(each)}`);
  return [String(value)];
}

/**
 * Values of the configuration file for `command`; none when there is no file.
 * Throws a UsageError of one line for a file that is missing, broken or has an unknown member.
 */
export async function readConfigFile(
  asked: string | null,
  cwd: string,
  command: CommandName,
): Promise<RawValues> {
  const found = await find(asked, cwd);
  if (found === null) return {};
  const { file, text } = found;
  const members = await check(file, await parse(file, text));
  const values: Record<string, RawValue> = {};
  for (const [name, spec] of Object.entries<OptionSpec>(OPTIONS)) {
    const value = members[name];
    if (value === undefined || !spec.commands.includes(command)) continue;
    const given = spec.form === 'flag' ? value === true : texts(value);
    values[name] = { given, label: `${name} in ${file}`, source: 'config' };
  }
  return values;
}
