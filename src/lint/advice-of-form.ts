import type { Profile } from '../model/profile.ts';
import type { RuleAdvice } from './advice.ts';
import { oneOf } from './shown-value.ts';

const SIGN_AGAIN = 'Sign again with a JOSE library instead of by hand.';
const BASE_64 =
  'Send the compact form as the library gives it: no padding, no line breaks, - and _ instead of + and /.';

function algorithms(profile: Profile, layer: 'request' | 'ssa'): string {
  return oneOf(profile[layer].algorithms);
}

/** Form and header of either token, by the name behind `request.jose.` and `ssa.jose.`. */
export function joseAdvice(
  name: string,
  profile: Profile,
  layer: 'request' | 'ssa',
): RuleAdvice | null {
  const allowed = algorithms(profile, layer);
  const table: Readonly<Record<string, readonly [at: string, expected: string, fix: string]>> = {
    parts: [
      '',
      'header.payload.signature, base64url each',
      'Send the whole token; look for a part that was cut off or doubled.',
    ],
    base64url: ['', 'base64url without padding and white space', BASE_64],
    'header-utf8': ['#header', 'UTF-8', SIGN_AGAIN],
    'header-json': ['#header', 'one JSON object', SIGN_AGAIN],
    'header-duplicates': ['#header', 'every header parameter once', SIGN_AGAIN],
    'alg-present': ['#header/alg', allowed, `Add alg: ${allowed}, whichever the key is for.`],
    'alg-none': ['#header/alg', allowed, `Sign it with ${allowed}.`],
    'alg-spelling': [
      '#header/alg',
      allowed,
      'Write the algorithm in capitals; names are case-sensitive.',
    ],
    'alg-allowed': ['#header/alg', allowed, `Sign it with ${allowed}.`],
    typ: ['#header/typ', 'JWT', 'Set typ to JWT.'],
    crit: ['#header/crit', 'no crit', 'Leave crit out: no extension is agreed on.'],
    b64: ['#header/b64', 'no b64', 'Encode the payload in base64url, and leave b64 out.'],
    'not-nested': ['#header/cty', 'no cty', 'Sign the claims themselves, and leave cty out.'],
    'kid-type': ['#header/kid', 'a JSON string', 'Set kid to the kid of the key in the JWKS.'],
    'kid-safe': [
      '#header/kid',
      'at most 256 characters, none of them a control',
      'Use a plain kid, such as the thumbprint of the key.',
    ],
    'no-embedded-key': [
      '#header',
      'no jwk and no x5c',
      'Leave the key out of the header: the bank takes it from the JWKS that the SSA names.',
    ],
    'no-key-url': [
      '#header',
      'no jku and no x5u',
      'Leave the location out of the header: the bank takes it from the SSA.',
    ],
    'payload-utf8': ['', 'UTF-8', 'Encode the claims as UTF-8 before signing.'],
    'payload-bom': ['', 'no byte order mark', 'Take the byte order mark away before signing.'],
    'payload-json': ['', 'one JSON object of claims', 'Sign the claims as one JSON object.'],
    'payload-trailing': [
      '',
      'nothing behind the JSON object',
      'Sign the claims as one JSON object.',
    ],
    'payload-duplicates': [
      '',
      'every claim once',
      'Leave one of the two out: readers disagree about which counts.',
    ],
    'payload-depth': [
      '',
      'at most 32 levels',
      'Send the claims of the data dictionary; none of them nests so deeply.',
    ],
  };
  const found = table[name];
  return found === undefined ? null : { at: found[0], expected: found[1], fix: found[2] };
}
