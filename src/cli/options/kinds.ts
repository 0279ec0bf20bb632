/** Value kinds of options: how text becomes a value, and what to say when it does not. */
import { UsageError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { didYouMean } from './suggest.ts';

/** `label` names the option where the user wrote it: `--timeout`, `DCR_TIMEOUT`, `timeout in dcr.config.json`. */
export interface Kind<T> {
  readonly placeholder: string;
  /** What an editor may know about a value in the configuration file, as JSON Schema; any text or number where left out. */
  readonly schema?: JsonObject;
  /** The text that a member of a map in the configuration file stands for, where the option may be written as one. */
  readonly fromMember?: (name: string, value: Json) => string;
  /** Throws a UsageError with one line that says what would be right. */
  parse(text: string, label: string): T;
}

/** The error of a value that its kind does not take: `label`, what is wrong with `text`, and what to write. */
export function wrong(label: string, text: string, is: string, hint: string): UsageError {
  return new UsageError(`${label} ${is}: ${JSON.stringify(text)}`, hint);
}

/** Any text. */
export const text: Kind<string> = { placeholder: 'TEXT', parse: (value) => value };

/** A secret, or where it is: `env:NAME`, `@FILE`. What it has to look like is checked once it is read. */
export function secret(placeholder: string): Kind<string> {
  return { placeholder, parse: (value) => value };
}

/** A file or directory name. */
export const file: Kind<string> = { placeholder: 'FILE', parse: (value) => value };
export const directory: Kind<string> = { placeholder: 'DIR', parse: (value) => value };

/** Letters, digits, dot, dash and underscore: fit for a client name and a file name. */
export const name: Kind<string> = {
  placeholder: 'NAME',
  parse(value, label) {
    if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)) return value;
    throw wrong(
      label,
      value,
      'is no name',
      'use 1 to 64 letters, digits, dots, dashes and underscores',
    );
  },
};

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): Kind<number> {
  return {
    placeholder: 'N',
    schema: { type: 'integer', minimum: min, maximum: max },
    parse(value, label) {
      const number = Number(value);
      if (/^\d+$/.test(value) && number >= min && number <= max) return number;
      throw wrong(
        label,
        value,
        'is no number in range',
        `use a whole number from ${min} to ${max}`,
      );
    },
  };
}

/** A number above 0, such as 0.5. */
export const positive: Kind<number> = {
  placeholder: 'N',
  schema: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 },
  parse(value, label) {
    const number = Number(value);
    if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= 10_000) return number;
    throw wrong(label, value, 'is no number in range', 'use a number above 0, such as 5 or 0.5');
  },
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Longer timers overflow in Node and fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds; a unit may be given: 10000, 10s, 30m, 1h. */
export const duration: Kind<number> = {
  placeholder: 'MS',
  schema: { type: ['string', 'number'], pattern: '^[0-9]+([.][0-9]+)?(ms|s|m|h)?$' },
  parse(value, label) {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value);
    const ms = match === null ? 0 : Math.round(Number(match[1]) * (UNITS[match[2] ?? 'ms'] ?? 1));
    if (ms >= 1 && ms <= LONGEST) return ms;
    throw wrong(
      label,
      value,
      'is no duration',
      'write milliseconds or a unit, such as 10000, 10s or 30m',
    );
  },
};

/** A day, as `2027-03-31`. */
export const day: Kind<string> = {
  placeholder: 'YYYY-MM-DD',
  schema: { type: 'string', format: 'date' },
  parse(value, label) {
    const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
    throw wrong(label, value, 'is no day', 'write it as 2027-03-31');
  },
};

/** A moment in seconds since the epoch, written so or as ISO 8601. */
export const moment: Kind<number> = {
  placeholder: 'TIME',
  parse(value, label) {
    if (/^\d{1,10}$/.test(value)) return Number(value);
    const time = /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(time)) return Math.floor(time / 1000);
    throw wrong(label, value, 'is no time', 'write seconds since 1970, or 2027-03-31T12:00:00Z');
  },
};

/** `i/n`: part i of n. */
export const shard: Kind<{ readonly index: number; readonly count: number }> = {
  placeholder: 'I/N',
  schema: { type: 'string', pattern: '^[0-9]{1,4}/[0-9]{1,4}$' },
  parse(value, label) {
    const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []).map(Number);
    if (index >= 1 && index <= count) return { index, count };
    throw wrong(label, value, 'is no part of a run', 'write I/N from 1/N to N/N, such as 2/3');
  },
};

/** One of `values`. */
export function choice<const T extends string>(...values: readonly T[]): Kind<T> {
  return {
    placeholder: values.join('|'),
    schema: { enum: values },
    parse(value, label) {
      const found = values.find((each) => each === value);
      if (found !== undefined) return found;
      throw wrong(
        label,
        value,
        'is unknown',
        didYouMean(value, values, `use ${values.join(', ')}`),
      );
    },
  };
}
