import { isJsonObject, type Json } from '../../model/json.ts';
import { shownValue } from '../shown-value.ts';
import { pointerOf } from '../text/json-place.ts';

/** One line of a value that is written out. */
export interface JsonLine {
  readonly text: string;
  /** What stands on it; null for a closing bracket. */
  readonly pointer: string | null;
}

/** More is not read by anybody. */
const MOST_LINES = 400;
const DEEPEST = 12;
/** An array or object up to this length stands on one line. */
const WIDTH = 76;

interface Member {
  readonly name: string | null;
  readonly value: Json;
  readonly pointer: string;
}

function membersOf(value: Json, pointer: string): readonly Member[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, index) => ({
      name: null,
      value: item,
      pointer: `${pointer}${pointerOf(index)}`,
    }));
  }
  return isJsonObject(value)
    ? Object.entries(value).map(([name, member]) => ({
        name,
        value: member,
        pointer: `${pointer}${pointerOf(name)}`,
      }))
    : [];
}

function isFlat(value: Json): boolean {
  const members = membersOf(value, '');
  return members.every((member) => typeof member.value !== 'object' || member.value === null);
}

/** `value` as indented lines, each with its pointer; what is long or secret is shortened. */
export function jsonLines(
  value: Json,
  isMarked: (pointer: string) => boolean,
): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const write = (member: Member, indent: number, end: string): void => {
    if (lines.length >= MOST_LINES) return;
    const name = member.name === null ? '' : `${JSON.stringify(member.name)}: `;
    const space = ' '.repeat(indent);
    const inner = membersOf(member.value, member.pointer);
    const [open, close] = Array.isArray(member.value) ? ['[', ']'] : ['{', '}'];
    const container = typeof member.value === 'object' && member.value !== null;
    const oneLine = container ? JSON.stringify(member.value) : '';
    const short = oneLine.length < WIDTH && isFlat(member.value);
    const marked = inner.some(({ pointer }) => isMarked(pointer));
    if (!container || inner.length === 0 || (short && !marked) || indent > 2 * DEEPEST) {
      const text = container && short ? oneLine : shownValue(member.name ?? '', member.value);
      lines.push({ text: `${space}${name}${text}${end}`, pointer: member.pointer });
      return;
    }
    lines.push({ text: `${space}${name}${open}`, pointer: member.pointer });
    inner.forEach((each, index) => {
      write(each, indent + 2, index < inner.length - 1 ? ',' : '');
    });
    lines.push({ text: `${space}${close}${end}`, pointer: null });
  };
  write({ name: null, value, pointer: '' }, 0, '');
  if (lines.length >= MOST_LINES) lines.push({ text: '…', pointer: null });
  return lines;
}
