import { orderlyFindings } from '../../checks/orderly.ts';
import { tlsFindings } from '../../checks/tls.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import type { TlsIdentity } from '../../model/keys.ts';
import { withoutTls } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import {
  deletionWorks,
  expectRefusal,
  expectRegistration,
  observe,
  outcome,
  ownRecord,
  ownUpdate,
  statusOf,
} from './steps.ts';
import { tokenWorks } from './token-endpoint.ts';

const STRANGERS: Readonly<Record<Exclude<TlsIdentity, 'tpp'>, { slug: string; title: string }>> = {
  none: { slug: 'without-certificate', title: 'without a client certificate' },
  rogue: { slug: 'rogue-certificate', title: 'with a certificate of an authority nobody trusts' },
};

type Stranger = keyof typeof STRANGERS;

/** Requests whose authentication by certificate no clause of v3.3 demands. */
const OTHERS: readonly {
  slug: string;
  title: string;
  needs: readonly ('get' | 'put' | 'delete' | 'token')[];
  control(flow: Flow, client: RegisteredClient): Promise<unknown>;
  attempt(flow: Flow, client: RegisteredClient, identity: Stranger): Promise<Exchange>;
}[] = [
  {
    slug: 'get',
    title: 'reads its client',
    needs: ['get', 'token'],
    control: ownRecord,
    attempt: (flow, client, identity) => flow.read(client, { identity }),
  },
  {
    slug: 'put',
    title: 'updates its client',
    needs: ['put', 'token'],
    control: ownUpdate,
    attempt: async (flow, client, identity) => (await flow.update(client, { identity })).exchange,
  },
  {
    slug: 'delete',
    title: 'deletes its client',
    needs: ['delete', 'token'],
    control: deletionWorks,
    attempt: (flow, client, identity) => flow.remove(client, { identity }),
  },
  {
    slug: 'token',
    title: 'asks for a token',
    needs: ['token'],
    control: tokenWorks,
    attempt: async (flow, client, identity) => (await flow.token(client, { identity })).exchange,
  },
];

function registerAs(identity: Stranger): Steps {
  const { slug, title } = STRANGERS[identity];
  return flowCase({
    id: `transport/register-${slug}`,
    area: 'transport',
    kind: 'negative',
    title: `registers ${title}`,
    requirements: ['OBUK-authentication-1'],
    needs: ['mtls'],
    async run(flow) {
      await flow.client();
      const { exchange } = await flow.register({ identity });
      expectRefusal(flow, exchange, 'no-certificate', 'OBUK-authentication-1');
      await flow.client();
    },
  });
}

function otherAs(identity: Stranger, other: (typeof OTHERS)[number]): Steps {
  const { slug, title } = STRANGERS[identity];
  return flowCase({
    id: `transport/${other.slug}-${slug}`,
    area: 'transport',
    kind: 'probe',
    title: `${other.title} ${title}`,
    why: 'DCR v3.3 demands mutual TLS for POST only; a dropped connection is as good an answer as any.',
    requirements: ['OBUK-authentication-2'],
    needs: ['mtls', ...other.needs],
    depth: 'full',
    async run(flow: Flow) {
      const client = await flow.client();
      await other.control(flow, client);
      const exchange = await other.attempt(flow, client, identity);
      const requirement = 'OBUK-authentication-2';
      flow.add(...orderlyFindings({ exchange, requirement, weigh: flow.weigh, mayDrop: true }));
    },
  });
}

/** Adds the TLS facts of an exchange. */
function addTls(flow: Flow, exchange: Exchange): void {
  const { weigh } = flow;
  flow.must(exchange.tls !== null, 'the exchange went over TLS');
  flow.add(
    ...tlsFindings({ exchange, weigh, versionRow: 'FAPI1B-7.1-1', cipherRow: 'FAPI1A-8.5-1' }),
  );
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
  ...(['none', 'rogue'] as const).map(registerAs),
  ...(['none', 'rogue'] as const).flatMap((identity) =>
    OTHERS.map((other) => otherAs(identity, other)),
  ),
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
      await flow.client();
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
      await flow.client();
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
];
