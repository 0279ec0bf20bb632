import { createPublicKey, X509Certificate } from 'node:crypto';
import type { JsonObject } from '../model/json.ts';
import { type CertificateUse, type Issuer, issueCertificate } from './certificates.ts';
import type { SubjectAttribute } from './distinguished-name.ts';
import { publicJwk } from './jwk.ts';
import { makePrivateKeys } from './key-pairs.ts';
import { KEYSTORE_PASSWORD, MAIN, type TrustFiles, type TrustPath } from './layout.ts';
import {
  ISSUING_CA_SUBJECT,
  ROGUE_CA_SUBJECT,
  ROOT_CA_SUBJECT,
  SERVER_SUBJECT,
  TPP_SUBJECT,
} from './organisation.ts';
import { keyStore, trustStore } from './pkcs12.ts';

const LEAF_MONTHS = 13;
const CA_MONTHS = 120;
const BACKDATED_MS = 3_600_000;

/** Makes a new main part: the bytes of every file of it. `now` is in milliseconds since the epoch. */
export async function makeTrustFiles(now: number): Promise<TrustFiles> {
  const keys = await makePrivateKeys(MAIN);
  const texts = new Map<TrustPath, string>(keys);
  const text = (path: TrustPath): string => {
    const found = texts.get(path);
    if (found === undefined) throw new Error(`${path} is not made yet`);
    return found;
  };
  const jwk = (path: TrustPath, use: 'sig' | 'enc'): JsonObject =>
    publicJwk(createPublicKey(text(path)), use);

  const certify = (
    use: CertificateUse,
    subject: readonly SubjectAttribute[],
    key: TrustPath,
    issuer: Issuer,
  ): string =>
    issueCertificate({
      use,
      subject,
      key: text(key),
      issuer,
      notBefore: new Date(now - BACKDATED_MS),
      notAfter: monthsLater(now, use.endsWith('-ca') ? CA_MONTHS : LEAF_MONTHS),
    });

  const root = { subject: ROOT_CA_SUBJECT, key: text('ca/root.key.pem') };
  const issuing = { subject: ISSUING_CA_SUBJECT, key: text('ca/issuing.key.pem') };
  const rogue = { subject: ROGUE_CA_SUBJECT, key: text('rogue/ca.key.pem') };
  const rootPem = certify('root-ca', root.subject, 'ca/root.key.pem', root);
  const issuingPem = certify('issuing-ca', issuing.subject, 'ca/issuing.key.pem', root);
  const signing = certify('seal', TPP_SUBJECT, 'tpp/signing.key.pem', issuing);
  const transport = certify('tls-client', TPP_SUBJECT, 'tpp/transport.key.pem', issuing);
  texts.set('ca/root.pem', rootPem);
  texts.set('ca/issuing.pem', issuingPem);
  texts.set('tpp/signing.pem', signing + issuingPem);
  texts.set('tpp/transport.pem', transport + issuingPem);
  texts.set(
    'server/tls.pem',
    certify('tls-server', SERVER_SUBJECT, 'server/tls.key.pem', issuing) + issuingPem,
  );
  const roguePem = certify('root-ca', rogue.subject, 'rogue/ca.key.pem', rogue);
  texts.set('rogue/ca.pem', roguePem);
  texts.set(
    'rogue/transport.pem',
    certify('tls-client', TPP_SUBJECT, 'rogue/transport.key.pem', rogue) + roguePem,
  );

  texts.set(
    'directory.jwks.json',
    jwks(jwk('directory.signing.pem', 'sig'), jwk('directory.signing-ec.pem', 'sig')),
  );
  texts.set(
    'tpp/jwks.json',
    jwks(
      withCertificate(jwk('tpp/signing.key.pem', 'sig'), signing),
      jwk('tpp/signing-ec.key.pem', 'sig'),
      withCertificate(jwk('tpp/transport.key.pem', 'enc'), transport),
    ),
  );

  const stores = new Map<TrustPath, Buffer>([
    [
      'ca/truststore.p12',
      trustStore(
        [
          { alias: 'dcr-conformance-root', pem: rootPem },
          { alias: 'dcr-conformance-issuing', pem: issuingPem },
        ],
        KEYSTORE_PASSWORD,
      ),
    ],
    [
      'tpp/transport.p12',
      keyStore(
        'dcr-conformance-transport',
        text('tpp/transport.key.pem'),
        [transport, issuingPem, rootPem],
        KEYSTORE_PASSWORD,
      ),
    ],
  ]);
  return new Map(MAIN.files.map(({ path }) => [path, stores.get(path) ?? Buffer.from(text(path))]));
}

function monthsLater(now: number, months: number): Date {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date;
}

function jwks(...keys: readonly JsonObject[]): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}

function withCertificate(jwk: JsonObject, pem: string): JsonObject {
  return { ...jwk, x5c: [new X509Certificate(pem).raw.toString('base64')] };
}
