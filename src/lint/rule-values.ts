import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { headerText, type Jws } from '../rules/jws.ts';
import { shownTime, shownValue } from './shown-value.ts';
import { stepsOf } from './text/json-place.ts';

/** The value that `pointer` leads to in claims or header. */
export function valueAt(jws: Jws | null, claims: JsonObject, pointer: string): Json | undefined {
  const inHeader = pointer.startsWith('#header');
  let value: Json | undefined = inHeader ? (jws?.header.value ?? {}) : claims;
  for (const step of stepsOf(inHeader ? pointer.slice('#header'.length) : pointer)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value;
}

/** What stands at `pointer`, as a finding shows it. */
export function actualOf(jws: Jws | null, claims: JsonObject, pointer: string): string {
  if (pointer === '#signature') {
    return `alg ${headerText(jws ?? EMPTY, 'alg') ?? 'absent'}, kid ${headerText(jws ?? EMPTY, 'kid') ?? 'absent'}, ${jws?.signature.length ?? 0} bytes`;
  }
  if (pointer === '' || pointer === '#header')
    return jws === null ? 'absent' : formOf(jws, pointer);
  const name = stepsOf(pointer).at(-1) ?? '';
  const value = valueAt(jws, claims, pointer);
  const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
  return isTime ? shownTime(value) : shownValue(name, value);
}

const EMPTY: Jws = {
  compact: '',
  parts: 0,
  canonical: true,
  header: { value: {}, flaws: new Set() },
  payload: { value: {}, flaws: new Set() },
  signature: new Uint8Array(),
  signingInputs: [],
};

function formOf(jws: Jws, pointer: string): string {
  if (pointer === '#header')
    return `header parameters ${Object.keys(jws.header.value).slice(0, 12).join(', ') || 'none'}`;
  return jws.compact === ''
    ? 'the claims as given'
    : `${jws.parts} part${jws.parts === 1 ? '' : 's'}, ${jws.compact.length} characters`;
}
