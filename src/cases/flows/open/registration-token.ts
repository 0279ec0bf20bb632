import type { Flow, RegisteredClient } from '../../../model/flow.ts';
import { isRowOf } from '../../../requirements/applies.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { observe, outcome, ownRecord, statusOf } from '../steps.ts';

/** Fewer characters cannot hold 128 bits as base64url does. */
const FEWEST = 16;

function commonPrefix(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** How much of any two tokens differs, at least; a constant tag or header in front does not count. */
function leastOwn(tokens: readonly string[]): number {
  const pairs = tokens.flatMap((one, i) =>
    tokens.slice(i + 1).map((other) => [one, other] as const),
  );
  return Math.min(...pairs.map(([one, other]) => one.length - commonPrefix(one, other)));
}

async function tokenOf(flow: Flow, client: RegisteredClient): Promise<string> {
  return flow.accessToken(client);
}

export const REGISTRATION_TOKEN: readonly Steps[] = [
  flowCase({
    id: 'management/registration-tokens-differ',
    area: 'management',
    kind: 'positive',
    title: 'registers three clients and compares their registration access tokens',
    requirements: ['RFC7592-5-1', 'RFC7592-3-2'],
    needs: ['get'],
    async run(flow: Flow) {
      const clients = [await flow.client(), await flow.client(), await flow.client()];
      const tokens = await Promise.all(clients.map((client) => tokenOf(flow, client)));
      const own = leastOwn(tokens);
      observe(flow, {
        check: 'registration-token.entropy',
        requirement: 'RFC7592-5-1',
        good: own >= FEWEST,
        expected: `at least ${FEWEST} characters that differ`,
        actual: `${own} characters from the first that differs`,
        message: 'How much of a registration access token is its own.',
      });
    },
  }),
  flowCase({
    id: 'management/rotated-token',
    area: 'management',
    kind: 'negative',
    title: 'reads with the registration access token from before a rotation',
    why: 'Rotation is allowed on any read or update; a server without it has nothing to show here.',
    requirements: ['RFC7592-A.1-2', 'RFC7592-5-3'],
    needs: ['get'],
    async run(flow: Flow) {
      const client = await flow.client();
      const first = await tokenOf(flow, client);
      await ownRecord(flow, client);
      const second = await tokenOf(flow, client);
      const kept = isRowOf(flow.profile, 'OBBR-9.3.1-6-1');
      if (kept) {
        observe(flow, {
          check: 'registration-token.kept',
          requirement: 'RFC7592-5-3',
          good: first === second,
          // RFC 7592 5 permits it; the conformance suite of the ecosystem expects one token for the life of a client.
          verdict: 'warn',
          expected: 'the token of the registration',
          actual: first === second ? 'the same' : 'another one',
          message: 'The registration access token after a read.',
        });
        if (first === second) return;
      }
      if (first === second) flow.skip('the target does not rotate registration access tokens');
      const exchange = await flow.read(client, { credential: { bearer: first } });
      const status = statusOf(exchange);
      observe(flow, {
        exchange,
        check: 'registration-token.superseded',
        requirement: 'RFC7592-A.1-2',
        good: status >= 400 && status < 500,
        expected: 'status 401',
        actual: outcome(exchange),
        message: 'The registration access token that another one took the place of.',
      });
      await ownRecord(flow, client);
    },
  }),
];
