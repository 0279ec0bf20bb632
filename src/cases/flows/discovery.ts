import { present } from '../../checks/compare.ts';
import { discoveryFindings, issuerFindings } from '../../checks/discovery.ts';
import { keysOf, privateMembers, sharedKids } from '../../checks/key-set.ts';
import { isJson } from '../../checks/media-type.ts';
import { textOf } from '../../checks/shown.ts';
import { tlsFindings } from '../../checks/tls.ts';
import type { Flow } from '../../model/flow.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { offeredAlgorithms } from './discovery-algorithms.ts';
import { document, expectMembers, get } from './discovery-document.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { objectOf, observe, outcome, rowOf, statusOf } from './steps.ts';

/** OpenID Connect Discovery 3; the issuer and the registration endpoint have cases of their own. */
const REQUIRED_MEMBERS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
];

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** True for an https URL, and for http on a loopback host of a loopback target, where nobody else listens. */
function isSafe(value: unknown, loopback: boolean): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (loopback && protocol === 'http:' && LOOPBACK.test(hostname));
}

export const DISCOVERY: readonly Steps[] = [
  flowCase({
    id: 'discovery/document',
    area: 'discovery',
    kind: 'positive',
    title: 'reads the discovery document',
    requirements: ['OIDCD-4.2-1', 'FAPI1B-5.2.2-22-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      const { discoveryUrl } = flow.target;
      flow.must(discoveryUrl !== null, 'a discovery document is known');
      const exchange = await get(flow, discoveryUrl);
      flow.add(...discoveryFindings({ exchange, weigh: flow.weigh }));
      const found = objectOf(exchange);
      if (found === null || !discoveryUrl.endsWith('/openid-configuration')) return;
      expectMembers(flow, found, REQUIRED_MEMBERS, {
        check: 'discovery.required-members',
        requirement: 'FAPI1B-5.2.2-22-1',
        message: 'What OpenID Connect Discovery 3 demands of the document.',
      });
    },
  }),
  flowCase({
    id: 'discovery/issuer',
    area: 'discovery',
    kind: 'positive',
    title: 'compares the issuer with the address of the discovery document',
    requirements: ['OIDCD-4.3-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      flow.add(...issuerFindings(await document(flow), flow.target.discoveryUrl ?? '', flow.weigh));
    },
  }),
  flowCase({
    id: 'discovery/registration-endpoint',
    area: 'discovery',
    kind: 'positive',
    title: 'looks for the registration endpoint in the discovery document',
    requirements: [
      'OBUK-discovery-1',
      'OIDCD-3-1',
      'RFC7591-3-2',
      'FAPI1B-5.2.2-22-1',
      'RFC8414-2-1',
    ],
    needs: ['discovery'],
    async run(flow: Flow) {
      const endpoint = (await document(flow)).registration_endpoint;
      const actual = present(endpoint) ? textOf(endpoint) : 'absent';
      for (const requirement of ['OBUK-discovery-1', 'OIDCD-3-1'] as const) {
        observe(flow, {
          check: 'discovery.registration-endpoint',
          requirement,
          good: typeof endpoint === 'string' && URL.canParse(endpoint),
          expected: 'a URL',
          actual,
          message: 'The registration endpoint that the document names.',
        });
      }
      if (!present(endpoint)) return;
      observe(flow, {
        check: 'discovery.https',
        requirement: 'RFC7591-3-2',
        good: isSafe(endpoint, flow.target.loopback),
        expected: 'https, or http on loopback',
        actual,
        message: 'The scheme of the registration endpoint.',
      });
    },
  }),
  flowCase({
    id: 'discovery/endpoints',
    area: 'discovery',
    kind: 'positive',
    title: 'looks at the scheme of every endpoint in the discovery document, mTLS aliases included',
    requirements: ['FAPI1B-7.1-1', 'RFC8705-5-1', 'FAPI1B-5.2.2-22-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      const found = await document(flow);
      const aliases = found.mtls_endpoint_aliases;
      const check = (entries: JsonObject, requirement: 'FAPI1B-7.1-1' | 'RFC8705-5-1'): void => {
        const named = Object.entries(entries).filter(([name]) =>
          /_endpoint$|^jwks_uri$/.test(name),
        );
        const unsafe = named.filter(([, value]) => !isSafe(value, flow.target.loopback));
        observe(flow, {
          check: 'discovery.https',
          requirement,
          good: unsafe.length === 0,
          expected: 'https, or http on loopback',
          actual:
            unsafe.map(([name, value]) => `${name}: ${textOf(value)}`).join(', ') || 'all https',
          message: 'The schemes of the endpoints.',
        });
      };
      check(found, 'FAPI1B-7.1-1');
      if (isJsonObject(aliases)) check(aliases, 'RFC8705-5-1');
      const { foreign } = flow.target;
      if (foreign.length === 0) return;
      observe(flow, {
        check: 'discovery.own-hosts',
        requirement: 'FAPI1B-5.2.2-22-1',
        good: false,
        // No clause ties the endpoints to the issuer's host; what is not called is not tested either.
        verdict: 'warn',
        expected: 'endpoints on hosts of the target, or of --allow-host',
        actual: foreign.map(({ member, url }) => `${member}: ${url}`).join(', '),
        message: 'Endpoints on hosts that are not known to be the target’s were not called.',
      });
    },
  }),
  offeredAlgorithms,
  flowCase({
    id: 'discovery/key-set',
    area: 'discovery',
    kind: 'positive',
    title: 'reads the key set of the server',
    requirements: ['OBUK-jws-5', 'FAPI1A-8.9-2', 'RFC7517-4.5-1', 'FAPI1B-5.2.2-22-1'],
    needs: ['discovery'],
    async run(flow: Flow) {
      const served = rowOf(flow, 'OBUK-jws-5', 'FAPI1B-5.2.2-22-1');
      const { discovery, endpoints } = flow.target;
      const { jwks } = endpoints;
      if (jwks === null && present(discovery?.jwks_uri)) flow.skip('the key set is not called');
      observe(flow, {
        check: 'discovery.jwks-uri',
        requirement: 'FAPI1B-5.2.2-22-1',
        good: jwks !== null,
        expected: 'jwks_uri, which OpenID Connect Discovery 3 requires',
        actual: jwks ?? 'absent',
        message: 'The address of the key set of the server.',
      });
      if (jwks === null) return;
      const exchange = await get(flow, jwks);
      const set = objectOf(exchange) ?? undefined;
      observe(flow, {
        exchange,
        check: 'jwks.readable',
        requirement: served,
        good: statusOf(exchange) === 200 && keysOf(set) !== null,
        expected: 'status 200 with a JWK Set',
        actual: outcome(exchange),
        message: 'The key set of the server.',
      });
      if (keysOf(set) === null) return;
      const secret = privateMembers(set);
      observe(flow, {
        check: 'jwks.public-only',
        requirement: served,
        good: secret.length === 0,
        verdict: 'fail',
        expected: 'public keys only',
        actual: secret.join(', ') || 'public keys only',
        message: 'Private members in the key set.',
      });
      const shared = sharedKids(set);
      for (const requirement of ['FAPI1A-8.9-2', 'RFC7517-4.5-1'] as const) {
        observe(flow, {
          check: 'jwks.distinct-kids',
          requirement,
          good: shared.length === 0,
          expected: 'a kid of its own for every key',
          actual: shared.join(', ') || 'distinct',
          message: 'The kid values of the key set.',
        });
      }
      observe(flow, {
        check: 'jwks.media-type',
        requirement: served,
        // RFC 7517 8.5.1 registers application/jwk-set+json; servers use application/json as well.
        good:
          isJson(exchange) ||
          /json/.test(
            String(
              exchange.response?.headers.find(([n]) => n.toLowerCase() === 'content-type')?.[1],
            ),
          ),
        verdict: 'warn',
        expected: 'application/json or application/jwk-set+json',
        actual: outcome(exchange),
        message: 'The media type of the key set.',
      });
      flow.add(
        ...tlsFindings({
          exchange,
          weigh: flow.weigh,
          versionRow: served,
          cipherRow: served,
        }),
      );
    },
  }),
];
