import { X509Certificate } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { headerText } from '../../rules/jws.ts';
import type { Proof } from '../../rules/proof.ts';
import {
  CONTENT,
  headerOf,
  LAYERS,
  type LayerName,
  mistake,
  preference,
  provenWith,
} from './crypto-layers.ts';
import type { Fault, ProofContext } from './fault.ts';

const EACH = Object.keys(LAYERS) as readonly LayerName[];

const OF_THE_ISSUER = 'RFC8725-3.8-1';

/** The rules that refuse a key in the header of the request; the other layers have none. */
function headerRules(layer: LayerName, rule: string): readonly string[] {
  return layer === 'request' ? [`request.jose.${rule}`] : [];
}

function certified(header: JsonObject): readonly Json[] {
  const [first] = Array.isArray(header.x5c) ? (header.x5c as readonly Json[]) : [];
  try {
    const certificate = new X509Certificate(Buffer.from(String(first), 'base64'));
    return [certificate.publicKey.export({ format: 'jwk' }) as JsonObject];
  } catch {
    return [];
  }
}

/** Keys that a token brings along or points to. */
const embedded = EACH.flatMap((layer): readonly Fault[] => {
  const { unverified } = LAYERS[layer];
  const inHeader = layer === 'request' ? [...unverified, 'OBUK-jws-3'] : unverified;
  const byUrl = [...unverified, 'RFC8725-3.10-2', ...(layer === 'request' ? ['OBUK-jws-4'] : [])];
  // Who follows the header looks for the kid there, and does not find that of a key of the software.
  const fetched = (name: string) => (proof: Proof, context: ProofContext) =>
    typeof headerOf(context)[name] === 'string' &&
    !publishes(context.jwks, headerText(context.jws, 'kid'))
      ? CONTENT
      : proof;
  return [
    preference(
      layer,
      'embedded-jwk',
      'verifies with the jwk in its own header',
      inHeader,
      (proof, context) => provenWith(proof, context, [headerOf(context).jwk].filter(isJsonObject)),
      headerRules(layer, 'no-embedded-key'),
    ),
    preference(
      layer,
      'embedded-x5c',
      'verifies with the certificate in its own header',
      inHeader,
      (proof, context) => provenWith(proof, context, certified(headerOf(context))),
      headerRules(layer, 'no-embedded-key'),
    ),
    // The keys at the URL are the signer's own: what they would say is known without fetching them.
    ...['jku', 'x5u'].map((name) =>
      preference(
        layer,
        `fetched-${name}`,
        `verifies with the keys that the header ${name} points to`,
        byUrl,
        fetched(name),
        headerRules(layer, 'no-key-url'),
      ),
    ),
  ];
});

/** Keys that a client names when it registers, besides those of its statement. */
const selfAsserted: readonly Fault[] = (['jwks', 'jwks_uri'] as const).map((name) => ({
  id: `crypto/assertion-registered-${name.replace('_', '-')}`,
  title: `takes the keys of the ${name} claim of the registration for a client assertion`,
  kind: 'crypto',
  breaks: ['RFC7523-3-3', 'RFC7591-5-4', 'RFC7591-2-12'],
  registered: (client, { claims }) => {
    const own = claims[name];
    if (own === undefined) return client;
    const jwksUri = typeof own === 'string' ? own : client.jwksUri;
    return { ...client, jwksUri, metadata: { ...client.metadata, [name]: own } };
  },
  proof: (proof, context) => {
    if (context.layer !== 'assertion') return proof;
    const { sub } = context.jws.payload.value;
    const own = context.clients().find(({ id }) => id === sub)?.metadata.jwks;
    return provenWith(proof, context, isJsonObject(own) ? own.keys : undefined);
  },
}));

/** Fetched before anything is verified, whatever becomes of it. */
const visited: readonly Fault[] = (['jku', 'x5u'] as const).map((name) => ({
  id: `crypto/request-visited-${name}`,
  title: `fetches what the header ${name} of the registration request points to, and makes no use of it`,
  kind: 'crypto',
  breaks: ['RFC8725-3.10-2'],
  skips: ['request.jose.no-key-url'],
  proof: async (proof, context) => {
    const url = headerOf(context)[name];
    if (context.layer === 'request' && typeof url === 'string') await context.keySetAt(url);
    return proof;
  },
}));

/** The first client whose keys fit stands for the one that the token is of. */
const anyClient: readonly Fault[] = (['request', 'assertion'] as const).map((layer) =>
  mistake(
    layer,
    'key-of-any-client',
    'takes the key of any registered client for',
    // A good key elsewhere makes up for an invalid one in the software's own key set.
    [...LAYERS[layer].unverified, OF_THE_ISSUER, 'RFC8725-3.4-1'],
    async (proof, context) => {
      for (const { jwksUri } of context.clients()) {
        const set = jwksUri === null ? null : await context.keySetAt(jwksUri);
        const other = await provenWith(proof, context, set?.keys);
        if (other.match !== null) return other;
      }
      return proof;
    },
  ),
);

/** Keys that were made for something else. */
const misplaced: readonly Fault[] = [
  mistake(
    'request',
    'directory-key',
    'takes the keys of the directory for',
    [...LAYERS.request.unverified, OF_THE_ISSUER],
    (proof, context) => provenWith(proof, context, context.directoryJwks.keys),
  ),
  mistake(
    'request',
    'key-of-other-software',
    'takes, whatever kid it finds in the directory, the key of another software for',
    [...LAYERS.request.unverified, OF_THE_ISSUER],
    (proof, { jws, jwks }) => (publishes(jwks, headerText(jws, 'kid')) ? proof : CONTENT),
  ),
  mistake(
    'request',
    'own-jwks-claim',
    'verifies with the jwks claim of',
    [...LAYERS.request.unverified, OF_THE_ISSUER],
    (proof, context) => {
      const { jwks } = context.jws.payload.value;
      return provenWith(proof, context, isJsonObject(jwks) ? jwks.keys : undefined);
    },
  ),
  ...['jwks_uri', 'software_jwks_endpoint'].map((claim) => ({
    ...mistake(
      'request',
      `own-${claim.replaceAll('_', '-')}-claim`,
      `verifies with the keys that the ${claim} claim points to in`,
      [...LAYERS.request.unverified, OF_THE_ISSUER],
      (proof, { jws }) => (typeof jws.payload.value[claim] === 'string' ? CONTENT : proof),
    ),
    ...(claim === 'software_jwks_endpoint' ? { about: claim } : {}),
  })),
  mistake(
    'ssa',
    'software-key',
    'takes the keys of the software for',
    [...LAYERS.ssa.unverified, OF_THE_ISSUER],
    async (proof, context) => provenWith(proof, context, (await context.softwareJwks()).keys),
  ),
  mistake(
    'ssa',
    'unknown-issuer',
    'believes an issuer that it does not know in',
    [...LAYERS.ssa.unverified, 'RFC7591-3.2.2-10'],
    (proof, { jws }) => (/^OpenBanking/.test(String(jws.payload.value.iss)) ? proof : CONTENT),
    ['ssa.issuer.trusted'],
  ),
];

function publishes(jwks: JsonObject, kid: string | null): boolean {
  const keys = Array.isArray(jwks.keys) ? (jwks.keys as readonly Json[]) : [];
  return kid === null || keys.some((key) => isJsonObject(key) && key.kid === kid);
}

/** Loosely typed languages take 1 for "1". */
const numbers: Fault = {
  id: 'crypto/request-kid-number-as-text',
  title: 'finds the key of the registration request by a kid that is a number and not a string',
  kind: 'crypto',
  breaks: ['RFC7515-4.1.4-1'],
  skips: ['request.jose.kid-type'],
  proof: (proof, context) => {
    const { kid } = headerOf(context);
    const lost = context.layer === 'request' && kid !== undefined && typeof kid !== 'string';
    return lost && !publishes(context.jwks, String(kid)) ? { ...proof, match: null } : proof;
  },
};

const KID_IS_A_HINT =
  'RFC 7515 4.1.4: kid is a hint; the signature is one of a key of the set, as RFC 7515 5.2 asks.';

/** The kid of the header, ignored in one of two ways. */
const kids = EACH.flatMap((layer): readonly Fault[] => {
  const which = (slug: string, title: string, known: boolean): Fault => ({
    id: `crypto/${layer}-${slug}`,
    title: `${title} ${LAYERS[layer].noun}`,
    kind: 'crypto',
    breaks: [
      ...LAYERS[layer].unverified.slice(0, 1),
      'RFC7515-4.1.1-1',
      'RFC7515-4.1.4-1',
      ...(layer === 'ssa' ? ['OBUK-SSA-header-3'] : []),
    ],
    ...(layer === 'assertion' ? { permitted: KID_IS_A_HINT } : { onlyWarns: KID_IS_A_HINT }),
    proof: (proof, context) => {
      const { match } = proof;
      const concerned = context.layer === layer && match !== null && !match.kidMatches;
      return concerned && publishes(context.jwks, headerText(context.jws, 'kid')) === known
        ? { ...proof, match: { ...match, kidMatches: true } }
        : proof;
    },
  });
  return [
    which('unknown-kid', 'tries every key where nobody published the kid of', false),
    which('kid-of-other-key', 'tries other keys than the one that the kid names for', true),
  ];
});

export const keyFaults: readonly Fault[] = [
  ...embedded,
  ...selfAsserted,
  ...visited,
  ...anyClient,
  ...misplaced,
  numbers,
  ...kids,
];
