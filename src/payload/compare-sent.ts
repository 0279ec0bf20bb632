import type { HttpMessage } from '../model/draft.ts';
import { compareValues, type Difference } from './compare-drafts.ts';
import { aroundDifference } from './shorten.ts';
import type { Layer } from './sign-draft.ts';

const SEGMENTS = ['header', 'claims', 'signature'];

/** Where two compact tokens differ: the one segment, or the whole token when its shape changed. */
export function compareTokens(layer: Layer, before: string, after: string): readonly Difference[] {
  if (before === after) return [];
  const [left, right] = [before.split('.'), after.split('.')];
  const changed = left.flatMap((segment, i) => (segment === right[i] ? [] : [i]));
  const [only, ...others] = changed;
  const inPlace = only !== undefined && others.length === 0 && left.length === right.length;
  const path = inPlace ? `${layer}.${SEGMENTS[only] ?? ''}` : layer;
  const [shownBefore, shownAfter] = inPlace
    ? aroundDifference(left[only] ?? '', right[only] ?? '')
    : aroundDifference(before, after);
  return [{ path, before: shownBefore, after: shownAfter }];
}

/** Where two HTTP messages differ; header names are compared in lower case. */
export function compareMessages(before: HttpMessage, after: HttpMessage): readonly Difference[] {
  const [left, right] = [headersOf(before), headersOf(after)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return [
    ...compareValues('http.method', before.method, after.method),
    ...compareValues('http.url', before.url, after.url),
    ...names.flatMap((name) =>
      compareValues(`http.headers.${name}`, left.get(name), right.get(name)),
    ),
    ...compareValues('http.body', bodyOf(before), bodyOf(after)),
  ];
}

function headersOf({ headers }: HttpMessage): ReadonlyMap<string, string> {
  return new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function bodyOf({ body }: HttpMessage): string | undefined {
  if (body === null) return undefined;
  return typeof body === 'string' ? body : `${body.length} bytes`;
}
