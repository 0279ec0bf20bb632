import { textOf } from '../../../checks/shown.ts';
import type { Flow } from '../../../model/flow.ts';
import { requestClaim } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { isSuccess, objectOf, observe, outcome } from '../steps.ts';

/** One name in two forms of Unicode: equal to the eye, not as texts (OpenID Connect Registration 6). */
const NAMES = ['Caf\u00e9', 'Cafe\u0301'];

export const NAMES_KEPT: readonly Steps[] = [
  flowCase({
    id: 'response-shape/name-not-normalised',
    area: 'response-shape',
    kind: 'positive',
    title: 'registers with a composed and with a decomposed letter in client_name',
    requirements: ['OIDCR-6-1'],
    async run(flow: Flow) {
      for (const name of NAMES) {
        const { exchange } = await flow.register({ base: [requestClaim('client_name', name)] });
        if (!isSuccess(exchange)) flow.skip(`the server refuses the name (${outcome(exchange)})`);
        const given = objectOf(exchange)?.client_name ?? name;
        const normalised = given !== name && textOf(given).normalize() === name.normalize();
        observe(flow, {
          exchange,
          check: 'name.code-points',
          requirement: 'OIDCR-6-1',
          good: !normalised,
          expected: 'the code points that were sent',
          actual: normalised
            ? 'other code points for the same letters'
            : 'as sent, or another name',
          message: 'The name in the client record.',
        });
      }
    },
  }),
];
