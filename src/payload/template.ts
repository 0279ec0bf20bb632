import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { PLACEHOLDER } from '../model/placeholders.ts';

/** What the placeholders of a profile's values stand for in one draft. */
export type TemplateFacts = Readonly<Record<string, Json>>;

type Fill = (facts: TemplateFacts) => Json;

const WHOLE = /^\{([A-Za-z_]+)([+-]\d+)?\}$/;

function factOf(facts: TemplateFacts, name: string, offset: string | undefined): Json {
  const value = facts[name];
  if (value === undefined) throw new Error(`a profile uses the unknown placeholder {${name}}`);
  return offset === undefined ? value : Number(value) + Number(offset);
}

/** What makes a value of a draft; a value without placeholders is its own, shared by all drafts. */
function compile(value: Json): Fill | null {
  if (typeof value === 'string') {
    const [, name, offset] = WHOLE.exec(value) ?? [];
    if (name !== undefined) return (facts) => factOf(facts, name, offset);
    if (!value.includes('{')) return null;
    return (facts) =>
      value.replaceAll(PLACEHOLDER, (_all, name: string, offset?: string) =>
        String(factOf(facts, name, offset)),
      );
  }
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const fills = items.map(compile);
    if (fills.every((fill) => fill === null)) return null;
    return (facts) => items.map((item, index) => fills[index]?.(facts) ?? item);
  }
  return isJsonObject(value) ? compileObject(value) : null;
}

function compileObject(values: JsonObject): (facts: TemplateFacts) => JsonObject {
  const members = Object.entries(values).map(
    ([name, value]) => [name, value, compile(value)] as const,
  );
  return (facts) => {
    // Not by entries: objects that grow in one order are those that the engine writes fastest.
    const filled: Record<string, Json> = {};
    for (const [name, value, fill] of members) filled[name] = fill === null ? value : fill(facts);
    return filled;
  };
}

const compiled = new WeakMap<JsonObject, (facts: TemplateFacts) => JsonObject>();

/**
 * `values` of a profile with each placeholder replaced: a string that is one placeholder becomes the fact itself, of
 * whatever type; `{now+300}` adds seconds. Values are taken apart once, because a draft is made for every request.
 * Throws an Error for a placeholder there is none of; profiles are checked when they are read.
 */
export function fillTemplate(values: JsonObject, facts: TemplateFacts): JsonObject {
  const known = compiled.get(values) ?? compileObject(values);
  compiled.set(values, known);
  return known(facts);
}
