import { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { profileSchema } from './schema.ts';

const FOR_EDITORS = { $schema: { type: 'string' } };

/**
 * The JSON Schema of a profile's file, as published in docs/profile.schema.json: a whole profile, or what differs from the
 * one that `extends` names, where every member may be left out and null takes an optional one away.
 */
export function profileJsonSchema(): string {
  const {
    $schema = '',
    $defs = {},
    ...whole
  } = JSON.parse(JSON.stringify(z.toJSONSchema(profileSchema))) as JsonObject;
  const members = isJsonObject(whole.properties) ? whole.properties : {};
  const { lineage: _lineage, ...changes } = members;
  const schema = {
    $schema,
    title: 'dcr-conformance profile',
    if: { type: 'object', required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      type: 'object',
      properties: {
        ...FOR_EDITORS,
        extends: { type: 'string', description: 'built-in profile that this one changes' },
        ...loosenedMembers(changes, whole.required),
      },
      required: ['extends', 'id'],
      additionalProperties: false,
    },
    else: { ...whole, properties: { ...FOR_EDITORS, ...members } },
    $defs,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What may change a value that `schema` describes: objects member by member, everything else as a whole. */
function loosened(schema: Json): Json {
  if (!isJsonObject(schema) || schema.type !== 'object') return schema;
  const { required, properties, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(isJsonObject(properties) ? { properties: loosenedMembers(properties, required) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties: isJsonObject(additionalProperties)
            ? orNull(loosened(additionalProperties))
            : additionalProperties,
        }),
  };
}

/** A member that the whole has to have cannot be taken away. */
function loosenedMembers(members: JsonObject, required: Json | undefined): JsonObject {
  const kept: readonly Json[] = Array.isArray(required) ? required : [];
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name,
      kept.includes(name) ? loosened(member) : orNull(loosened(member)),
    ]),
  );
}

function orNull(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] };
}
