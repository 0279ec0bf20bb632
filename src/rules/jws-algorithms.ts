export interface JwsAlgorithm {
  readonly name: string;
  readonly kty: 'RSA' | 'EC';
  readonly scheme: 'RSA-PSS' | 'RSASSA-PKCS1-v1_5' | 'ECDSA';
  readonly hash: string;
  readonly hashBytes: number;
  /** WebCrypto parameters of a verification. */
  parameters(saltLength: number | null): RsaPssParams | EcdsaParams | Algorithm;
}

interface RsaPssParams {
  readonly name: string;
  readonly saltLength: number;
}

interface EcdsaParams {
  readonly name: string;
  readonly hash: string;
}

interface Algorithm {
  readonly name: string;
}

const HASHES = { '1': 20, '256': 32, '384': 48, '512': 64 } as const;

function rsa(prefix: 'PS' | 'RS', size: keyof typeof HASHES): JwsAlgorithm {
  const scheme = prefix === 'PS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
  const hashBytes = HASHES[size];
  return {
    name: `${prefix}${size}`,
    kty: 'RSA',
    scheme,
    hash: `SHA-${size}`,
    hashBytes,
    parameters: (saltLength) =>
      scheme === 'RSA-PSS'
        ? { name: scheme, saltLength: saltLength ?? hashBytes }
        : { name: scheme },
  };
}

const ES256: JwsAlgorithm = {
  name: 'ES256',
  kty: 'EC',
  scheme: 'ECDSA',
  hash: 'SHA-256',
  hashBytes: 32,
  parameters: () => ({ name: 'ECDSA', hash: 'SHA-256' }),
};

const ALGORITHMS: readonly JwsAlgorithm[] = [
  rsa('PS', '256'),
  rsa('PS', '384'),
  rsa('PS', '512'),
  rsa('RS', '256'),
  rsa('RS', '384'),
  rsa('RS', '512'),
  rsa('RS', '1'),
  ES256,
];

/**
 * The signature algorithm that `alg` names, spelled in any case; null for others, such as none and the HMACs.
 * Wider than any profile, because which of them are allowed is for a rule to say.
 */
export function algorithmOf(alg: string | null): JwsAlgorithm | null {
  const wanted = alg?.toUpperCase();
  return ALGORITHMS.find(({ name }) => name === wanted) ?? null;
}
