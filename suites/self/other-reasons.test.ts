/** A target that refuses for reasons of its own: no defect counts as refused by such an answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../src/cases/index.ts';
import type { CaseResult, RunReport } from '../../src/model/report.ts';
import { createNet, type Net } from '../../src/net/net.ts';
import type { RunningServer } from '../../src/server/options.ts';
import { startServer } from '../../src/server/start.ts';
import { PROFILE, runSession, trustMaterial } from './run-against.ts';
import { FULL, sample } from './sample.ts';

interface Refusal {
  readonly status: number;
  readonly body?: string;
}

const error = (code: string, description: string): string =>
  JSON.stringify({ error: code, error_description: description });

const DUPLICATE: Refusal = {
  status: 400,
  body: error('invalid_client_metadata', 'The software is already registered.'),
};

/** The first two are the ones that look most like the refusal of a defect, and least. */
const REFUSALS: readonly (readonly [what: string, refusal: Refusal])[] = [
  ['400 for a duplicate', DUPLICATE],
  ['429 without Retry-After', { status: 429 }],
  ['403 for too many requests', { status: 403, body: error('denied', 'Rate limit exceeded.') }],
  ['401 for a caller', { status: 401, body: error('invalid_token', 'No.') }],
  ['403 of a firewall', { status: 403, body: '<title>Request blocked</title>' }],
  ['404', { status: 404 }],
  ['405', { status: 405 }],
  ['409', { status: 409, body: error('invalid_client_metadata', 'Conflict.') }],
  ['503 without Retry-After', { status: 503 }],
];

/** Which registrations and updates get it, by how many went before. */
const WHEN: readonly (readonly [string, (nth: number) => boolean])[] = [
  ['now and then', (nth) => nth > 20 && nth % 3 === 0],
  ['from the hundredth on', (nth) => nth > 100],
];

const MARK = 'x-of-the-gateway';
const ROWS = REFUSALS.flatMap(([what, refusal]) =>
  WHEN.map(([times, when]) => [what, times, refusal, when] as const),
);
const CHOSEN = FULL ? ROWS : ROWS.slice(0, 4);

const trust = await trustMaterial();
const cases = sample(
  CASES.filter(({ area, depth }) => /claims|signatures|management/.test(area) && depth !== 'full'),
  120,
);

if (!FULL) {
  process.stdout.write(
    `\nOther reasons: ${CHOSEN.length} of ${ROWS.length} targets, ${cases.length} cases; all with npm run test:self -- --full\n`,
  );
}

/** The network, with a gateway in it that answers some registrations and updates itself. */
function gateway(net: Net, { status, body = '' }: Refusal, when: (nth: number) => boolean): Net {
  let nth = 0;
  return {
    close: () => net.close(),
    async request(request) {
      const registers = /^(POST|PUT)$/.test(request.method) && /\/register/.test(request.url);
      if (!registers) return net.request(request);
      nth += 1;
      if (!when(nth)) return net.request(request);
      const headers = [
        ['content-type', 'application/json'],
        [MARK, '1'],
      ] as const;
      return {
        response: { status, headers, body: Buffer.from(body) },
        failure: null,
        tls: null,
      };
    },
  };
}

function metGateway({ exchanges }: CaseResult): boolean {
  return exchanges.some(({ response }) => response?.headers.some(([name]) => name === MARK));
}

describe('a refusal for another reason', () => {
  let server: RunningServer;

  beforeAll(async () => {
    const [issuer = ''] = PROFILE.ssa.issuers;
    server = await startServer({
      profile: PROFILE,
      directories: [{ issuer, jwks: trust.directoryJwks }],
    });
  });

  afterAll(() => server.close());

  async function runBehind(refusal: Refusal, when: (nth: number) => boolean): Promise<RunReport> {
    const tls = { rejectUnauthorized: true };
    const plain = createNet({
      identities: { none: tls, tpp: tls, rogue: tls },
      timeoutMs: 10_000,
    });
    const options = { target: server.discoveryUrl, audience: server.audience };
    const net = gateway(plain, refusal, when);
    const { report, error: failed } = await runSession(trust, options, null, { cases, net });
    if (report === null) throw failed ?? new Error('no report');
    return report;
  }

  it.each(CHOSEN)('%s, %s, lets no negative case pass', async (_what, _times, refusal, when) => {
    const met = (await runBehind(refusal, when)).results.filter(metGateway);
    const passed = met.filter(({ kind, verdict }) => kind === 'negative' && verdict === 'pass');
    expect(met.length).toBeGreaterThan(10);
    expect(passed.map(({ caseId }) => caseId)).toEqual([]);
    // What only asks to come back later is nobody's fault.
    const busy = refusal.status === 429 || /Rate limit/.test(refusal.body ?? '');
    const blamed = met.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
    expect(busy ? blamed.map(({ caseId }) => caseId) : []).toEqual([]);
  });
});
