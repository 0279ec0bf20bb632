import type { JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { headerText, type Jws } from '../rules/jws.ts';
import { algorithmOf } from '../rules/jws-algorithms.ts';
import { createKeyCache } from '../rules/key-cache.ts';
import { type Proof, prove, type VerifySignature } from '../rules/proof.ts';
import { rowsOf } from './rows.ts';
import type { Token } from './token.ts';
import type { GivenKeySet } from './transaction.ts';

/** Keys to verify with: those of the software, and those of its directory. */
export interface KeySets {
  readonly software: JsonObject | null;
  readonly directory: JsonObject | null;
}

/** Imported keys of all runs of this process; it keeps the last 500. */
const KEYS = createKeyCache();

function holdsKid(set: JsonObject, token: Token | null): boolean {
  const kid = token === null ? null : headerText(token.jws, 'kid');
  const keys: readonly unknown[] = Array.isArray(set.keys) ? set.keys : [];
  return kid !== null && keys.some((key) => (key as { kid?: unknown } | null)?.kid === kid);
}

/** Whose keys are whose: as they were named, else by the kid of the tokens; a set that fits none is taken for the software's. */
export function assignKeySets(
  named: KeySets,
  given: readonly GivenKeySet[],
  request: Token | null,
  ssa: Token | null,
): KeySets {
  let { software, directory } = named;
  for (const { value } of given) {
    const isRequest = holdsKid(value, request);
    const isSsa = holdsKid(value, ssa);
    if (isSsa) directory ??= value;
    if (isRequest || !isSsa) software ??= value;
  }
  return { software, directory };
}

/** How `token` verifies with `keys`; null where there are no keys, or no signature to look at. */
export async function proofOf(
  token: Token | null,
  keys: JsonObject | null,
  verify: VerifySignature | undefined,
): Promise<Proof | null> {
  if (token === null || keys === null || token.form !== 'jwt') return null;
  return prove(token.jws, keys, KEYS, verify);
}

/** Whether `proof` says that the signature is good, and made by the key that is named. */
export function isVerified(proof: Proof | null): boolean | null {
  return proof === null ? null : proof.match?.kidMatches === true;
}

function isAscii(bytes: Uint8Array): boolean {
  return (
    bytes.length > 0 && bytes.length < 128 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  );
}

/** True for what stands where a signature should: nothing, zeros, words. */
function isPlaceholder({ jws, compact }: Token): boolean {
  const { signature } = jws;
  const last = compact?.text.slice(compact.text.lastIndexOf('.') + 1) ?? '';
  if (/^(sig|signature|placeholder|todo|x+)$/i.test(last) || /[<>[\]{}\u2026]/.test(last))
    return true;
  return signature.every((byte) => byte === 0) || isAscii(signature);
}

interface Size {
  readonly right: boolean;
  readonly expected: string;
  readonly fix: string;
  readonly rows: Parameters<typeof rowsOf>[1][];
}

function sizeOf(jws: Jws, profile: Profile): Size | null {
  const algorithm = algorithmOf(headerText(jws, 'alg'));
  const { length } = jws.signature;
  if (algorithm === null) return null;
  if (algorithm.kty === 'EC') {
    return {
      right: length === 64,
      expected: '64 bytes: R and S of 32 bytes each',
      fix:
        jws.signature[0] === 0x30
          ? 'Convert the DER signature of the crypto library to R || S.'
          : 'Look for a signature that was cut off; sign again.',
      rows: ['RFC7518-3.4-1'],
    };
  }
  const least = profile.rsaMinimumBits / 8;
  return {
    right: length >= least && length <= 2048,
    expected: `at least ${least} bytes, as an RSA key of ${profile.rsaMinimumBits} bits makes`,
    fix: 'Look for a signature that was cut off; else sign with a longer key.',
    rows: ['FAPI1B-5.2.2-5-1', 'RFC7518-3.3-1'],
  };
}

/** What a signature shows without a key: words in its place, or a size that no right key makes. */
export function unverifiedFindings(
  token: Token | null,
  proof: Proof | null,
  profile: Profile,
): readonly Found[] {
  if (token === null || token.form !== 'jwt' || token.jws.parts !== 3) return [];
  if (headerText(token.jws, 'alg')?.toLowerCase() === 'none' || proof?.match != null) return [];
  const noun = token.kind === 'request' ? 'registration request' : 'software statement';
  const { length } = token.jws.signature;
  const base = {
    severity: 'error',
    document: token.kind,
    pointer: '#signature',
    actual: `${length} bytes`,
    situation: token.kind === 'request' ? 'request-signature' : 'ssa-signature',
  } as const;
  if (isPlaceholder(token)) {
    return [
      {
        ...base,
        id: `${token.kind}.signature.placeholder`,
        requirements: rowsOf(
          profile,
          token.kind === 'request' ? 'OBUK-jws-1' : 'RFC7591-2.3-1',
          'RFC7515-5.2-2',
        ),
        message: `The signature of the ${noun} is a placeholder: it can verify with no key.`,
        expected: 'a signature',
        fix:
          token.kind === 'request'
            ? 'Sign the request with your own key.'
            : 'Take the SSA from the directory whole.',
      },
    ];
  }
  const size = sizeOf(token.jws, profile);
  // A proof that failed says more.
  if (size === null || size.right) return [];
  return [
    {
      ...base,
      id: `${token.kind}.signature.size`,
      requirements: rowsOf(profile, ...size.rows).slice(0, 1),
      message: `The signature of the ${noun} has a size that ${headerText(token.jws, 'alg')} with a right key does not make.`,
      expected: size.expected,
      fix: size.fix,
    },
  ];
}

/** A remark where tokens that different parties sign name one kid. */
export function sameKid(
  request: Token | null,
  ssa: Token | null,
  returned: Token | null,
  proofs: readonly (Proof | null)[],
): readonly Found[] {
  if (request?.form !== 'jwt' || ssa?.form !== 'jwt') return [];
  const kid = headerText(request.jws, 'kid');
  if (kid === null || kid !== headerText(ssa.jws, 'kid')) return [];
  if (proofs.every((proof) => proof?.match != null)) return [];
  const isOther = returned !== null && returned.compact?.text !== ssa.compact?.text;
  const also =
    isOther && headerText(returned.jws, 'kid') === kid
      ? '; so does the statement in the answer'
      : '';
  return [
    {
      id: 'transaction.same-kid',
      severity: 'info',
      document: 'request',
      pointer: '#header/kid',
      requirements: [],
      message: `Request and software statement name the same kid, though the software signs the one and the directory the other${also}.`,
      expected:
        'the kid of a key of the software in the request, that of a key of the directory in the statement',
      actual: JSON.stringify(kid),
      fix: 'Unless the two keys happen to share the name: sign the request with your own key, and take the SSA as the directory gave it.',
      situation: null,
    },
  ];
}
