import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A key with its certificate, PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
  readonly name: string;
}

export interface TestCertificateOptions {
  /** Common name of the subject. */
  readonly name: string;
  /** DNS names and addresses it is for. */
  readonly names?: readonly string[];
  /** Signs itself when left out. */
  readonly issuer?: TestCertificate;
  readonly authority?: boolean;
  /** Days from now; negative is the past. */
  readonly from?: number;
  readonly until?: number;
  /** Where the issuer's certificate is said to be (RFC 5280 4.2.2.1). */
  readonly issuerUrl?: string;
  /** The key of another certificate, to spare the making of one. */
  readonly key?: string;
}

const DAY = 86_400_000;
let serial = 0;

function altName(name: string): object {
  return /^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

/** A certificate as bad as a test needs it; issued by `issuer`, or by itself. */
export function testCertificate(options: TestCertificateOptions): TestCertificate {
  const { name, names = [], issuer, authority = false, from = -1, until = 30 } = options;
  const key =
    options.key ??
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
  const privateKey = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  serial += 1;
  certificate.serialNumber = `01${serial.toString(16).padStart(6, '0')}`;
  certificate.publicKey = forge.pki.rsa.setPublicKey(privateKey.n, privateKey.e);
  certificate.validity.notBefore = new Date(Date.now() + from * DAY);
  certificate.validity.notAfter = new Date(Date.now() + until * DAY);
  certificate.setSubject([{ shortName: 'CN', value: name }]);
  certificate.setIssuer([{ shortName: 'CN', value: issuer?.name ?? name }]);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: authority, critical: true },
    ...(names.length === 0 ? [] : [{ name: 'subjectAltName', altNames: names.map(altName) }]),
    ...(options.issuerUrl === undefined ? [] : [issuerAt(options.issuerUrl)]),
  ]);
  const signer = issuer === undefined ? privateKey : forge.pki.privateKeyFromPem(issuer.key);
  certificate.sign(signer, forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), name };
}

/** The extension authorityInfoAccess with caIssuers. */
function issuerAt(url: string): object {
  const { asn1 } = forge;
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
  const oid = asn1.oidToDer('1.3.6.1.5.5.7.48.2').getBytes();
  const value = asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [
    asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [
      asn1.create(UNIVERSAL, asn1.Type.OID, false, oid),
      asn1.create(CONTEXT_SPECIFIC, 6, false, url),
    ]),
  ]);
  return { id: '1.3.6.1.5.5.7.1.1', value: asn1.toDer(value).getBytes() };
}
