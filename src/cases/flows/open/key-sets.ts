import type { Flow } from '../../../model/flow.ts';
import type { Mutation } from '../../../model/mutation.ts';
import { keySetWith } from '../changes.ts';
import { keyClient } from '../client-use-token.ts';
import { flowCase, type Rows, type Steps } from '../flow-case.ts';
import { observe, outcome } from '../steps.ts';
import { tokenWorks } from '../token-endpoint.ts';

function mixedSet(slug: string, title: string, rows: Rows, keySet: Mutation): Steps {
  return flowCase({
    id: `client-use/key-set-${slug}`,
    area: 'client-use',
    kind: 'positive',
    title: `gets an access token with a key of a set that ${title}`,
    requirements: rows,
    needs: ['token', 'trusted', 'alg:PS256', 'grant:client_credentials'],
    async run(flow: Flow) {
      await tokenWorks(flow, await keyClient(flow));
      const client = await keyClient(flow, [keySet]);
      const { exchange, token } = await flow.token(client);
      observe(flow, {
        exchange,
        check: 'key-set.usable',
        requirement: rows[0],
        good: token !== null,
        expected: 'a token',
        actual: outcome(exchange),
        message: 'A client assertion by a key of the set.',
      });
    },
  });
}

/** Key sets that hold more than the key, as client assertions meet them. */
export const KEY_SETS: readonly Steps[] = [
  mixedSet(
    'unknown-type',
    'also has a key of an unknown type',
    ['RFC7517-5-1'],
    keySetWith(() => ({ kty: 'FUTURE', kid: 'of-the-future', f: 'AQAB' })),
  ),
  mixedSet(
    'shared-kid',
    'also has an EC key of the same kid',
    ['FAPI1A-8.11-1'],
    keySetWith((material) => ({
      ...material.jwk('tpp-signing-ec'),
      kid: String(material.jwk('tpp-signing').kid),
    })),
  ),
];
