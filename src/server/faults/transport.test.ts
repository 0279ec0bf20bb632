import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrustMaterial } from '../../keys/store.ts';
import type { TlsClient, TrustMaterial } from '../../keys/trust-material.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import type { RunningServer } from '../options.ts';
import {
  assertion,
  openBank,
  registrationJwt,
  requestClaims,
  sign,
  signRequest,
  signSsa,
  ssaClaims,
  tokenForm,
} from '../testing/bank.ts';
import { allFaults } from './index.ts';

let dir: string;
let trust: TrustMaterial;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-faults-'));
  trust = await openTrustMaterial(dir);
}, 30_000);

afterAll(() => rm(dir, { recursive: true }));

interface Sent {
  readonly method?: string;
  readonly client?: TlsClient | null;
  readonly type?: string;
  readonly body?: string;
}

interface Seen {
  readonly status: number;
  readonly cipher: string;
  readonly body: string;
}

function call(
  { origin }: RunningServer,
  path: string,
  { method = 'POST', client = trust.client, type = 'application/jwt', body = '' }: Sent = {},
): Promise<Seen> {
  const identity = client === null ? {} : { key: client.key, cert: client.cert };
  return new Promise((resolve, reject) => {
    const agent = new Agent({ ca: trust.ca, ...identity });
    const headers = { 'content-type': type };
    const sent = httpsRequest(new URL(path, origin), { method, agent, headers }, (response) => {
      const { name } = (response.socket as TLSSocket).getCipher();
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        agent.destroy();
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, cipher: name, body: text });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** What strangers get at every endpoint, and with which cipher suite. */
async function seenByStrangers(faults: readonly string[]): Promise<string> {
  const bank = await openBank({ faults, tls: trust.server, mtls: { ca: trust.ca } });
  const owner = { org_id: trust.organisation.orgId, org_name: trust.organisation.orgName };
  const tls = {
    token_endpoint_auth_method: 'tls_client_auth',
    token_endpoint_auth_signing_alg: undefined,
    tls_client_auth_subject_dn: trust.client.subjectDn,
  };
  try {
    const byKey = await call(bank, '/register', { body: await registrationJwt({}, owner) });
    const byName = await call(bank, '/register', { body: await registrationJwt(tls, owner) });
    const seen: unknown[] = [byKey.cipher];
    for (const client of [null, trust.rogueClient]) {
      const body = await registrationJwt({}, owner);
      seen.push((await call(bank, '/register', { client, body })).status);
      for (const method of ['GET', 'PUT', 'DELETE']) {
        // A missing certificate and a missing token are both answered 401: the body tells them apart.
        seen.push((await call(bank, '/register/x', { client, method })).body);
      }
      const type = 'application/x-www-form-urlencoded';
      const form = tokenForm(await assertion(idOf(byKey), bank.origin));
      const assertions = String(new URLSearchParams(form));
      const named = `grant_type=client_credentials&client_id=${idOf(byName)}`;
      for (const asked of [assertions, named]) {
        seen.push((await call(bank, '/token', { client, type, body: asked })).status);
      }
    }
    return seen.join();
  } finally {
    await bank.close();
  }
}

function idOf({ body }: Seen): string {
  return (JSON.parse(body) as { client_id: string }).client_id;
}

describe('a server with a fault of the transport answers strangers otherwise', () => {
  let intact: Promise<string> | null = null;

  it.each(allFaults(obUk33).filter(({ kind }) => kind === 'transport'))('$id', async ({ id }) => {
    intact ??= seenByStrangers([]);
    expect(await seenByStrangers([id])).not.toBe(await intact);
  });
});

describe('a server that believes x5c', () => {
  const x5c = (): unknown => {
    const [first = ''] = trust.rogueClient.cert.split('-----END CERTIFICATE-----');
    return [first.replace(/-----BEGIN CERTIFICATE-----|\s/g, '')];
  };
  const strange = (claims: Record<string, unknown>): Promise<string> =>
    sign(claims, createPrivateKey(trust.rogueClient.key) as never, 'x', { x5c: x5c() });

  it.each([
    ['crypto/request-embedded-x5c', async () => strange(requestClaims(await signSsa(ssaClaims())))],
    ['crypto/ssa-embedded-x5c', async () => signRequest(requestClaims(await strange(ssaClaims())))],
  ])('takes what the certificate signed: %s', async (id, make) => {
    const statuses: number[] = [];
    for (const faults of [[], [id]]) {
      const bank = await openBank({ faults });
      const headers = { 'content-type': 'application/jwt' };
      const body = await make();
      statuses.push(
        (await fetch(`${bank.origin}/register`, { method: 'POST', headers, body })).status,
      );
      await bank.close();
    }
    expect(statuses).toEqual([400, 201]);
  });
});
