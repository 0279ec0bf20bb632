import type { JwtDraft, SignatureSpec } from '../model/draft.ts';
import type { KeyName } from '../model/keys.ts';

/** Keys of the same owner for ES256. */
const TWINS: Readonly<Partial<Record<KeyName, KeyName>>> = {
  directory: 'directory-ec',
  'tpp-signing': 'tpp-signing-ec',
  'other-signing': 'other-signing-ec',
  'rogue-directory': 'rogue-directory-ec',
  'rogue-signing': 'rogue-signing-ec',
};

/**
 * The key of `owner` that fits what the draft is signed with: on a target that takes ES256 only, a signature by another
 * RSA key would be refused for its algorithm, whoever made it.
 */
export function fitting(owner: KeyName, { signature }: JwtDraft): KeyName {
  const twin = TWINS[owner];
  return 'algorithm' in signature && signature.algorithm === 'ES256' ? (twin ?? owner) : owner;
}

/** Signed by `key` with the one algorithm of its kind that FAPI allows. */
export function signatureOf(key: KeyName): SignatureSpec {
  return { kind: 'key', key, algorithm: key.endsWith('-ec') ? 'ES256' : 'PS256' };
}
