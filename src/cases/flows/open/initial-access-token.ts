import { bearerFindings } from '../../../checks/bearer.ts';
import type { Flow } from '../../../model/flow.ts';
import { authorizedBy } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { isSuccess, observe, outcome, statusOf } from '../steps.ts';

/** Who may register at all: anybody, or who brings an initial access token (RFC 7591 3). */
export const INITIAL_ACCESS_TOKEN: readonly Steps[] = [
  flowCase({
    id: 'registration/without-initial-access-token',
    area: 'registration',
    kind: 'positive',
    title: 'registers without an Authorization header',
    why: 'RFC 7591 3 says that open registration should be allowed: a server that asks for a token is only warned.',
    requirements: ['RFC7591-3-3'],
    async run(flow: Flow) {
      await flow.client();
      const { exchange } = await flow.register({ base: [authorizedBy('')] });
      observe(flow, {
        exchange,
        check: 'registration.open',
        requirement: 'RFC7591-3-3',
        good: isSuccess(exchange),
        expected: 'accepted',
        actual: outcome(exchange),
        message: 'A registration by nobody in particular.',
      });
    },
  }),
  flowCase({
    id: 'registration/initial-access-token',
    area: 'registration',
    kind: 'positive',
    title: 'registers with the initial access token of --initial-access-token, where one is needed',
    requirements: ['OIDCR-3-1'],
    async run(flow: Flow) {
      const without = await flow.register({ base: [authorizedBy('')] });
      if (isSuccess(without.exchange)) flow.skip('no initial access token is needed');
      const { exchange } = await flow.register();
      observe(flow, {
        exchange,
        check: 'registration.initial-access-token',
        requirement: 'OIDCR-3-1',
        good: isSuccess(exchange),
        expected: 'accepted with the token as Bearer',
        actual: outcome(exchange),
        message: 'A registration with the initial access token.',
      });
    },
  }),
  flowCase({
    id: 'registration/junk-initial-access-token',
    area: 'registration',
    kind: 'negative',
    title: 'registers with an initial access token nobody issued',
    why: 'A server that needs none may ignore it; one that refuses it has to say so as RFC 6750 does.',
    requirements: ['RFC7591-3.2.2-1', 'RFC6750-3-1', 'RFC6750-3-2', 'RFC6750-3.1-1'],
    async run(flow: Flow) {
      await flow.client();
      const { exchange } = await flow.register({
        base: [authorizedBy(`Bearer ${flow.uuid('junk')}`)],
      });
      const requirement = 'RFC7591-3.2.2-1';
      observe(flow, {
        exchange,
        check: 'registration.junk-token',
        requirement,
        good: isSuccess(exchange) || statusOf(exchange) === 401,
        expected: 'status 401; or accepted, where no token is needed',
        actual: outcome(exchange),
        message: 'What became of a token that means nothing.',
      });
      if (statusOf(exchange) === 401) {
        const { profile, weigh } = flow;
        const input = {
          exchange,
          profile,
          weigh,
          situation: 'token-invalid',
          requirement,
        } as const;
        flow.add(...bearerFindings({ ...input, presented: true }));
      }
      await flow.client();
    },
  }),
];
