import {
  createCipheriv,
  createHmac,
  createPrivateKey,
  pbkdf2Sync,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import forge from 'node-forge';
import * as der from './der.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
  anyExtendedKeyUsage: '2.5.29.37.0',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

const ITERATIONS = 2048;
const MAC_KEY_ID = 3;

/** A certificate (PEM) under the alias that tools show. */
export interface NamedCertificate {
  readonly alias: string;
  readonly pem: string;
}

/**
 * A PKCS#12 store of trusted certificates (RFC 7292). Each carries Java's trustedKeyUsage attribute:
 * without it keytool sees an empty store.
 */
export function trustStore(certificates: readonly NamedCertificate[], password: string): Buffer {
  const trusted = attribute(OID.trustedKeyUsage, der.oid(OID.anyExtendedKeyUsage));
  const bags = certificates.map(({ alias, pem }) => certBag(pem, [friendlyName(alias), trusted]));
  return pfx([encryptedContent(der.sequence(...bags), password)], password);
}

/** A PKCS#12 store (RFC 7292) of one private key (PEM) with its chain (PEM each, leaf first). */
export function keyStore(
  alias: string,
  keyPem: string,
  chain: readonly [leaf: string, ...issuers: string[]],
  password: string,
): Buffer {
  const [leaf, ...issuers] = chain;
  const link = [friendlyName(alias), attribute(OID.localKeyId, der.octets(Buffer.from([1])))];
  const certificates = [certBag(leaf, link), ...issuers.map((pem) => certBag(pem, []))];
  const encryptedKey = createPrivateKey(keyPem).export({
    type: 'pkcs8',
    format: 'der',
    cipher: 'aes-256-cbc',
    passphrase: password,
  });
  const keyBag = bag(OID.shroudedKeyBag, der.parse(encryptedKey), link);
  return pfx(
    [encryptedContent(der.sequence(...certificates), password), plainContent(der.sequence(keyBag))],
    password,
  );
}

function certBag(pem: string, attributes: readonly der.Der[]): der.Der {
  const certificate = der.octets(new X509Certificate(pem).raw);
  const value = der.sequence(der.oid(OID.x509Certificate), der.explicit(0, certificate));
  return bag(OID.certBag, value, attributes);
}

function bag(type: string, value: der.Der, attributes: readonly der.Der[]): der.Der {
  const tail = attributes.length === 0 ? [] : [der.set(...attributes)];
  return der.sequence(der.oid(type), der.explicit(0, value), ...tail);
}

function attribute(type: string, value: der.Der): der.Der {
  return der.sequence(der.oid(type), der.set(value));
}

function friendlyName(alias: string): der.Der {
  return attribute(OID.friendlyName, der.bmp(alias));
}

function plainContent(content: der.Der): der.Der {
  return der.sequence(der.oid(OID.data), der.explicit(0, der.octets(der.encode(content))));
}

/** PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018): what OpenSSL 3 opens without its legacy provider. */
function encryptedContent(content: der.Der, password: string): der.Der {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(der.encode(content)), cipher.final()]);
  const derivation = der.sequence(
    der.octets(salt),
    der.integer(ITERATIONS),
    der.sequence(der.oid(OID.hmacSha256), der.nothing()),
  );
  const algorithm = der.sequence(
    der.oid(OID.pbes2),
    der.sequence(
      der.sequence(der.oid(OID.pbkdf2), derivation),
      der.sequence(der.oid(OID.aes256Cbc), der.octets(iv)),
    ),
  );
  const body = der.sequence(der.oid(OID.data), algorithm, der.implicitOctets(0, encrypted));
  return der.sequence(
    der.oid(OID.encryptedData),
    der.explicit(0, der.sequence(der.integer(0), body)),
  );
}

function pfx(contents: readonly der.Der[], password: string): Buffer {
  const safe = der.encode(der.sequence(...contents));
  const salt = randomBytes(16);
  const key = forge.pkcs12.generateKey(
    password,
    forge.util.createBuffer(der.binary(salt)),
    MAC_KEY_ID,
    ITERATIONS,
    32,
    forge.md.sha256.create(),
  );
  const mac = createHmac('sha256', Buffer.from(key.getBytes(), 'binary')).update(safe).digest();
  return der.encode(
    der.sequence(
      der.integer(3),
      der.sequence(der.oid(OID.data), der.explicit(0, der.octets(safe))),
      der.sequence(
        der.sequence(der.sequence(der.oid(OID.sha256), der.nothing()), der.octets(mac)),
        der.octets(salt),
        der.integer(ITERATIONS),
      ),
    ),
  );
}
