import type { Flow } from '../../../model/flow.ts';
import { sectorDocument } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { expectRefusal } from '../steps.ts';

/** The document at sector_identifier_uri, which the harness serves (OpenID Connect Registration 5). */
export const SECTOR: readonly Steps[] = [
  flowCase({
    id: 'claims/sector-without-redirect-uri',
    area: 'claims',
    kind: 'negative',
    title: 'registers with a sector_identifier_uri whose document lacks one of the redirect URIs',
    requirements: ['OIDCR-5-1'],
    async run(flow: Flow) {
      const { sent } = await flow.client({ base: [sectorDocument('all')] });
      const { exchange } = await flow.register({ mutation: sectorDocument('first') });
      expectRefusal(flow, exchange, 'redirect-uri', 'OIDCR-5-1', {
        replaceable: { member: 'redirect_uris', value: sent.request.redirect_uris },
      });
      await flow.client({ base: [sectorDocument('all')] });
    },
  }),
];
