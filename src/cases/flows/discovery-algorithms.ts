import { stringsOf } from '../../checks/compare.ts';
import type { Flow } from '../../model/flow.ts';
import { document } from './discovery-document.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { observe } from './steps.ts';

/** What the document offers, which may be more than open banking asks for. */
export const offeredAlgorithms: Steps = flowCase({
  id: 'discovery/algorithms',
  area: 'discovery',
  kind: 'positive',
  title: 'looks at the algorithms and client authentication methods in the discovery document',
  requirements: [
    'FAPI1A-8.6-3',
    'FAPI1A-8.6-1',
    'FAPI1A-8.6-2',
    'FAPI1A-5.2.2-14-1',
    'FAPI1A-5.2.2-16-1',
  ],
  needs: ['discovery'],
  async run(flow: Flow) {
    const found = await document(flow);
    const methods = stringsOf(found.token_endpoint_auth_methods_supported);
    const algorithms = stringsOf(found.token_endpoint_auth_signing_alg_values_supported);
    observe(flow, {
      check: 'discovery.no-alg-none',
      requirement: 'FAPI1A-8.6-3',
      good: !algorithms.includes('none'),
      expected: 'client assertions are signed',
      actual: algorithms.join(', ') || 'not said',
      message: 'The algorithms of client assertions.',
    });
    observe(flow, {
      check: 'discovery.fapi-algorithm',
      requirement: 'FAPI1A-8.6-1',
      good: algorithms.length === 0 || algorithms.some((name) => ['PS256', 'ES256'].includes(name)),
      expected: 'PS256 or ES256 among them',
      actual: algorithms.join(', ') || 'not said',
      message: 'The algorithms of client assertions.',
    });
    const objects = stringsOf(found.request_object_signing_alg_values_supported);
    for (const [requirement, unwanted, lists] of [
      ['FAPI1A-8.6-3', 'none', [objects]],
      // OpenID Connect Discovery 3 demands RS256 for ID tokens.
      ['FAPI1A-8.6-2', 'RS256', [objects, algorithms]],
    ] as const) {
      observe(flow, {
        check: 'discovery.unwanted-algorithm',
        requirement,
        good: !lists.some((list) => list.includes(unwanted)),
        // OpenID Connect Discovery 3 would have both, and other clients than those of open banking may need them.
        verdict: 'warn',
        expected: `no "${unwanted}"`,
        actual: lists.map((list) => list.join(', ') || 'not said').join('; '),
        message: 'The algorithms of request objects and client assertions.',
      });
    }
    observe(flow, {
      check: 'discovery.strong-authentication',
      requirement: 'FAPI1A-5.2.2-14-1',
      good:
        methods.length === 0 ||
        methods.some((name) => /^(private_key_jwt|(self_signed_)?tls_client_auth)$/.test(name)),
      expected: 'private_key_jwt or tls_client_auth among them',
      actual: methods.join(', ') || 'not said',
      message: 'The client authentication methods.',
    });
    observe(flow, {
      check: 'discovery.no-public-clients',
      requirement: 'FAPI1A-5.2.2-16-1',
      good: !methods.includes('none'),
      // The document may serve other clients than those of open banking.
      verdict: 'warn',
      expected: 'no method "none"',
      actual: methods.join(', ') || 'not said',
      message: 'The client authentication methods.',
    });
  },
});
