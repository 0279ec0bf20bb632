import { constants, type KeyObject, sign as signBytes } from 'node:crypto';
import type { KeySignature } from '../model/draft.ts';
import type { SigningAlgorithm } from '../model/keys.ts';

const HASH: Readonly<Record<SigningAlgorithm, string>> = {
  PS256: 'sha256',
  PS384: 'sha384',
  PS512: 'sha512',
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  RS1: 'sha1',
  ES256: 'sha256',
};

/**
 * The signature of `input`, which is ASCII (RFC 7515 2), as `spec` wants it (RFC 7518 3.3 to 3.5); on the thread pool,
 * so that several are made at once.
 */
export function signWith(key: KeyObject, spec: KeySignature, input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const how = { key, ...parameters(spec) };
    signBytes(HASH[spec.algorithm], Buffer.from(input, 'latin1'), how, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
}

function parameters({ algorithm, saltLength, der }: KeySignature): object {
  if (algorithm === 'ES256') return { dsaEncoding: der === true ? 'der' : 'ieee-p1363' };
  if (!algorithm.startsWith('PS')) return { padding: constants.RSA_PKCS1_PADDING };
  return {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
  };
}
