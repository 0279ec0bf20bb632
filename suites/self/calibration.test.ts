/** Targets that offer a part of what the profile has: nobody tells the run which, and it judges them on what it finds. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../../src/model/options.ts';
import type { Calibration, RunReport } from '../../src/model/report.ts';
import type { Offer } from '../../src/server/offer.ts';
import { runSession, serve, trustMaterial } from './run-against.ts';
import { FULL } from './sample.ts';

const trust = await trustMaterial();
const MOST = 12;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const port = await freePort();
const OWN_AUDIENCE = `https://127.0.0.1:${port}/register`;

/** Each point that is calibrated, and all of them at once. */
const OFFERS: readonly (readonly [what: string, offer: Offer, found: Partial<Calibration>])[] = [
  ['an audience of its own', { audience: OWN_AUDIENCE }, { audience: OWN_AUDIENCE }],
  [
    'application/jose alone',
    { mediaTypes: ['application/jose'] },
    { mediaType: 'application/jose' },
  ],
  ['ES256 alone', { algorithms: ['ES256'] }, { algorithm: 'ES256' }],
  [
    'tls_client_auth alone',
    { authMethods: ['tls_client_auth'] },
    { authMethod: 'tls_client_auth' },
  ],
  ['response type code alone', { responseTypes: ['code'] }, { responseTypes: ['code'] }],
  ['one role’s scope', { scopes: ['openid', 'accounts'] }, { scope: 'openid accounts' }],
  [
    'all of these',
    {
      audience: OWN_AUDIENCE,
      mediaTypes: ['application/jose'],
      algorithms: ['ES256'],
      authMethods: ['tls_client_auth'],
      responseTypes: ['code'],
      scopes: ['openid', 'accounts'],
    },
    {
      audience: OWN_AUDIENCE,
      mediaType: 'application/jose',
      algorithm: 'ES256',
      authMethod: 'tls_client_auth',
      responseTypes: ['code'],
      scope: 'openid accounts',
    },
  ],
];

if (!FULL) {
  process.stdout.write(
    '\nCalibration: core cases where one point is narrowed, all cases where all are; all cases everywhere with npm run test:self -- --full\n',
  );
}

interface Tested {
  readonly report: RunReport;
  /** Clients that the server still has. */
  readonly left: number;
}

async function run(
  offer: Offer,
  options: Partial<RunOptions>,
  faults: readonly string[] = [],
): Promise<Tested> {
  const server = await serve({ trust, faults, server: { offer, port } });
  try {
    const asked = { target: server.discoveryUrl, ca: trust.ca, timeoutMs: 10_000, ...options };
    const { report, error } = await runSession(trust, asked);
    if (report === null) throw error ?? new Error('no report');
    const left = server.inspector.clients().filter(({ deleted }) => !deleted).length;
    return { report, left };
  } finally {
    await server.close();
  }
}

describe('a run without any option', () => {
  it.each(OFFERS)(
    'finds out that the target takes %s, and raises no false alarm',
    async (what, offer, found) => {
      const depth = FULL || what === 'all of these' ? 'full' : 'core';
      const { report, left } = await run(offer, { depth });
      const alarms = report.results.filter(
        ({ verdict }) => !['pass', 'not-applicable'].includes(verdict),
      );
      expect(report.calibration).toMatchObject({ accepted: true, ...found });
      expect(report.calibration?.tried.length).toBeLessThanOrEqual(MOST);
      expect(
        alarms.map(({ caseId, verdict, reason }) => `${verdict} ${caseId}: ${reason}`),
      ).toEqual([]);
      expect(left).toBe(0);
    },
  );
});

describe('a target that takes ES256 alone is found out', () => {
  // A stranger's RSA key would be refused there for its algorithm alone.
  it.each([
    ['crypto/request-any-signature', 'signatures/request-wrong-key'],
    ['crypto/ssa-any-signature', 'signatures/ssa-wrong-key'],
    ['crypto/request-embedded-jwk', 'signatures/request-jwk-of-the-signer'],
    ['crypto/request-key-of-other-software', 'signatures/request-key-of-other-software'],
    ['crypto/request-own-jwks-claim', 'signatures/request-jwks-of-the-signer'],
  ])('where it has the fault %s', async (fault, caseId) => {
    const { report } = await run({ algorithms: ['ES256'] }, { only: [caseId] }, [fault]);
    const verdict = report.results.find((result) => result.caseId === caseId)?.verdict;
    expect(verdict).toBe('fail');
  });
});
