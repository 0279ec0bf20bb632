import { sameJson, stringsOf } from '../../../checks/compare.ts';
import type { Flow } from '../../../model/flow.ts';
import { isJsonObject } from '../../../model/json.ts';
import { document, expectMembers } from '../discovery-document.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { observe } from '../steps.ts';

const MECHANISMS = [
  ['token_endpoint_auth_methods_supported', 'token_endpoint_auth_method'],
  ['token_endpoint_auth_signing_alg_values_supported', 'token_endpoint_auth_signing_alg'],
  ['id_token_signing_alg_values_supported', 'id_token_signed_response_alg'],
  ['request_object_signing_alg_values_supported', 'request_object_signing_alg'],
] as const;

const ALIASES = ['token_endpoint', 'registration_endpoint', 'userinfo_endpoint'];

/** What a server of Open Finance Brasil says of itself (DCR 6.1). */
export const ADVERTISED: readonly Steps[] = [
  flowCase({
    id: 'discovery/mechanisms',
    area: 'discovery',
    kind: 'positive',
    title: 'looks for the mechanisms of a new client in the discovery document',
    requirements: ['OBBR-6.1-3-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      const found = await document(flow);
      const { response, sent } = await flow.client({ variant: 'full' });
      for (const [list, member] of MECHANISMS) {
        const values = stringsOf(found[list]);
        // What the server put in the place of a wish is not what was tried.
        const asked = sent.request[member];
        const used = sameJson(response[member], asked) ? asked : undefined;
        const said = typeof used !== 'string' || values.includes(used);
        observe(flow, {
          check: 'discovery.mechanisms',
          requirement: 'OBBR-6.1-3-1',
          good: values.length > 0 && said,
          expected: `${list}${typeof used === 'string' ? ` with ${used}` : ''}`,
          actual: values.join(', ') || 'not said',
          message: `What the server says of ${member}.`,
        });
      }
    },
  }),
  flowCase({
    id: 'discovery/mtls-aliases',
    area: 'discovery',
    kind: 'positive',
    title: 'looks for the mTLS aliases in the discovery document',
    requirements: ['OBBR-6.1-5-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      const { mtls_endpoint_aliases: aliases } = await document(flow);
      expectMembers(flow, isJsonObject(aliases) ? aliases : {}, ALIASES, {
        check: 'discovery.mtls-aliases',
        requirement: 'OBBR-6.1-5-1',
        message: 'The members of mtls_endpoint_aliases.',
      });
    },
  }),
];
