import type { Flow } from '../../../model/flow.ts';
import { byStrangers, MANAGED, turnedAway } from '../certificates.ts';
import { expectBound } from '../confirmation.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { outcome } from '../steps.ts';
import { STRANGERS } from '../strangers.ts';

/** Who no management call may come from; a further certificate of the same software is as good as the first. */
const OTHERS = [...STRANGERS.untrusted, STRANGERS.expired, STRANGERS.other];

/** The client's own token, over a connection that is not its own (Open Finance Brasil DCR 7.1, 9.3.2). */
function managedBy(managed: (typeof MANAGED)[number]): Steps {
  const { verb, title } = managed;
  return flowCase({
    id: `transport/${verb}-own-token-other-certificates`,
    area: 'transport',
    kind: 'negative',
    title: `${title} with its own token, but none or another of the certificates there are`,
    requirements: ['OBBR-9.3.2-3-1', 'OBBR-7.1-7-1'],
    needs: ['mtls', verb],
    async run(flow: Flow) {
      await byStrangers(
        flow,
        managed,
        OTHERS,
        async () => (exchange) => turnedAway(flow, exchange, 'OBBR-9.3.2-3-1', 'OBBR-9.3.2-2-1'),
      );
    },
  });
}

const boundToken = flowCase({
  id: 'client-use/bound-access-token',
  area: 'client-use',
  kind: 'positive',
  title: 'gets an access token and looks for the certificate that it is bound to',
  requirements: ['FAPI1A-5.2.2-5-1', 'RFC8705-3.2-1'],
  needs: ['mtls', 'token', 'grant:client_credentials'],
  async run(flow: Flow) {
    const client = await flow.client();
    const { exchange, token } = await flow.token(client);
    flow.must(token !== null, `control: the token request gave ${outcome(exchange)}`);
    await expectBound(flow, client, token);
  },
});

export const OTHER_CERTIFICATES: readonly Steps[] = [...MANAGED.map(managedBy), boundToken];
