import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Merged } from './merge.ts';
import type { Origin } from './raw.ts';
import { isReference } from './secret.ts';
import type { CommandName, OptionSpec } from './spec.ts';
import { OPTIONS, type OptionName } from './table.ts';

/** `env:NAME` and `@FILE` only say where a secret is; the secret itself is never shown. */
function masked(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string') return isReference(value) ? value : '***';
  if (!Array.isArray(value)) return '***';
  // A header is a pair: its name is no secret.
  return value.map((each) =>
    Array.isArray(each) ? `${String(each[0])}: ${String(masked(each[1]))}` : masked(each),
  );
}

/** A value with parts, in the form in which it is given. */
function asWritten(value: JsonObject): unknown {
  if ('port' in value) return `${String(value.host)}:${String(value.port)}`;
  return 'count' in value ? `${String(value.index)}/${String(value.count)}` : value;
}

function shown(value: unknown, secret: boolean): string {
  if (secret) return JSON.stringify(masked(value));
  return JSON.stringify(isJsonObject(value) ? asWritten(value) : value);
}

function originText({ source, name }: Origin): string {
  return `${source} ${name}`.trim();
}

/** Every option of `command` with where its value comes from and the value, one per line; secrets as ***. */
export function printConfig(command: CommandName, { values, origins }: Merged): string {
  const names = (Object.keys(OPTIONS) as OptionName[]).filter((name) => {
    const spec: OptionSpec = OPTIONS[name];
    return spec.commands.includes(command) && !spec.flagOnly;
  });
  const from = names.map((name) => originText(origins[name]));
  const width = Math.max(...from.map((text) => text.length));
  const lines = names.map((name, index) => {
    const spec: OptionSpec = OPTIONS[name];
    return `${name.padEnd(22)} ${(from[index] ?? '').padEnd(width)} ${shown(values[name], spec.secret === true)}`;
  });
  return `${lines.join('\n')}\n`;
}
