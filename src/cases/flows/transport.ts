import { isDropped } from '../../checks/no-answer.ts';
import { tlsFindings } from '../../checks/tls.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow } from '../../model/flow.ts';
import type { TlsIdentity } from '../../model/keys.ts';
import { withoutTls } from './changes.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import {
  expectRegistration,
  observe,
  outcome,
  registrationWorks,
  rowOf,
  statusOf,
} from './steps.ts';

/** Adds the TLS facts of an exchange. */
function addTls(flow: Flow, exchange: Exchange): void {
  const { weigh } = flow;
  flow.must(exchange.tls !== null, 'the exchange went over TLS');
  flow.add(
    ...tlsFindings({
      exchange,
      weigh,
      versionRow: rowOf(flow, 'FAPI1B-7.1-1', 'RFC7591-5-1'),
      cipherRow: 'FAPI1A-8.5-1',
    }),
  );
}

/** What OpenSSL says where it is itself that will not offer what is asked of it. */
const NOT_OFFERED_HERE = /no (protocols|ciphers) available|no cipher match/i;

/** Connections that FAPI has a server refuse, tried at each of its endpoints for clients. */
function refusedHandshake(
  slug: string,
  title: string,
  identity: TlsIdentity,
  requirements: Rows,
): Steps {
  const [requirement] = requirements;
  return flowCase({
    id: `transport/${slug}`,
    area: 'transport',
    kind: 'negative',
    title,
    requirements,
    needs: ['mtls'],
    async run(flow: Flow) {
      const { registration, token } = flow.target.endpoints;
      for (const url of new Set([registration, token])) {
        if (url === null) continue;
        const look = { method: 'GET', url, headers: [], body: null };
        const control = await flow.send(look);
        flow.must(control.response !== null, `control: a GET gave ${outcome(control)}`);
        const exchange = await flow.send(look, identity);
        const { failure, tls } = exchange;
        const local = NOT_OFFERED_HERE.test(failure?.message ?? '');
        if (local) flow.skip('the TLS library of this machine does not offer this');
        observe(flow, {
          ...(isDropped(exchange) ? {} : { exchange }),
          check: 'tls.refused',
          requirement,
          good: exchange.response === null,
          expected: 'no TLS connection',
          actual: tls === null ? outcome(exchange) : `${tls.protocol}, ${tls.cipher}`,
          message: `What ${new URL(url).host} makes of the handshake.`,
        });
      }
    },
  });
}

export const TRANSPORT: readonly Steps[] = [
  flowCase({
    id: 'transport/register-over-mtls',
    area: 'transport',
    kind: 'positive',
    title: 'registers over mutual TLS',
    requirements: ['OBUK-authentication-1', 'RFC7591-3-2'],
    needs: ['mtls'],
    run: (flow) => expectRegistration(flow, {}),
  }),
  flowCase({
    id: 'transport/registration-scheme',
    area: 'transport',
    kind: 'positive',
    title: 'looks at the scheme of the registration endpoint',
    requirements: ['RFC7591-3-2'],
    async run(flow: Flow) {
      const { registration } = flow.target.endpoints;
      const encrypted = registration.startsWith('https:');
      if (!encrypted && flow.target.loopback) flow.skip('plain http on loopback');
      observe(flow, {
        check: 'transport.https',
        requirement: 'RFC7591-3-2',
        good: encrypted,
        expected: 'https',
        actual: registration,
        message: 'The scheme of the registration endpoint.',
      });
    },
  }),
  flowCase({
    id: 'transport/register-over-http',
    area: 'transport',
    kind: 'negative',
    title: 'registers over plain http at the same host and port',
    requirements: ['RFC7591-3-2', 'FAPI1B-7.1-1'],
    needs: ['https'],
    async run(flow: Flow) {
      await registrationWorks(flow);
      const { exchange } = await flow.register({ mutation: withoutTls });
      const unreachable = ['aborted', 'dns', 'proxy'].includes(exchange.failure?.kind ?? '');
      flow.must(!unreachable, `the request could not be sent: ${outcome(exchange)}`);
      const status = statusOf(exchange);
      observe(flow, {
        check: 'transport.no-plain-http',
        requirement: 'RFC7591-3-2',
        good: status < 200 || status >= 300,
        expected: 'no connection, a redirect or a refusal',
        actual: outcome(exchange),
        message: 'What a registration without TLS gets.',
      });
      await registrationWorks(flow);
    },
  }),
  flowCase({
    id: 'transport/tls-of-registration',
    area: 'transport',
    kind: 'positive',
    title: 'looks at the TLS version and cipher suite of the registration endpoint',
    requirements: ['FAPI1B-7.1-1', 'FAPI1A-8.5-1', 'RFC7591-5-1'],
    needs: ['https'],
    async run(flow) {
      addTls(flow, (await flow.client()).exchange);
    },
  }),
  flowCase({
    id: 'transport/tls-of-token-endpoint',
    area: 'transport',
    kind: 'positive',
    title: 'looks at the TLS version and cipher suite of the token endpoint',
    requirements: ['FAPI1B-7.1-1', 'FAPI1A-8.5-1'],
    needs: ['https', 'token'],
    async run(flow) {
      addTls(flow, (await flow.token(await flow.client())).exchange);
    },
  }),
  refusedHandshake('old-tls-versions', 'connects with TLS 1.1 or older', 'tpp-old-tls', [
    'FAPI1B-7.1-1',
  ]),
  refusedHandshake(
    'weak-cipher-suites',
    'connects with TLS 1.2 and no cipher suite that BCP 195 recommends',
    'tpp-weak-ciphers',
    ['FAPI1A-8.5-1'],
  ),
];
