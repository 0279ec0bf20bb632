import type { Found } from '../model/lint.ts';
import { type Excerpt, positionOf } from './text/excerpt.ts';
import { placeOf } from './text/json-place.ts';
import type { Token } from './token.ts';
import type { Transaction } from './transaction.ts';

interface Located {
  readonly line: number | null;
  readonly column: number | null;
}

const NOWHERE: Located = { line: null, column: null };

interface Spot {
  readonly text: Excerpt;
  readonly index: number;
}

function spotInToken(token: Token, pointer: string): Spot {
  const { compact, claimsText, headerText } = token;
  if (pointer.startsWith('#signature') && compact !== null) {
    return { text: compact, index: compact.text.lastIndexOf('.') + 1 };
  }
  if (pointer.startsWith('#')) {
    const text = headerText ?? claimsText;
    const inside = headerText === null ? '' : pointer.slice('#header'.length);
    return { text, index: placeOf(text.text, inside).start };
  }
  if (pointer === '') return { text: compact ?? claimsText, index: 0 };
  return { text: claimsText, index: placeOf(claimsText.text, pointer).start };
}

function spotOf({ document, pointer }: Found, transaction: Transaction): Spot | null {
  const { request, ssa, answer, keySets } = transaction;
  if (document === 'request') return request === null ? null : spotInToken(request, pointer);
  if (document === 'ssa') return ssa === null ? null : spotInToken(ssa, pointer);
  const text = document === 'response' ? answer?.body : keySets[0]?.text;
  if (document === 'transport' || text === undefined) return null;
  return { text, index: pointer === '' ? 0 : placeOf(text.text, pointer).start };
}

/** Line and column in the text that was given of what `found` is about. */
export function locate(found: Found, transaction: Transaction): Located {
  const source = sourceOf(found, transaction);
  if (found.offset !== undefined && source !== null) return positionOf(source, found.offset);
  const spot = spotOf(found, transaction);
  if (spot !== null) return positionOf(spot.text.source, spot.text.at(spot.index));
  const { call } = transaction;
  if (found.document !== 'transport' || call === null || source === null) return NOWHERE;
  return positionOf(source, call.offset);
}

/** The text that holds the part that `found` is about. */
function sourceOf(found: Found, transaction: Transaction): Excerpt['source'] | null {
  const { request, ssa, answer, keySets, troubles, call } = transaction;
  const trouble = troubles.find(({ id, offset }) => id === found.id && offset === found.offset);
  if (trouble !== undefined) return trouble.text.source;
  switch (found.document) {
    case 'request':
      return request?.claimsText.source ?? null;
    case 'ssa':
      return ssa?.claimsText.source ?? null;
    case 'response':
      return answer?.body.source ?? null;
    case 'jwks':
      return keySets[0]?.text.source ?? null;
    default:
      return call?.source ?? null;
  }
}
