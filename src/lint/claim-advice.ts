import type { Json } from '../model/json.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import type { ClaimDefect } from '../rules/claim-defects.ts';
import { oneOf, shownValue } from './shown-value.ts';

export interface Advice {
  readonly expected: string;
  readonly fix: string;
}

function lengthText({ minLength = 0, maxLength }: ClaimSpec): string {
  if (maxLength === undefined) return `at least ${minLength} characters`;
  if (minLength === maxLength) return `${maxLength} characters`;
  return minLength > 0
    ? `${minLength} to ${maxLength} characters`
    : `at most ${maxLength} characters`;
}

const FORMATS: Readonly<Record<string, string>> = {
  'epoch-seconds': 'seconds since 1970-01-01T00:00:00Z',
  'https-uri': 'an https URI',
  'redirect-uri': 'an https URI',
  jwt: 'a compact JWS',
  scope: 'tokens with one space between them',
  dn: 'a distinguished name as RFC 4514 writes it, such as CN=…,O=…,C=GB',
};

const TYPES: Readonly<Record<ClaimSpec['type'], string>> = {
  string: 'a JSON string',
  integer: 'a JSON number without fraction, not a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

function typeText({ type, items = 'string' }: ClaimSpec): string {
  return type === 'array' ? `an array of ${items}s` : TYPES[type];
}

/** Patterns of the data dictionaries as people say them. */
function patternText(pattern: string): string {
  if (/^\^\[0-9a-zA-Z\]\{1,\d+\}\$$/.test(pattern)) return 'letters and digits only';
  if (pattern.includes('-4[0-9')) return 'a UUID of version 4 with its hyphens';
  return `a match of ${pattern}`;
}

/** What a legal value of `spec` looks like. */
export function valueText(spec: ClaimSpec): string {
  const { values, pattern, format } = spec;
  if (values !== undefined) return oneOf(values);
  const length = spec.maxLength === undefined ? '' : `, ${lengthText(spec)}`;
  if (pattern !== undefined) return `${patternText(pattern)}${length}`;
  return FORMATS[format ?? ''] ?? typeText(spec);
}

/** Where a value that `profile` does not list is right: ids of profiles of the same family that do. */
function listedElsewhere(
  name: string,
  layer: 'request' | 'ssa',
  value: Json | undefined,
  profile: Profile,
  others: readonly Profile[],
): readonly string[] {
  const given: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  return others
    .filter(({ id, ssa }) => id !== profile.id && ssa.issuers.join() === profile.ssa.issuers.join())
    .filter((other) => {
      const values = other[layer].claims[name]?.values;
      return (
        values !== undefined &&
        given.every((one) => typeof one === 'string' && values.includes(one))
      );
    })
    .map(({ id }) => id);
}

/** How to repair a claim that has `defect`. */
export function claimAdvice(
  name: string,
  spec: ClaimSpec,
  defect: ClaimDefect,
  about: {
    readonly layer: 'request' | 'ssa';
    readonly value: Json | undefined;
    readonly profile: Profile;
    readonly others: readonly Profile[];
  },
): Advice {
  const whose = about.layer === 'ssa' ? ' It is for the directory to correct.' : '';
  switch (defect) {
    case 'present': {
      const condition = spec.requiredWhen;
      const when =
        condition === undefined ? '' : ` because ${condition.claim} is ${oneOf(condition.is)}`;
      const like = spec.values === undefined ? typeText(spec) : valueText(spec);
      return { expected: `${name}${when}`, fix: `Add ${name}: ${like}.${whose}` };
    }
    case 'type':
      return {
        expected: typeText(spec),
        fix: `Send ${name} as ${typeText(spec)}${hintOf(about.value, spec)}.${whose}`,
      };
    case 'empty':
      return {
        expected: 'a value',
        fix: `Give ${name} a value, or leave it out where it is optional.${whose}`,
      };
    case 'length':
      // A value from a list, or of a form, is not repaired by its length.
      if (spec.values !== undefined || spec.pattern !== undefined) {
        return claimAdvice(name, spec, 'value', about);
      }
      return { expected: lengthText(spec), fix: `Use ${lengthText(spec)}.${whose}` };
    default: {
      const known = listedElsewhere(name, about.layer, about.value, about.profile, about.others);
      const elsewhere =
        known.length === 0
          ? ''
          : ` ${oneOf(known)} has this value: ask which version the bank speaks.`;
      return { expected: valueText(spec), fix: `Send ${valueText(spec)}.${elsewhere}${whose}` };
    }
  }
}

function hintOf(value: Json | undefined, { type }: ClaimSpec): string {
  if (type === 'integer' && typeof value === 'string' && /^\d+$/.test(value))
    return `: ${value} without quotes`;
  if (type === 'array' && typeof value === 'string') return `: [${shownValue('', value)}]`;
  return '';
}
