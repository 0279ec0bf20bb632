import type { Json } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';

/** A wrong value, made of the right one where there is one. */
export interface WrongValue {
  readonly slug: string;
  readonly title: string;
  make(right: Json | undefined): Json;
}

const NUMBER: WrongValue = { slug: 'number', title: 'a number', make: () => 1 };
const TRUE: WrongValue = { slug: 'boolean', title: 'true', make: () => true };
const OBJECT: WrongValue = {
  slug: 'object',
  title: 'an object',
  make: (right) => ({ value: right ?? '' }),
};
const ARRAY: WrongValue = { slug: 'array', title: 'an array', make: (right) => [right ?? ''] };

const TEXT: WrongValue = {
  slug: 'string',
  title: 'a string',
  make: (right) => (Array.isArray(right) ? right.join(' ') : String(right ?? 'false')),
};
const DIGITS: WrongValue = {
  slug: 'digits',
  title: 'a string of digits',
  make: (right) => String(right ?? 1),
};
const DATE: WrongValue = {
  slug: 'date',
  title: 'an ISO 8601 date',
  make: (right) => new Date(Number(right ?? 1) * 1000).toISOString(),
};

function withElement(slug: string, title: string, element: Json): WrongValue {
  return {
    slug,
    title: `an array with ${title} in it`,
    make: (right) => [...(Array.isArray(right) ? right : []), element],
  };
}

const BY_TYPE: Readonly<Record<ClaimSpec['type'], readonly WrongValue[]>> = {
  string: [NUMBER, OBJECT, ARRAY],
  integer: [DIGITS, DATE, TRUE],
  boolean: [TEXT, NUMBER],
  array: [TEXT, OBJECT, withElement('number-element', 'a number', 1)],
  object: [TEXT, ARRAY],
};

/** Values of another JSON type than `spec` says, the most telling first. */
export function wrongTypes(spec: ClaimSpec): readonly WrongValue[] {
  return BY_TYPE[spec.type];
}

/** The empty value of its type; null where there is none. */
export function emptyValue(spec: ClaimSpec): Json | null {
  if (spec.type === 'string') return '';
  if (spec.type === 'array') return [];
  return spec.type === 'object' ? {} : null;
}

/** A value that `spec`, which lists its values, does not list, one character too long; null where it sets no limit. */
export function tooLongToList({ maxLength, format, values }: ClaimSpec): string | null {
  if (maxLength === undefined || values === undefined || format === 'scope') return null;
  return 'nonexistent'.padEnd(maxLength + 1, 'x').slice(0, maxLength + 1);
}

/** Longer than allowed, wrong in no other way; null where `spec` sets no limit or lists its values. */
export function tooLong({ maxLength, format, type, values }: ClaimSpec): WrongValue | null {
  if (maxLength === undefined || type !== 'string') return null;
  if (values !== undefined && format !== 'scope') return null;
  return {
    slug: 'too-long',
    title: `more than ${maxLength} characters`,
    make: (right) => {
      const text = String(right ?? '');
      if (format !== 'scope') return text.padEnd(maxLength + 1, 'x').slice(0, maxLength + 1);
      const times = Math.ceil((maxLength + 1) / (text.length + 1)) + 1;
      return Array<string>(times).fill(text).join(' ');
    },
  };
}
