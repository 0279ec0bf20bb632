import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { RawValue, RawValues } from './raw.ts';
import { type CommandName, type OptionSpec, specFor } from './spec.ts';
import { nearest } from './suggest.ts';
import { OPTIONS } from './table.ts';

/** Variables with our prefix that are no options: exported keys, and placeholders of the curl lines in reports. */
const NO_OPTIONS = ['DCR_KEYS', 'DCR_TOKEN', 'DCR_SECRET'];

/** Options whose loss would silently test something else, and that npm does not know itself. */
const EATEN_BY_NPM = [
  'target',
  'profile',
  'skip',
  'registration-endpoint',
  'token-endpoint',
  'fail-on',
  'shard',
  'baseline',
];

/** The environment variable of option `name`. */
export function variableOf(name: string, spec?: OptionSpec): string {
  return spec?.env ?? `DCR_${name.toUpperCase().replaceAll('-', '_')}`;
}

function switchText(value: string, label: string): boolean {
  if (/^(1|true|yes|on)$/i.test(value)) return true;
  if (/^(0|false|no|off)$/i.test(value)) return false;
  throw new UsageError(
    `${label} is neither true nor false: ${JSON.stringify(value)}`,
    'use 1 or 0',
  );
}

function rawOf(spec: OptionSpec, value: string, label: string): RawValue['given'] {
  if (spec.form === 'flag') return switchText(value, label);
  if (spec.form === 'many' && !spec.comma)
    return value.split('\n').filter((line) => line.trim() !== '');
  return [value];
}

function refuseLookAlikes(env: Io['env'], known: ReadonlySet<string>): void {
  const names = [...known].map((variable) => variable.slice('DCR_'.length));
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith('DCR_') || known.has(variable)) continue;
    const meant = nearest(variable.slice('DCR_'.length), names);
    if (meant !== null) {
      throw new UsageError(
        `${variable} is no option`,
        `did you mean DCR_${meant}? Otherwise unset it`,
      );
    }
  }
}

/**
 * Refuses a run whose options npm took for itself (`npm test --target=…` without `--`).
 * `flags`: what did arrive on the command line.
 */
export function refuseEatenOptions(env: Io['env'], flags: RawValues): void {
  for (const name of EATEN_BY_NPM) {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined || flags[name] !== undefined) continue;
    const shown = value === '' || value === 'true' ? (name === 'target' ? 'URL' : 'VALUE') : value;
    throw new UsageError(`npm took --${name} for itself`, `write: npm test -- --${name}=${shown}`);
  }
}

/** Values of the environment for `command`. An empty variable counts as unset, but an empty DCR_TARGET is an error. */
export function readEnvironment(env: Io['env'], command: CommandName): RawValues {
  const found: Record<string, RawValue> = {};
  const known = new Set(NO_OPTIONS);
  for (const [name, general] of Object.entries<OptionSpec>(OPTIONS)) {
    if (general.flagOnly) continue;
    const spec = specFor(command, general);
    const label = variableOf(name, spec);
    known.add(label);
    if (spec.flagOnly) continue;
    const value = env[label];
    if (value === undefined || !spec.commands.includes(command)) continue;
    if (value === '' && name !== 'target') continue;
    const origin = { source: 'environment', name: label } as const;
    found[name] = { given: rawOf(spec, value, label), label, origin };
  }
  refuseLookAlikes(env, known);
  return found;
}
