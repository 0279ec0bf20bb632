import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { parseFile } from '../parse-file.ts';
import { CONFIG_OPTIONS, typeProblem } from './config-schema.ts';
import type { RawValue, RawValues } from './raw.ts';
import type { CommandName, OptionSpec } from './spec.ts';
import { didYouMean } from './suggest.ts';
import { OPTIONS } from './table.ts';

/** Names under which a configuration file is found in the folder of the command. */
export const CONFIG_FILES = ['dcr.config.json', 'dcr.config.yaml', 'dcr.config.yml'] as const;

/** A member that names the schema for editors, and is no option. */
const FOR_EDITORS = '$schema';

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
  for (const file of CONFIG_FILES) {
    const text = await read(join(cwd, file));
    if (text !== null) found.push({ file, text });
  }
  if (found.length > 1) {
    const names = found.map(({ file }) => file).join(' and ');
    throw new UsageError(`there are ${names}`, 'keep one of them, or choose with --config FILE');
  }
  return found[0] ?? null;
}

function refuseMember(file: string, name: string): never {
  const shown = `${file} has an unknown member ${JSON.stringify(name)}`;
  if (Object.hasOwn(OPTIONS, name)) throw new UsageError(shown, `--${name} is a flag only`);
  const hint = didYouMean(name, Object.keys(CONFIG_OPTIONS), 'its members are the long options');
  throw new UsageError(shown, hint);
}

/** Refuses the first member that is no option, or whose value has another type than the option takes. */
function check(file: string, value: unknown): JsonObject {
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value))
    throw new UsageError(`${file} holds no object`, 'its members are the long options of run');
  const { [FOR_EDITORS]: _editors, ...members } = value;
  for (const [name, given] of Object.entries(members)) {
    const spec = Object.hasOwn(CONFIG_OPTIONS, name) ? CONFIG_OPTIONS[name] : undefined;
    if (spec === undefined) return refuseMember(file, name);
    const [problem, hint] = typeProblem(spec, given) ?? [];
    if (problem !== undefined) throw new UsageError(`${name} in ${file} ${problem}`, hint ?? '');
  }
  return members;
}

function textsOf(spec: OptionSpec, value: Json): RawValue['given'] {
  if (spec.form === 'flag') return value === true;
  if (Array.isArray(value)) return value.map(String);
  const { fromMember } = spec.kind;
  if (isJsonObject(value) && fromMember !== undefined)
    return Object.entries(value).map(([name, each]) => fromMember(name, each));
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
  const members = check(file, await parseFile(file, text));
  const origin = { source: 'file', name: resolve(cwd, file) } as const;
  const values: Record<string, RawValue> = {};
  for (const [name, spec] of Object.entries(CONFIG_OPTIONS)) {
    const value = members[name];
    if (value === undefined || !spec.commands.includes(command)) continue;
    values[name] = { given: textsOf(spec, value), label: `${name} in ${file}`, origin };
  }
  return values;
}
