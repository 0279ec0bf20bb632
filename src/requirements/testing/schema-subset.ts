import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

type Check = (
  rule: Json,
  value: Json,
  at: string,
  schema: JsonObject,
  root: JsonObject,
) => string[];

/**
 * What is wrong with `value` by a JSON Schema that keeps to the keywords below, one line per fault.
 * Throws on another keyword, so that no part of a schema is passed over.
 */
export function schemaFaults(value: Json, schema: JsonObject, root = schema, at = '#'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`keyword ${keyword} is not in the subset`);
    return check(rule, value, at, schema, root);
  });
}

const nothing: Check = () => [];

const CHECKS: Readonly<Record<string, Check>> = {
  $schema: nothing,
  $defs: nothing,
  title: nothing,
  description: nothing,
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: nothing,
  type: (rule, value, at) =>
    [rule].flat().includes(typeOf(value)) || (rule === 'number' && typeOf(value) === 'integer')
      ? []
      : [`${at}: not ${JSON.stringify(rule)}`],
  const: (rule, value, at) => (value === rule ? [] : [`${at}: not ${JSON.stringify(rule)}`]),
  enum: (rule, value, at) =>
    list(rule).includes(value) ? [] : [`${at}: not one of ${JSON.stringify(rule)}`],
  minLength: (rule, value, at) =>
    typeof value !== 'string' || value.length >= Number(rule) ? [] : [`${at}: too short`],
  pattern: (rule, value, at) =>
    typeof value !== 'string' || new RegExp(String(rule)).test(value)
      ? []
      : [`${at}: ${value} does not match ${String(rule)}`],
  minItems: (rule, value, at) =>
    !Array.isArray(value) || value.length >= Number(rule) ? [] : [`${at}: too few items`],
  required: (rule, value, at) =>
    isJsonObject(value)
      ? list(rule)
          .filter((name) => !(String(name) in value))
          .map((name) => `${at}: no ${String(name)}`)
      : [],
  properties: (rule, value, at, _, root) =>
    Object.entries(rule as JsonObject).flatMap(([name, schema]) =>
      isJsonObject(value) && value[name] !== undefined
        ? schemaFaults(value[name], schema as JsonObject, root, `${at}/${name}`)
        : [],
    ),
  additionalProperties: (rule, value, at, schema, root) =>
    Object.entries(isJsonObject(value) ? value : {})
      .filter(([name]) => !(isJsonObject(schema.properties) && name in schema.properties))
      .flatMap(([name, member]) =>
        rule === false
          ? [`${at}: ${name} is not expected`]
          : schemaFaults(member, rule as JsonObject, root, `${at}/${name}`),
      ),
  items: (rule, value, at, _, root) =>
    (Array.isArray(value) ? value : []).flatMap((item: Json, index) =>
      schemaFaults(item, rule as JsonObject, root, `${at}/${index}`),
    ),
  allOf: (rule, value, at, _, root) =>
    list(rule).flatMap((schema) => schemaFaults(value, schema as JsonObject, root, at)),
  oneOf: (rule, value, at, _, root) =>
    list(rule).filter((schema) => schemaFaults(value, schema as JsonObject, root, at).length === 0)
      .length === 1
      ? []
      : [`${at}: not exactly one of the alternatives`],
  if: (rule, value, at, schema, root) =>
    schemaFaults(value, rule as JsonObject, root, at).length === 0
      ? schemaFaults(value, schema.then as JsonObject, root, at)
      : [],
  $ref: (rule, value, at, _, root) => {
    const target = (root.$defs as JsonObject)[String(rule).replace('#/$defs/', '')];
    return schemaFaults(value, target as JsonObject, root, at);
  },
};

function list(rule: Json): readonly Json[] {
  return rule as readonly Json[];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}
