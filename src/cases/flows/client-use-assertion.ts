import { orderlyFindings } from '../../checks/orderly.ts';
import type { Flow, RegisteredClient, TokenOptions } from '../../model/flow.ts';
import type { RequirementId } from '../../requirements/index.ts';
import type { BadAssertion } from './bad-assertion.ts';
import { BAD_ASSERTIONS } from './bad-assertions.ts';
import { borrowed } from './borrowed.ts';
import { keyClient } from './client-use-token.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { rowOf } from './steps.ts';
import { expectNoToken, tokenWorks } from './token-endpoint.ts';

function assertionCase(bad: BadAssertion): Steps {
  const entry = {
    id: `client-use/assertion-${bad.slug}`,
    area: 'client-use' as const,
    kind: 'negative' as const,
    title: `asks for a token with a client assertion ${bad.title}`,
    requirements: bad.rows,
    needs: ['token', ...(bad.needs ?? [])] as const,
    ...(bad.client === undefined ? { borrows: 'authenticating' } : {}),
    async run(flow: Flow): Promise<void> {
      const own = bad.client !== undefined;
      const client = own ? await bad.client(flow) : await borrowed(flow, 'authenticating');
      const witness = bad.witness === undefined ? client : await bad.witness(flow);
      if (own) await tokenWorks(flow, witness);
      const { exchange } = await flow.token(client, await bad.options(flow, client));
      expectNoToken(flow, exchange, rowOf(flow, ...bad.rows), bad.codes, bad.whenAccepted);
      await tokenWorks(flow, witness);
      if (!own) flow.giveBack(client);
    },
  };
  return flowCase(bad.why === undefined ? entry : { ...entry, why: bad.why });
}

/** An assertion that no clause lets or makes a server refuse. */
function assertionProbe(
  slug: string,
  title: string,
  why: string,
  requirement: RequirementId,
  options: (flow: Flow, client: RegisteredClient) => Promise<TokenOptions>,
): Steps {
  return flowCase({
    id: `client-use/assertion-${slug}`,
    area: 'client-use',
    kind: 'probe',
    title: `asks for a token with a client assertion ${title}`,
    why,
    requirements: [requirement],
    needs: ['token'],
    depth: 'full',
    async run(flow: Flow) {
      const client = await keyClient(flow);
      await tokenWorks(flow, client);
      const { exchange } = await flow.token(client, await options(flow, client));
      const brokenRow: RequirementId = 'RFC7523-3.2-1';
      flow.add(...orderlyFindings({ exchange, requirement, brokenRow, weigh: flow.weigh }));
    },
  });
}

export const CLIENT_USE_ASSERTION: readonly Steps[] = [
  ...BAD_ASSERTIONS.map(assertionCase),
  assertionProbe(
    'without-jti',
    'without jti',
    'RFC 7523 makes jti optional, OpenID Connect Core 9 demands it.',
    'RFC7523-3-1',
    async () => ({ assertion: { jti: undefined } }),
  ),
  assertionProbe(
    'replayed',
    'that was used before',
    'RFC 7523 lets a server refuse a replay without demanding it.',
    'RFC7523-3-1',
    async (flow, client) => {
      const used = (await flow.token(client)).assertion;
      return used === null ? {} : { replay: used };
    },
  ),
  assertionProbe(
    'far-expiry',
    'that is valid for a year',
    'RFC 7523 lets a server refuse an unreasonably long life.',
    'RFC7523-3-2',
    async (flow) => ({ assertion: { exp: flow.now() + 31_536_000 } }),
  ),
];
