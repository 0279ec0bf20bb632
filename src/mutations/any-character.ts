import type { Profile } from '../model/profile.ts';
import { bind } from './bind.ts';
import type { Layer } from './edits.ts';
import { LAYERS } from './layers.ts';
import { type Stimulus, token } from './stimulus.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

type Part = 'claims' | 'signature';

/** The id of the mutation that replaces a character of the claims or the signature, `at` thousandths of the way to its end. */
export function anyCharacterId(layer: Layer, part: Part, at: number): string {
  return `${layer}.token.${part}-character-${at}`;
}

/** `text` with one character replaced; never the last, whose spare bits decode to nothing (RFC 4648 3.5). */
function replaced(text: string, at: number): string {
  const position = Math.floor((Math.min(at, 999) / 1000) * (text.length - 1));
  const old = ALPHABET.indexOf(text[position] ?? '');
  if (old < 0) return text;
  const next = ALPHABET[(old + 1 + (at % 61)) % ALPHABET.length] ?? 'A';
  return `${text.slice(0, position)}${next}${text.slice(position + 1)}`;
}

/**
 * One character of a token is another after signing: what it says or how it is signed, and its signature does not
 * verify. Empty where the profile has no such token.
 */
export function anyCharacter(
  profile: Profile,
  known: ReadonlyMap<string, Stimulus>,
  { layer, part, at }: { readonly layer: Layer; readonly part: Part; readonly at: number },
): readonly Stimulus[] {
  // What tampering stands on, such as a statement where most requests have none.
  const like = known.get(`${layer}.token.claims-changed`);
  if (like === undefined) return [];
  const index = part === 'claims' ? 1 : 2;
  const facts = {
    id: anyCharacterId(layer, part, at),
    title: `${LAYERS[layer].noun} with another character in its ${part}`,
    path: `${layer}.${part}`,
    area: 'signatures',
    situation: LAYERS[layer].signature,
    breaks: LAYERS[layer].unverified,
    spare: true,
  } as const;
  const change = (compact: string): string =>
    compact
      .split('.')
      .map((text, i) => (i === index ? replaced(text, at) : text))
      .join('.');
  const { base = [] } = like;
  const made = bind(token(layer, facts, change), profile);
  return base.length === 0 ? made : made.map((stimulus) => ({ ...stimulus, base }));
}
