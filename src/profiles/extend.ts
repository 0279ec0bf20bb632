import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/**
 * `base` with the members of `changes` in their place: objects are merged member by member, everything else is
 * replaced, and null takes a member away. Overrides of requirements are added to those of the base, known deviations as well;
 * for the same requirement the own ones count.
 */
export function extendProfile(base: JsonObject, changes: JsonObject): JsonObject {
  const merged = merge(base, changes);
  const id = changes.id ?? '';
  return {
    ...merged,
    lineage: [id, ...list(base.lineage)],
    overrides: overrides(list(base.overrides), list(changes.overrides)),
    ...(merged.deviations === undefined
      ? {}
      : { deviations: overrides(list(base.deviations), list(changes.deviations)) }),
  };
}

function merge(base: JsonObject, changes: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    const old = result[name];
    if (value === null) delete result[name];
    else result[name] = isJsonObject(old) && isJsonObject(value) ? merge(old, value) : value;
  }
  return result;
}

function overrides(base: readonly Json[], own: readonly Json[]): readonly Json[] {
  const about = (row: Json) => (isJsonObject(row) ? row.requirement : undefined);
  const changed = new Set(own.map(about));
  return [...base.filter((row) => !changed.has(about(row))), ...own];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
