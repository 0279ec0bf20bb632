import { stringify } from 'yaml';
import type { Json } from '../../model/json.ts';
import { CONFIG_OPTIONS } from './config-schema.ts';
import type { RawValue, RawValues } from './raw.ts';
import type { OptionSpec } from './spec.ts';

const HEAD = [
  'Configuration of dcr-conformance. Each member is a long option of the command line;',
  'a flag or a DCR_* variable wins over it, see: dcr-conformance run --print-config',
  'File names are relative to the folder in which the command runs.',
  'Credentials do not belong in here: name a variable (env:NAME) or a file (@FILE).',
];

/** A number stays one, unless writing it as a number would change it. */
function scalar(text: string): Json {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function written(spec: OptionSpec, given: RawValue['given']): Json {
  if (typeof given === 'boolean') return given;
  const texts = spec.form === 'many' && spec.comma ? given.flatMap((t) => t.split(',')) : given;
  const values = texts.map((text) => scalar(text.trim()));
  return spec.form === 'many' ? values : (values.at(-1) ?? null);
}

/** What stands in the commented line of an option that is not given: its default, else the kind of value it takes. */
function example(spec: OptionSpec): string {
  if (spec.form === 'flag') return String(spec.fallback ?? true);
  const { fallback } = spec;
  const plain = typeof fallback === 'string' || typeof fallback === 'number';
  if (plain) return inline(fallback);
  if (Array.isArray(fallback) && fallback.length > 0) return inline(fallback as Json);
  return spec.kind.placeholder;
}

function inline(value: Json): string {
  return stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    flowCollectionPadding: false,
  }).trim();
}

function memberLines(name: string, spec: OptionSpec, raw: RawValue | undefined): readonly string[] {
  const line =
    raw === undefined
      ? `# ${name}: ${example(spec)}`
      : `${name}: ${inline(written(spec, raw.given))}`;
  const choices = spec.form === 'flag' ? undefined : spec.kind.schema?.enum;
  // Where the line shows the default, what else there is to choose from stands above it.
  const shown = Array.isArray(choices) && spec.fallback !== null ? ` (${choices.join(', ')})` : '';
  return [`# ${spec.help}${shown}`, line, ''];
}

/**
 * The text of a configuration file for `run`: every option with its help, those of `given` with their value, the others
 * commented out. `schema`: where an editor finds the JSON Schema; null where it is not at hand.
 */
export function configText(given: RawValues, schema: string | null): string {
  const lines = schema === null ? [] : [`# yaml-language-server: $schema=${schema}`];
  lines.push(...HEAD.map((line) => `# ${line}`), '');
  let group = '';
  for (const [name, spec] of Object.entries(CONFIG_OPTIONS)) {
    if (!spec.commands.includes('run')) continue;
    if (spec.group !== group) {
      group = spec.group;
      lines.push(`# ==== ${group} ====`, '');
    }
    lines.push(...memberLines(name, spec, given[name]));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
