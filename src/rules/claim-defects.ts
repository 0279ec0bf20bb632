import type { Json, JsonObject } from '../model/json.ts';
import type { ClaimSpec, Condition } from '../model/profile.ts';
import { parseDn } from './distinguished-name.ts';
import { isHttpsUri } from './uri.ts';

/** What can be wrong with one claim. Each defect is told apart from the others, so that a claim has only one of them. */
export type ClaimDefect = 'present' | 'type' | 'empty' | 'value' | 'length';

/** Seconds of the year 5138: what is beyond was meant in milliseconds. */
const MILLISECONDS = 100_000_000_000;

const AUDIENCES: ClaimSpec = {
  type: 'array',
  presence: 'optional',
  clauses: {},
  situation: 'request-claims',
};

/** True when claim `name` of `claims` has the defect that `spec` rules out. */
export function hasDefect(
  defect: ClaimDefect,
  name: string,
  spec: ClaimSpec,
  claims: JsonObject,
): boolean {
  const value = claims[name];
  // RFC 7519 4.1.3 lets every aud be a list, whatever a dictionary says of its type.
  if (name === 'aud' && Array.isArray(value))
    return hasDefect(defect, '', AUDIENCES, { '': value });
  if (defect === 'present') return value === undefined && isRequired(spec, claims);
  if (value === undefined) return false;
  if (defect === 'type') return !hasType(spec, value);
  if (!hasType(spec, value)) return false;
  if (defect === 'empty') return isEmpty(value);
  if (isEmpty(value) && spec.clauses.empty !== undefined) return false;
  if (defect === 'length') return !hasLength(spec, value);
  return hasLength(spec, value) && !hasValue(spec, value);
}

/** True when the claim that `condition` names has, or contains, one of its values. */
export function holds(condition: Condition, claims: JsonObject): boolean {
  const value = claims[condition.claim];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return condition.is.some((wanted) => values.includes(wanted));
}

function isRequired(spec: ClaimSpec, claims: JsonObject): boolean {
  const conditional = spec.requiredWhen !== undefined && holds(spec.requiredWhen, claims);
  return spec.presence === 'required' || conditional;
}

function hasType(spec: ClaimSpec, value: Json): boolean {
  switch (spec.type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value) && value.every((item) => isItem(spec, item));
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === spec.type;
  }
}

function isItem(spec: ClaimSpec, item: unknown): boolean {
  const expected = spec.items ?? 'string';
  return typeof item === expected && item !== null && !Array.isArray(item);
}

function isEmpty(value: Json): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether all strings that a claim consists of, itself or its elements, are as `test` wants them. */
function everyText(
  value: Json,
  spec: ClaimSpec,
  test: (spec: ClaimSpec, text: string) => boolean,
): boolean {
  if (typeof value === 'string') return test(spec, value);
  if (!Array.isArray(value)) return true;
  return (value as readonly Json[]).every((item) => typeof item !== 'string' || test(spec, item));
}

const SURROGATE = /[\ud800-\udfff]/;

function hasLength(spec: ClaimSpec, value: Json): boolean {
  if (Array.isArray(value) && value.length < (spec.minItems ?? 0)) return false;
  return !limitsText(spec) || everyText(value, spec, textHasLength);
}

function limitsText({ minLength = 0, maxLength }: ClaimSpec): boolean {
  return minLength > 0 || maxLength !== undefined;
}

function textHasLength(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: ClaimSpec,
  text: string,
): boolean {
  if (text.length < minLength) return false;
  // Characters, not UTF-16 units, of which there are never fewer, and at most twice as many.
  if (text.length <= maxLength && text.length >= 2 * minLength) return true;
  if (text.length <= maxLength && !SURROGATE.test(text)) return true;
  const { length } = [...text];
  return length >= minLength && length <= maxLength;
}

/** Patterns of profiles, compiled; there are as many as their tables have. */
const EXPRESSIONS = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = EXPRESSIONS.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern);
  EXPRESSIONS.set(pattern, made);
  return made;
}

function hasValue(spec: ClaimSpec, value: Json): boolean {
  const { values, format } = spec;
  if (format === 'epoch-seconds') return Number(value) >= 0 && Number(value) < MILLISECONDS;
  if (typeof value === 'boolean') return values?.includes(String(value)) ?? true;
  return everyText(value, spec, textHasValue);
}

function textHasValue({ pattern, values, format }: ClaimSpec, text: string): boolean {
  if (pattern !== undefined && !expressionOf(pattern).test(text)) return false;
  if (values !== undefined && format !== 'scope' && !values.includes(text)) return false;
  if (format === 'https-uri') return isHttpsUri(text);
  if (format === 'dn') return parseDn(text) !== null;
  return true;
}

/** False where no claim can have `defect`, because `spec` limits nothing of that kind. */
export function canHaveDefect(
  defect: 'type' | 'length' | 'value',
  { pattern, values, format, minItems, ...spec }: ClaimSpec,
): boolean {
  if (defect === 'type') return true;
  if (defect === 'length') return limitsText(spec) || (minItems ?? 0) > 0;
  return pattern !== undefined || values !== undefined || format !== undefined;
}
