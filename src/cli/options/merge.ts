import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import { readConfigFile } from './config-file.ts';
import { readEnvironment, refuseEatenOptions } from './environment.ts';
import type { Origin, RawValue, RawValues } from './raw.ts';
import { type CommandName, type OptionSpec, specFor } from './spec.ts';
import { OPTIONS, type OptionName, type OptionValues } from './table.ts';

/** Checked values of every option, and where each comes from. */
export interface Merged {
  readonly values: OptionValues;
  readonly origins: Readonly<Record<OptionName, Origin>>;
}

function emptyHint(name: string): string {
  return name === 'target'
    ? 'write npm test -- --target=URL, or leave it out to test the bundled server'
    : 'give it a value or leave it out';
}

function parseOne(name: string, spec: OptionSpec, { given, label }: RawValue): unknown {
  if (spec.form === 'flag') return given;
  const texts = given as readonly string[];
  const comma = spec.form === 'many' && spec.comma;
  const parts = (comma ? texts.flatMap((text) => text.split(',')) : texts).map((text) =>
    text.trim(),
  );
  if (parts.length === 0 || parts.includes('')) {
    throw new UsageError(`${label} is empty`, emptyHint(name));
  }
  const parsed = parts.map((part) => spec.kind.parse(part, label));
  return spec.form === 'many' ? parsed : parsed.at(-1);
}

/** The value of option `name` that `raw` stands for. Throws a UsageError of one line that says what would be right. */
export function parseOption(name: string, raw: RawValue): unknown {
  return parseOne(name, OPTIONS[name as OptionName], raw);
}

/**
 * Merges flag > environment > configuration file > default for `command` and checks every value.
 * Throws a UsageError of one line for the first that is wrong.
 */
export async function mergeOptions(
  command: CommandName,
  flags: RawValues,
  io: Io,
): Promise<Merged> {
  if (command === 'run') refuseEatenOptions(io.env, flags);
  const environment = readEnvironment(io.env, command);
  const config = flags.config ?? environment.config;
  const file = config === undefined ? null : String(parseOne('config', OPTIONS.config, config));
  const configured = OPTIONS.config.commands.some((each) => each === command)
    ? await readConfigFile(file, io.cwd, command)
    : {};
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const [name, general] of Object.entries<OptionSpec>(OPTIONS)) {
    const spec = specFor(command, general);
    const raw = flags[name] ?? environment[name] ?? configured[name];
    values[name] = raw === undefined ? spec.fallback : parseOne(name, spec, raw);
    origins[name] = raw?.origin ?? { source: 'default', name: '' };
  }
  return { values, origins } as unknown as Merged;
}
