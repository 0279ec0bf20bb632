import { createHmac, createPublicKey, timingSafeEqual } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { headerText, type Jws } from '../../rules/jws.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import { CONTENT, LAYERS, type LayerName, mistake } from './crypto-layers.ts';
import { DERIVED_ROWS } from './derived-rows.ts';
import type { Fault } from './fault.ts';

const EACH = Object.keys(LAYERS) as readonly LayerName[];

const HASHES: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

/** What a library that takes any bytes for a secret makes of a public key. */
const FORMS: Readonly<Record<string, (jwk: JsonObject) => string | Buffer>> = {
  pem: (jwk) => publicKey(jwk).export({ type: 'spki', format: 'pem' }),
  der: (jwk) => publicKey(jwk).export({ type: 'spki', format: 'der' }),
  jwk: (jwk) => JSON.stringify(jwk),
  modulus: (jwk) => Buffer.from(String(jwk.n), 'base64url'),
};

function publicKey(jwk: JsonObject) {
  return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
}

/** The type of `createPublicKey`, which has no exported name. */
type JsonWebKey = Extract<Parameters<typeof createPublicKey>[0], { format: 'jwk' }>['key'];

function isKeyedWith(jws: Jws, hash: string, secret: string | Buffer): boolean {
  const [input = ''] = jws.signingInputs;
  const mac = createHmac(hash, secret).update(input).digest();
  return mac.length === jws.signature.length && timingSafeEqual(mac, jws.signature);
}

function anyFits(jws: Jws, keys: Json | undefined): boolean {
  const hash = HASHES[headerText(jws, 'alg')?.toUpperCase() ?? ''];
  if (hash === undefined || !Array.isArray(keys)) return false;
  return (keys as readonly Json[]).filter(isJsonObject).some((jwk) =>
    Object.values(FORMS).some((form) => {
      try {
        return isKeyedWith(jws, hash, form(jwk));
      } catch {
        return false;
      }
    }),
  );
}

/** Rules that stop a foreign algorithm before the signature is looked at. */
function algorithmRules(layer: LayerName): readonly string[] {
  return layer === 'assertion'
    ? ['assertion.alg', 'assertion.alg-registered']
    : [`${layer}.jose.alg-allowed`];
}

const verifiers = EACH.flatMap((layer): readonly Fault[] => {
  const { unverified } = LAYERS[layer];
  const length = (wanted: (bytes: number) => boolean) => (jws: Jws) => wanted(jws.signature.length);
  const careless = (
    slug: string,
    title: string,
    content: (jws: Jws) => boolean,
    skips: readonly string[] = [],
    breaks: readonly string[] = unverified,
  ): Fault =>
    mistake(
      layer,
      slug,
      title,
      breaks,
      (proof, { jws }) => (content(jws) ? CONTENT : proof),
      skips,
    );
  return [
    careless(
      'any-signature',
      'is content with any signature, if there is one, of',
      length((bytes) => bytes > 0),
      [],
      [...unverified, ...(DERIVED_ROWS[`${layer}.signature.valid`] ?? [])],
    ),
    careless(
      'no-signature',
      'does not miss the signature of',
      length((bytes) => bytes === 0),
    ),
    careless(
      'short-signature',
      'is content with a signature that was cut short, of',
      length((bytes) => bytes > 0 && bytes < 256 && bytes !== 64),
    ),
    careless(
      'zero-signature',
      'is content with a signature of zeroes of',
      (jws) => jws.signature.length > 0 && jws.signature.every((byte) => byte === 0),
    ),
    mistake(
      layer,
      'hmac-with-public-key',
      'takes a public key for the secret of an HMAC over',
      ['RFC8725-3.1-1', 'FAPI1A-8.6-1', ...unverified.slice(0, 1)],
      (proof, { jws, jwks, directoryJwks }) =>
        anyFits(jws, (layer === 'ssa' ? directoryJwks : jwks).keys) ? CONTENT : proof,
      algorithmRules(layer),
    ),
  ];
});

const misspelt = (alg: string | null): boolean => alg !== 'none' && alg?.toLowerCase() === 'none';

/** Lists of what is forbidden, with a hole. */
const blacklists: readonly Fault[] = (['request', 'ssa'] as const).map((layer) => ({
  id: `crypto/${layer}-none-in-capitals`,
  title: `forbids the algorithm none in lower case only for ${LAYERS[layer].noun}`,
  kind: 'crypto',
  breaks: ['RFC7515-4.1.1-2', 'RFC7518-3.6-1', 'FAPI1A-8.6-3'],
  excuses: (ruleId, input) =>
    ruleId === `${layer}.jose.alg-none` &&
    misspelt(headerText(layer === 'ssa' ? (input.ssa ?? input.request) : input.request, 'alg')),
}));

/** The algorithm that a parser finds which keeps the first of two members of one name. */
function firstAlgorithm({ compact }: Jws): string | null {
  const [header = ''] = compact.split('.');
  const text = Buffer.from(header, 'base64url').toString();
  return /"alg":"(\w+)"/.exec(text)?.[1] ?? null;
}

const tokenOf = (layer: 'request' | 'ssa', input: RegistrationInput): Jws =>
  layer === 'ssa' ? (input.ssa ?? input.request) : input.request;

/** Two members of one name in a header, of which the first counts. */
const firstCounts: readonly Fault[] = (['request', 'ssa'] as const).map((layer) => ({
  id: `crypto/${layer}-first-alg-counts`,
  title: `lets the first of two alg count in ${LAYERS[layer].noun}`,
  kind: 'crypto',
  breaks: ['RFC7515-4-1'],
  excuses: (ruleId, input) =>
    (ruleId === `${layer}.jose.header-duplicates` || ruleId.startsWith(`${layer}.jose.alg-`)) &&
    firstAlgorithm(tokenOf(layer, input)) === 'PS256',
  proof: async (proof, { layer: of, jws, jwks, prove }) => {
    if (of !== layer || proof.match !== null) return proof;
    const value = { ...jws.header.value, alg: firstAlgorithm(jws) };
    const header = Buffer.from(JSON.stringify(value)).toString('base64url');
    const compact = jws.compact.replace(/^[^.]*/, header);
    return prove({ ...jws, compact, header: { ...jws.header, value } }, jwks);
  },
}));

/** Every check of one token's signature left out at once, as a server does that only decodes. */
const decoders: readonly Fault[] = EACH.map((layer) => ({
  id: `crypto/${layer}-decoded-only`,
  title: `decodes ${LAYERS[layer].noun} and never verifies it`,
  kind: 'crypto',
  breaks: [
    ...LAYERS[layer].unverified,
    'FAPI1A-8.6-1',
    'FAPI1A-8.6-3',
    'RFC7518-3.6-1',
    ...(layer === 'assertion' ? ['RFC8725-3.4-1', 'RFC7591-3.2.1-4'] : []),
  ],
  skipsIn: (id) =>
    layer === 'assertion'
      ? /^assertion\.(alg|signature|key|crit)/.test(id)
      : new RegExp(`^${layer}\\.(signature|key|jose\\.(alg|crit|b64|kid|no-))`).test(id),
}));

export const signatureFaults: readonly Fault[] = [
  ...verifiers,
  ...blacklists,
  ...firstCounts,
  ...decoders,
];
