import type { KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, errors, importJWK, type JWK } from 'jose';
import type { JsonObject } from '../model/json.ts';

/** What is told of keys: RSA with PSS and P-256, as FAPI 1.0 Part 2, 8.6 has them. */
const ALGORITHMS = ['PS256', 'ES256'];

/** Who signs a report. */
export interface ReportSigner {
  readonly algorithm: 'PS256' | 'ES256';
  readonly kid: string;
  readonly private: KeyObject;
}

/** What a signature is worth: whose it is, or why it is nobody's. */
export type ReportProof =
  | { readonly good: true; readonly algorithm: string; readonly kid: string | null }
  | { readonly good: false; readonly why: string };

/** The detached JWS over the bytes of a report.json: compact, its middle part left out (RFC 7515 Appendix F). */
export async function signReport(bytes: Uint8Array, signer: ReportSigner): Promise<string> {
  const { algorithm: alg, kid } = signer;
  const whole = await new CompactSign(bytes).setProtectedHeader({ alg, kid }).sign(signer.private);
  const [header, , signature] = whole.split('.');
  return `${header}..${signature}`;
}

function headerOf(part: string): JsonObject {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null ? (header as JsonObject) : {};
  } catch {
    return {};
  }
}

/** True where the key alone makes `whole` good; false where it does not fit the algorithm, too. */
async function verifies(whole: string, key: JsonObject, alg: string): Promise<boolean> {
  try {
    await compactVerify(whole, await importJWK(key as JWK, alg), { algorithms: ALGORITHMS });
    return true;
  } catch (error) {
    // A key of another kind is no key for it; anything but jose's own errors is that.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}

/** Whether `jws`, detached, is a signature over `bytes` by one of `keys`: by the one that its kid names, or by the only one. */
export async function verifyReport(
  bytes: Uint8Array,
  jws: string,
  keys: readonly JsonObject[],
): Promise<ReportProof> {
  const [header = '', payload, signature = '', ...more] = jws.trim().split('.');
  if (payload !== '' || signature === '' || more.length > 0) {
    return { good: false, why: 'its signature is no detached JWS (header..signature)' };
  }
  const { alg, kid = null } = headerOf(header);
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) {
    return { good: false, why: `its signature is not ${ALGORITHMS.join(' or ')}` };
  }
  const meant = keys.length === 1 ? keys : keys.filter((key) => key.kid === kid);
  if (meant.length === 0) {
    return { good: false, why: `none of the keys is the one that signed it (kid ${String(kid)})` };
  }
  const whole = `${header}.${Buffer.from(bytes).toString('base64url')}.${signature}`;
  for (const key of meant) {
    if (await verifies(whole, key, alg)) {
      return { good: true, algorithm: alg, kid: typeof kid === 'string' ? kid : null };
    }
  }
  return { good: false, why: 'it was changed after it was signed, or another key signed it' };
}
