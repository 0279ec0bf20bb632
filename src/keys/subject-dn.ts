import { X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { type Der, encode, parse } from './der.ts';
import { attributeText } from './distinguished-name.ts';

const { asn1 } = forge;

function children(node: Der | undefined): readonly Der[] {
  return Array.isArray(node?.value) ? node.value : [];
}

function text(node: Der): string {
  const bytes = Buffer.from(String(node.value), 'binary');
  switch (node.type) {
    case asn1.Type.UTF8:
      return bytes.toString('utf8');
    case asn1.Type.BMPSTRING:
      return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
    default:
      return bytes.toString('latin1');
  }
}

function attribute(node: Der): string {
  const [type, value] = children(node);
  if (type === undefined || value === undefined) return '';
  const oid = asn1.derToOid(forge.util.createBuffer(String(type.value)));
  return attributeText(oid, text(value), () => encode(value));
}

/**
 * The subject of a certificate (PEM or DER) as an RFC 4514 string: the last attribute of the certificate first, types
 * without a short name as OID and hexadecimal DER. Throws for what is no certificate.
 */
export function subjectDn(certificate: string | Uint8Array): string {
  const [toBeSigned] = children(parse(new X509Certificate(certificate).raw));
  const fields = children(toBeSigned).filter((each) => each.tagClass === asn1.Class.UNIVERSAL);
  // RFC 5280 4.1: serialNumber, signature, issuer, validity, subject; the version before them is context-specific.
  const [, , , , subject] = fields;
  return children(subject)
    .toReversed()
    .map((names) => children(names).map(attribute).join('+'))
    .join(',');
}
