import { LEAST_UNIQUE, type Place, type Secret } from './secrets.ts';

/** Beyond this many secrets with one beginning or ending all of them are taken to be there: comparing each would take for ever. */
export const MOST_ALIKE = 64;

const ELLIPSIS = '…';
/** What is said about an answer shows no more than this of a value. */
const LONGEST_SHOWN = 200;
const MOST_ELLIPSES = 50;

/**
 * Secrets that an ellipsis cuts short: at least their first eight letters are there. `beginning` gives the secrets that
 * begin with eight letters.
 */
export function cutShort(text: string, beginning: (letters: string) => readonly Secret[]): Place[] {
  const places: Place[] = [];
  let end = text.indexOf(ELLIPSIS);
  for (let count = 0; end !== -1 && count < MOST_ELLIPSES; count += 1) {
    for (let start = Math.max(0, end - LONGEST_SHOWN); start + LEAST_UNIQUE <= end; start += 1) {
      const alike = beginning(text.slice(start, start + LEAST_UNIQUE));
      const [first] = alike;
      if (first === undefined) continue;
      const part = text.slice(start, end);
      const found =
        alike.length > MOST_ALIKE ? first : alike.find(({ value }) => value.startsWith(part));
      if (found === undefined) continue;
      places.push({ start, end, variable: found.variable });
      break;
    }
    end = text.indexOf(ELLIPSIS, end + 1);
  }
  return places;
}
