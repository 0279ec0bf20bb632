import type { PublicMaterial } from '../../model/draft.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KeyName } from '../../model/keys.ts';
import type { Mutation } from '../../model/mutation.ts';
import { certificateUrl, rogueKeySetUrl, signatureOf } from '../../mutations/index.ts';
import { type BadAssertion, fittingKey } from './bad-assertion.ts';
import {
  byPrivateKey,
  keySetWith,
  noTransportKey,
  ofOtherSoftware,
  ownKeySet,
  seeing,
} from './changes.ts';
import { keyClient, keysOf, requireMethod } from './client-use-token.ts';
import type { Rows } from './flow-case.ts';

/** A client together with the public side of what it was made with. */
interface Equipped extends RegisteredClient {
  readonly material: PublicMaterial;
}

/** An assertion by the key of `owner` that fits the client, under its own kid. */
function signedBy(owner: KeyName, client: Equipped) {
  const key = fittingKey(owner, client);
  const signature = signatureOf(key);
  const alg = signature.kind === 'key' ? signature.algorithm : undefined;
  return { header: { alg, kid: client.material.jwk(key).kid }, signature };
}

async function equipped(flow: Flow, base: readonly Mutation[]): Promise<Equipped> {
  const seen: PublicMaterial[] = [];
  const client = await keyClient(flow, [...base, seeing((material) => seen.push(material))]);
  const [material] = seen;
  flow.must(material !== undefined, 'the public material is known');
  return { ...client, material };
}

interface Brought {
  readonly name: 'jwk' | 'x5c' | 'jku' | 'x5u';
  readonly title: string;
  /** Beyond those of a signature that no key of the client made. */
  readonly rows: readonly Rows[number][];
  readonly key: 'rogue-signing' | 'tpp-transport';
  readonly base?: readonly Mutation[];
  readonly needs?: NonNullable<BadAssertion['needs']>;
  readonly why?: string;
  value(client: Equipped): JsonObject[string];
}

function broughtAlong({
  name,
  title,
  rows,
  key,
  base = [],
  value,
  ...more
}: Brought): BadAssertion {
  return {
    slug: `${name}-of-the-signer`,
    title: `signed by the key ${title}`,
    rows: ['RFC7523-3-3', 'RFC7523-3.2-1', 'RFC7515-5.2-4', ...rows],
    client: (flow) => equipped(flow, base),
    options: (_flow, client: Equipped) => {
      const { header, signature } = signedBy(key, client);
      return { header: { ...header, [name]: value(client) }, signature };
    },
    ...more,
  };
}

/** A private_key_jwt client that asked for keys of its own; one that did not where the server refuses the wish. */
async function wishful(flow: Flow, wish: Mutation): Promise<Equipped> {
  const seen: PublicMaterial[] = [];
  const base = [keysOf(flow), wish, seeing((material) => seen.push(material))];
  const { client } = await flow.register({ base });
  const [material] = seen;
  if (client === null || material === undefined) return equipped(flow, []);
  requireMethod(flow, client, 'private_key_jwt');
  return { ...client, material };
}

/** Signed by a key that the client named when it registered, beside those that the software statement attests. */
const selfAsserted = (['jwks', 'jwks_uri'] as const).map(
  (name): BadAssertion => ({
    slug: `own-${name.replace('_', '-')}`,
    title: `signed by the key that it named in ${name} when it registered`,
    rows: ['RFC7523-3-3', 'RFC7523-3.2-1', 'RFC7591-5-4', 'RFC7591-2-12'],
    why: 'The keys of a software are those that its statement attests; a request cannot add to them.',
    client: (flow) => wishful(flow, ownKeySet[name]),
    witness: keyClient,
    options: (_flow, client: Equipped) => signedBy('rogue-signing', client),
  }),
);

/** The server knows the key: it has just registered a client of the software that it belongs to. */
const ofAnother: BadAssertion = {
  slug: 'other-software-key',
  title: 'signed by the key of another software, which has a client too',
  rows: ['RFC7523-3-3', 'RFC7523-3.2-1', 'RFC8725-3.8-1'],
  client: (flow) => equipped(flow, []),
  options: async (flow, client: Equipped) => {
    await flow.register({ base: [byPrivateKey, ofOtherSoftware] });
    return signedBy('other-signing', client);
  },
};

/** Signed by a key that is in the key set of the software and should be good for nothing. */
const worthless: readonly BadAssertion[] = [
  {
    slug: 'weak-key',
    title: 'signed by a key of 1024 bits that its key set holds',
    rows: ['RFC7518-3.3-1', 'FAPI1B-5.2.2-5-1', 'RFC7523-3.2-1'],
    needs: ['trusted', 'alg:PS256'],
    client: (flow) =>
      wishful(
        flow,
        keySetWith((material) => material.jwk('tpp-weak')),
      ),
    witness: keyClient,
    options: (_flow, client: Equipped) => ({
      header: { alg: 'PS256', kid: client.material.jwk('tpp-weak').kid },
      signature: { kind: 'key', key: 'tpp-weak', algorithm: 'PS256' },
    }),
  },
  {
    slug: 'off-curve-key',
    title: 'signed by an EC key whose published point is not on the curve',
    rows: ['RFC8725-3.4-1', 'RFC7523-3.2-1'],
    why: 'Where nobody signs the registration, the token endpoint is the only reader of the key set.',
    // A registration that is signed ES256 needs the point that is on the curve in the same set.
    needs: ['trusted', 'alg:PS256'],
    client: (flow) =>
      wishful(
        flow,
        keySetWith((material) => {
          const jwk = material.jwk('tpp-signing-ec');
          return { ...jwk, y: String(jwk.x) };
        }),
      ),
    witness: keyClient,
    options: (_flow, client: Equipped) => ({
      header: { alg: 'ES256', kid: client.material.jwk('tpp-signing-ec').kid },
      signature: { kind: 'key', key: 'tpp-signing-ec', algorithm: 'ES256' },
    }),
  },
];

/** Assertions whose header brings along, or locates, the key that verifies them (RFC 8725 3.10). */
export const BAD_ASSERTION_KEYS: readonly BadAssertion[] = [
  ofAnother,
  ...worthless,
  ...selfAsserted,
  broughtAlong({
    name: 'jwk',
    title: 'that its own jwk header holds',
    rows: [],
    key: 'rogue-signing',
    value: (client) => client.material.jwk(fittingKey('rogue-signing', client)),
  }),
  broughtAlong({
    name: 'x5c',
    title: 'of the certificate in its own x5c header',
    why: 'The certificate is genuine: the TLS client certificate of the software, whose key is in no key set here.',
    rows: [],
    key: 'tpp-transport',
    base: [noTransportKey],
    needs: ['trusted', 'alg:PS256'],
    value: ({ material }) => [material.clientCertificate],
  }),
  broughtAlong({
    name: 'jku',
    title: 'at the URL in its own jku header',
    rows: ['RFC8725-3.10-2'],
    key: 'rogue-signing',
    value: ({ draft }) => rogueKeySetUrl(draft),
  }),
  broughtAlong({
    name: 'x5u',
    title: 'of the certificate at the URL in its own x5u header',
    rows: ['RFC8725-3.10-2'],
    key: 'tpp-transport',
    base: [noTransportKey],
    needs: ['trusted', 'alg:PS256'],
    value: ({ draft }) => certificateUrl(draft),
  }),
];
