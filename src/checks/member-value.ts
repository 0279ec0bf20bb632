import { isJsonObject, type Json } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import { scopeTokens } from './compare.ts';
import { textOf } from './shown.ts';

/** What is wrong with one value, by the column of the clause table that speaks about it. */
export type Defect = 'type' | 'empty' | 'length' | 'value';

function isOfType(value: Json, type: ClaimSpec['type'] | 'string' | 'object'): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value) && (value as number) >= 0;
  return typeof value === type;
}

/** What length, values and pattern speak about: the elements of a list, or the value itself. */
function units(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** The values of an enumeration that `value` holds and that the profile neither lists nor tolerates. */
export function illegalValues(value: Json, spec: ClaimSpec): readonly string[] {
  const { values } = spec;
  if (values === undefined) return [];
  const parts = spec.format === 'scope' ? scopeTokens(value) : units(value).map(textOf);
  return parts.filter((part) => !values.includes(part) && !spec.tolerated?.includes(part));
}

/** The defects of a response member against its entry in the profile; empty for a legal value. */
export function defectsOf(value: Json, spec: ClaimSpec): readonly Defect[] {
  if (!isOfType(value, spec.type)) return ['type'];
  if (Array.isArray(value)) {
    const items = spec.items ?? 'string';
    if (!value.every((item: Json) => isOfType(item, items))) return ['type'];
    if (value.length < (spec.minItems ?? 0)) return ['empty'];
  }
  if (value === '' && (spec.minLength ?? 0) > 0) return ['empty'];
  const defects: Defect[] = [];
  const texts = units(value).filter((unit) => typeof unit === 'string');
  const tooShort = texts.some((text) => text.length < (spec.minLength ?? 0));
  const tooLong = texts.some((text) => text.length > (spec.maxLength ?? Number.POSITIVE_INFINITY));
  if (tooShort || tooLong) defects.push('length');
  const pattern = spec.pattern === undefined ? null : new RegExp(spec.pattern);
  const off = pattern !== null && texts.some((text) => !pattern.test(text));
  if (off || illegalValues(value, spec).length > 0) defects.push('value');
  return defects;
}
