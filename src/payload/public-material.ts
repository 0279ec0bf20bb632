import type { TrustMaterial } from '../keys/trust-material.ts';
import type { PublicMaterial } from '../model/draft.ts';

const known = new WeakMap<TrustMaterial, PublicMaterial>();

/** What of the trust material a mutation may see; the same object every time. */
export function publicMaterial(trust: TrustMaterial): PublicMaterial {
  const seen = known.get(trust);
  if (seen !== undefined) return seen;
  const material: PublicMaterial = {
    jwk: (name) => trust.key(name).publicJwk,
    softwareJwks: trust.softwareJwks,
    clientSubjectDn: trust.client.subjectDn,
    clientCertificate: leafOf(trust.client.cert),
  };
  known.set(trust, material);
  return material;
}

/** The first certificate of a PEM chain as base64 DER, the form of an `x5c` element (RFC 7515 4.1.6). */
function leafOf(pem: string): string {
  const [, leaf = ''] = /-----BEGIN CERTIFICATE-----([^-]+)/.exec(pem) ?? [];
  return leaf.replaceAll(/\s/g, '');
}
