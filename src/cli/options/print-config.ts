import { isJsonObject } from '../../model/json.ts';
import type { Merged } from './merge.ts';
import type { CommandName, OptionSpec } from './spec.ts';
import { OPTIONS, type OptionName } from './table.ts';

function shown(value: unknown, secret: boolean): string {
  if (!secret || value === null) return JSON.stringify(value);
  if (!Array.isArray(value)) return '***';
  // A header keeps its name; the value may be a credential.
  return JSON.stringify(
    value.map((each) => (Array.isArray(each) ? `${String(each[0])}: ***` : '***')),
  );
}

/** Every option of `command` with its value and where it comes from, one per line; secrets as ***. */
export function printConfig(command: CommandName, { values, sources }: Merged): string {
  const names = (Object.keys(OPTIONS) as OptionName[]).filter((name) => {
    const spec: OptionSpec = OPTIONS[name];
    return spec.commands.includes(command) && !spec.flagOnly;
  });
  const lines = names.map((name) => {
    const spec: OptionSpec = OPTIONS[name];
    const value: unknown = values[name];
    const plain =
      isJsonObject(value) && 'port' in value
        ? `${String(value.host)}:${String(value.port)}`
        : value;
    return `${name.padEnd(22)} ${sources[name].padEnd(11)} ${shown(plain, spec.secret === true)}`;
  });
  return `${lines.join('\n')}\n`;
}
