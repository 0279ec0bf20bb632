/** doctor with the SSA of a real directory: it is sent where ours would have been. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../engine/open-target.ts';
import { openSupply } from '../engine/supplied/open-supply.ts';
import { openTrustMaterial } from '../keys/store.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import type { RunningServer } from '../server/options.ts';
import { startServer } from '../server/start.ts';
import { dryRun } from './dry-run.ts';
import { examine } from './examine.ts';
import { brief, setting } from './testing/setting.ts';

const [ISSUER = ''] = obUk33.ssa.issuers;

let dir = '';
let real: TrustMaterial;
let ssa = '';
const open: RunningServer[] = [];

async function start(
  options: Partial<Parameters<typeof startServer>[0]> = {},
): Promise<RunningServer> {
  const trusted = [{ issuer: ISSUER, jwks: real.directoryJwks }];
  const server = await startServer({ profile: obUk33, directories: trusted, ...options });
  open.push(server);
  return server;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-doctor-'));
  real = await openTrustMaterial(join(dir, 'real'));
  const directory = await start({
    directory: {
      issuer: ISSUER,
      key: real.key('directory'),
      jwks: real.directoryJwks,
      softwareJwks: real.softwareJwks,
    },
  });
  const claims = { software_id: 'Software1', software_redirect_uris: ['https://tpp.example/a'] };
  const body = JSON.stringify(claims);
  ssa = await (await fetch(`${directory.origin}/directory/ssa`, { method: 'POST', body })).text();
}, 60_000);

afterAll(async () => {
  await Promise.all(open.map((server) => server.close()));
  await rm(dir, { recursive: true });
});

async function look(server: RunningServer) {
  const { private: key, kid } = real.key('tpp-signing');
  const bytes = Buffer.from(key.export({ type: 'pkcs8', format: 'pem' }));
  const changes = {
    target: server.discoveryUrl,
    audience: server.audience,
    keysDir: join(dir, 'own'),
    supplied: {
      statements: [ssa],
      command: null,
      keys: [{ name: '--signing-key key.pem', bytes, kid }],
      passphrase: null,
    },
  };
  const plain = setting(changes);
  const supply = await openSupply({ ...plain, clock: SYSTEM_CLOCK, askStatement: null });
  const trust = supply?.sample().trust ?? plain.trust;
  const whole = setting(changes, { supply, trust, register: true });
  return { rows: await examine(whole, new URL(server.discoveryUrl)), whole };
}

describe('doctor with an SSA of the user', () => {
  it('says that the target takes it, and leaves no client', async () => {
    const server = await start();
    const { rows } = await look(server);
    expect(brief(rows, 'trust')).toEqual([
      expect.stringMatching(
        /^ok: a registration was accepted, and so are the SSA and its key \(application\/jwt/,
      ),
    ]);
    expect(server.inspector.clients()).toEqual([]);
  });

  it('asks whether the target trusts the directory of the SSA where it is refused', async () => {
    const { rows } = await look(await start({ directories: [] }));
    const [row] = rows.filter(({ area }) => area === 'trust');
    expect(row).toMatchObject({
      status: 'problem',
      found: expect.stringContaining('a valid registration is refused: 400'),
      fix: expect.stringContaining('does the target trust the directory of your SSA'),
      details: expect.arrayContaining([`issuer of the SSA: ${ISSUER}`]),
    });
  });

  it('does not use up the one registration of a software that could not be deleted', async () => {
    const server = await start({ faults: ['harmless/no-delete-405'] });
    const { rows } = await look(server);
    expect(brief(rows, 'trust')).toEqual([
      expect.stringMatching(/^unknown: no registration was sent: it could not be deleted again/),
    ]);
    expect(server.inspector.clients()).toEqual([]);
  });

  it('says in a dry run that it asks about DELETE first', async () => {
    const server = await start();
    const { whole } = await look(server);
    const steps = dryRun(whole, new URL(server.discoveryUrl)).slice(-2);
    expect(steps.map((step) => step.split(' ')[0])).toEqual(['DELETE', 'POST']);
  });
});
