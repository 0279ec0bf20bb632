import { isJsonObject, type JsonObject, readJson } from '../model/json.ts';

/** The JSON object in `text`, or null when it is anything else. */
export function parseObject(text: string | null | undefined): JsonObject | null {
  const value = readJson(text ?? '');
  return isJsonObject(value) ? value : null;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;

interface Level {
  /** Member names met so far; null inside an array. */
  readonly names: Set<string> | null;
  nameComesNext: boolean;
}

/** Names that occur twice in one object of valid JSON `text`; RFC 8259 4 says that names SHOULD be unique. */
export function duplicateMembers(text: string): readonly string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    const character = text[at];
    if (character === '"') {
      STRING.lastIndex = at;
      const literal = STRING.exec(text)?.[0] ?? text.slice(at);
      if (level?.names && level.nameComesNext) {
        const name = String(readJson(literal));
        if (level.names.has(name)) found.push(name);
        level.names.add(name);
        level.nameComesNext = false;
      }
      at += literal.length - 1;
    } else if (character === '{') levels.push({ names: new Set(), nameComesNext: true });
    else if (character === '[') levels.push({ names: null, nameComesNext: false });
    else if (character === '}' || character === ']') levels.pop();
    else if (character === ',' && level) level.nameComesNext = level.names !== null;
  }
  return found;
}
