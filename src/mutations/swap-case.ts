import type { Json } from '../model/json.ts';

/** `text` with upper-case letters in lower case and the other way round. */
export function swapCase(text: Json | undefined): string {
  return String(text).replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}
