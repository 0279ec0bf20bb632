/** The shape of dcr.config.json and dcr.config.yaml: the long options as members. */
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { OptionSpec } from './spec.ts';
import { OPTIONS } from './table.ts';

/** Options that a configuration file may give, by name. */
export const CONFIG_OPTIONS: Readonly<Record<string, OptionSpec>> = Object.fromEntries(
  Object.entries<OptionSpec>(OPTIONS).filter(
    ([name, spec]) => spec.flagOnly !== true && name !== 'config',
  ),
);

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** True for a number that the file wrote otherwise: its digits are lost, so that it cannot be taken as text. */
function isRounded(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isRounded);
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function takes(spec: OptionSpec): string {
  if (spec.form === 'flag') return 'true or false';
  const { placeholder, fromMember } = spec.kind;
  if (spec.form === 'one') return placeholder;
  return `${placeholder}, a list of them${fromMember === undefined ? '' : ', or a map'}`;
}

function fits(spec: OptionSpec, value: unknown): boolean {
  if (spec.form === 'flag') return typeof value === 'boolean';
  if (spec.form === 'one') return typeof value === 'string' || typeof value === 'number';
  if (Array.isArray(value)) return value.every(isScalar);
  return isScalar(value) || (isJsonObject(value) && spec.kind.fromMember !== undefined);
}

/** Why `value` cannot be that of an option, and what to write instead; null when its type is right. */
export function typeProblem(spec: OptionSpec, value: unknown): readonly [string, string] | null {
  if (value === null) return ['is empty', 'give it a value or take it out'];
  if (!fits(spec, value)) return ['has the wrong type', `it takes ${takes(spec)}`];
  if (isRounded(value)) return ['is a number too large to keep', 'write it in quotes'];
  return null;
}

const TEXT: JsonObject = { type: ['string', 'number'] };

function valueSchema(spec: OptionSpec): JsonObject {
  if (spec.form === 'flag') return { type: 'boolean' };
  const item = spec.kind.schema ?? TEXT;
  if (spec.form === 'one') return item;
  const forms: JsonObject[] = [
    // One text may hold several values, separated by commas.
    spec.comma ? TEXT : item,
    { type: 'array', items: item, minItems: 1 },
  ];
  if (spec.kind.fromMember !== undefined) forms.push({ type: 'object', minProperties: 1 });
  return { anyOf: forms };
}

/** A default in the form that the file would give it; none where there is no value, or an address in parts. */
function defaultOf({ fallback }: OptionSpec): JsonObject {
  const none = fallback === null || (Array.isArray(fallback) && fallback.length === 0);
  return none || isJsonObject(fallback) ? {} : { default: fallback as string };
}

function member(spec: OptionSpec): JsonObject {
  const { env: _env, secret, help } = spec;
  const description = secret === true ? `${help}. A secret: env:NAME or @FILE` : help;
  return { description, ...valueSchema(spec), ...defaultOf(spec) };
}

/** The JSON Schema of a configuration file, as published in docs/config.schema.json. */
export function configJsonSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'dcr-conformance configuration',
    description:
      'dcr.config.json or dcr.config.yaml: the long options of the command line as members',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        Object.entries(CONFIG_OPTIONS).map(([name, spec]) => [name, member(spec)]),
      ),
    },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
