import { generateKeyPair } from 'node:crypto';
import type { Part, TrustFile, TrustPath } from './layout.ts';

/**
 * Makes every private key of one part at once, as PKCS#8 PEM by path.
 * They are made as PEM because exporting a freshly generated key object as JWK can hang on Node 20.
 */
export async function makePrivateKeys({ files }: Part): Promise<ReadonlyMap<TrustPath, string>> {
  const wanted = files.filter((file) => file.kind === 'private-key');
  return new Map(
    await Promise.all(wanted.map(async (file) => [file.path, await privatePem(file.alg)] as const)),
  );
}

const ENCODINGS = {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

function privatePem(alg: TrustFile['alg']): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, _publicKey: string, privateKey: string) =>
      error === null ? resolve(privateKey) : reject(error);
    if (alg === 'P-256') {
      generateKeyPair('ec', { namedCurve: 'P-256', ...ENCODINGS }, done);
    } else {
      const modulusLength = alg === 'RSA-1024' ? 1024 : 2048;
      generateKeyPair('rsa', { modulusLength, ...ENCODINGS }, done);
    }
  });
}
