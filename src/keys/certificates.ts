import { createPublicKey, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { binary, type Der, encode } from './der.ts';
import type { SubjectAttribute } from './distinguished-name.ts';
import { QC_STATEMENTS_OID, qcStatements } from './qc-statements.ts';

/** Who signs a certificate: subject and PKCS#8 PEM key of the CA. */
export interface Issuer {
  readonly subject: readonly SubjectAttribute[];
  readonly key: string;
}

export type CertificateUse = 'root-ca' | 'issuing-ca' | 'tls-client' | 'seal' | 'tls-server';

export interface CertificateRequest {
  readonly use: CertificateUse;
  readonly subject: readonly SubjectAttribute[];
  /** PKCS#8 PEM of the RSA key to certify. */
  readonly key: string;
  readonly issuer: Issuer;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const CA_USAGE = { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true };
const LEAF = { name: 'basicConstraints', cA: false };

/** Extensions that tell one kind of certificate from another. */
const EXTENSIONS: Readonly<Record<CertificateUse, () => readonly object[]>> = {
  'root-ca': () => [{ name: 'basicConstraints', critical: true, cA: true }, CA_USAGE],
  'issuing-ca': () => [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    CA_USAGE,
  ],
  'tls-client': () => [
    LEAF,
    { name: 'keyUsage', critical: true, digitalSignature: true },
    { name: 'extKeyUsage', clientAuth: true },
    { id: QC_STATEMENTS_OID, value: der(qcStatements('web')) },
  ],
  seal: () => [
    LEAF,
    { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true },
    { id: QC_STATEMENTS_OID, value: der(qcStatements('seal')) },
  ],
  'tls-server': () => [
    LEAF,
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 2, value: 'localhost' },
        { type: 7, ip: '127.0.0.1' },
        { type: 7, ip: '::1' },
      ],
    },
  ],
};

/** Issues an X.509 v3 certificate for an RSA key, signed with SHA-256; PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const { subject, issuer } = request;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey(request.key);
  certificate.serialNumber = serialNumber();
  certificate.validity.notBefore = request.notBefore;
  certificate.validity.notAfter = request.notAfter;
  certificate.setSubject(subject.map(attribute));
  certificate.setIssuer(issuer.subject.map(attribute));
  certificate.setExtensions([
    ...EXTENSIONS[request.use](),
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifier(issuer.key) },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.key), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

/** RFC 5280 asks for PrintableString in C; UTF8String is right for the rest. */
function attribute({ type, value }: SubjectAttribute): forge.pki.CertificateField {
  const { PRINTABLESTRING, UTF8 } = forge.asn1.Type;
  const string = type === '2.5.4.6' ? PRINTABLESTRING : UTF8;
  // The library's typings call this string type a class.
  return { type, value, valueTagClass: string as number as forge.asn1.Class };
}

function publicKey(privatePem: string) {
  const pem = createPublicKey(privatePem).export({ type: 'spki', format: 'pem' });
  return forge.pki.publicKeyFromPem(pem.toString());
}

function keyIdentifier(privatePem: string): string {
  return forge.pki
    .getPublicKeyFingerprint(publicKey(privatePem), { type: 'RSAPublicKey' })
    .getBytes();
}

/** 127 random bits and positive (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

function der(value: Der): string {
  return binary(encode(value));
}
