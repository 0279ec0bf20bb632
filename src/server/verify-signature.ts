import { constants, KeyObject, verify } from 'node:crypto';
import type { VerificationKey } from '../rules/key-cache.ts';
import type { VerifySignature } from '../rules/proof.ts';

const converted = new WeakMap<VerificationKey, KeyObject>();

function keyObject(key: VerificationKey): KeyObject {
  const known = converted.get(key);
  if (known !== undefined) return known;
  const made = KeyObject.from(key);
  converted.set(key, made);
  return made;
}

/**
 * A verification on this very thread: an RSA signature is verified in less time than it takes to hand it to another
 * thread and back, as WebCrypto does.
 */
export const verifySignature: VerifySignature = ({ algorithm, saltLength, key, signature, data }) =>
  verify(
    algorithm.hash.replace('-', ''),
    data,
    {
      key: keyObject(key),
      ...(algorithm.scheme === 'ECDSA' ? { dsaEncoding: 'ieee-p1363' } : {}),
      ...(algorithm.scheme === 'RSA-PSS'
        ? {
            padding: constants.RSA_PKCS1_PSS_PADDING,
            saltLength: saltLength ?? algorithm.hashBytes,
          }
        : {}),
    },
    signature,
  );
