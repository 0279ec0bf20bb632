import { X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { UsageError } from '../model/errors.ts';
import type { CertificateFacts } from '../model/lint.ts';
import type { TransportFiles } from '../model/options.ts';
import { type Der, parse } from './der.ts';
import { PSD2_ROLE_OIDS, QC_STATEMENTS_OID } from './qc-statements.ts';
import { subjectDn } from './subject-dn.ts';
import { leafCertificate } from './transport.ts';

const { asn1 } = forge;

function children(node: Der): readonly Der[] {
  return Array.isArray(node.value) ? node.value : [];
}

function oidsIn(node: Der): readonly string[] {
  if (node.type === asn1.Type.OID && node.tagClass === asn1.Class.UNIVERSAL) {
    return [asn1.derToOid(forge.util.createBuffer(String(node.value)))];
  }
  return children(node).flatMap(oidsIn);
}

/** The extension with `oid`, as the DER inside its OCTET STRING. */
function extension(node: Der, oid: string): Der | null {
  const [first] = children(node);
  if (first?.type === asn1.Type.OID) {
    const value = children(node).at(-1);
    const own = asn1.derToOid(forge.util.createBuffer(String(first.value)));
    if (own === oid && value?.type === asn1.Type.OCTETSTRING && typeof value.value === 'string') {
      return parse(Buffer.from(value.value, 'binary'));
    }
  }
  for (const child of children(node)) {
    const found = extension(child, oid);
    if (found !== null) return found;
  }
  return null;
}

function rolesOf(certificate: X509Certificate): readonly string[] {
  const statements = extension(parse(certificate.raw), QC_STATEMENTS_OID);
  if (statements === null) return [];
  const oids = oidsIn(statements);
  return Object.entries(PSD2_ROLE_OIDS).flatMap(([oid, role]) =>
    oids.includes(oid) ? [role] : [],
  );
}

/** Reads the client certificate of `--transport-cert`; its key is not needed. Throws a UsageError for what holds none. */
export function certificateFacts(files: TransportFiles): CertificateFacts {
  const pem = leafCertificate(files);
  try {
    const certificate = new X509Certificate(pem);
    const seconds = (text: string): number => Math.floor(Date.parse(text) / 1000);
    return {
      subjectDn: subjectDn(pem),
      roles: rolesOf(certificate),
      notBefore: seconds(certificate.validFrom),
      notAfter: seconds(certificate.validTo),
    };
  } catch (error) {
    throw new UsageError(
      'the file of --transport-cert holds a broken certificate',
      'export it again',
      error,
    );
  }
}
