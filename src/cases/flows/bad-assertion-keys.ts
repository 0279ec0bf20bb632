import type { PublicMaterial } from '../../model/draft.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Mutation } from '../../model/mutation.ts';
import { certificateUrl, rogueKeySetUrl, signatureOf } from '../../mutations/index.ts';
import { type BadAssertion, fittingKey } from './bad-assertion.ts';
import { noTransportKey, seeing } from './changes.ts';
import { keyClient } from './client-use-token.ts';
import type { Rows } from './flow-case.ts';

/** A client together with the public side of what it was made with. */
interface Equipped extends RegisteredClient {
  readonly material: PublicMaterial;
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
      const signer = fittingKey(key, client);
      const signature = signatureOf(signer);
      const alg = signature.kind === 'key' ? signature.algorithm : undefined;
      const { kid } = client.material.jwk(signer);
      return { header: { alg, kid, [name]: value(client) }, signature };
    },
    ...more,
  };
}

/** Assertions whose header brings along, or locates, the key that verifies them (RFC 8725 3.10). */
export const BAD_ASSERTION_KEYS: readonly BadAssertion[] = [
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
