import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
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

const JWT = 'application/jwt';
const FORM = 'application/x-www-form-urlencoded';

interface Sent {
  readonly method?: string;
  readonly client?: TlsClient | null;
  readonly type?: string;
  readonly body?: string;
  readonly token?: string;
  /** What the client offers in the handshake. */
  readonly offer?: SecureContextOptions;
}

interface Seen {
  readonly status: number;
  readonly cipher: string;
  readonly body: string;
}

function call(
  { origin }: RunningServer,
  path: string,
  { method = 'POST', client = trust.client, type = FORM, body = '', token, offer = {} }: Sent = {},
): Promise<Seen> {
  const identity = client === null ? {} : { key: client.key, cert: client.cert };
  return new Promise((resolve, reject) => {
    const agent = new Agent({ ca: trust.ca, ...identity, ...offer });
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': type, ...bearer };
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

/** The status of a handshake that no right server takes part in. */
async function shaken(bank: RunningServer, offer: SecureContextOptions): Promise<number> {
  return call(bank, '/jwks', { method: 'GET', offer }).then(
    ({ status }) => status,
    () => 0,
  );
}

const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
const CBC = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA:@SECLEVEL=0' } as const;

/** What strangers get at every endpoint, and with which cipher suite; and what a token is bound to. */
async function seenByStrangers(faults: readonly string[]): Promise<string> {
  const bank = await openBank({ faults, tls: trust.server, mtls: { ca: trust.ca } });
  const owner = { org_id: trust.organisation.orgId, org_name: trust.organisation.orgName };
  const tls = {
    token_endpoint_auth_method: 'tls_client_auth',
    token_endpoint_auth_signing_alg: undefined,
    tls_client_auth_subject_dn: trust.client.subjectDn,
  };
  try {
    const register = async (claims: object): Promise<Seen> =>
      call(bank, '/register', { type: JWT, body: await registrationJwt({ ...claims }, owner) });
    const reversed = trust.client.subjectDn.split(',').reverse().join(',');
    const byKey = await register({});
    const byName = await register(tls);
    const byOtherOrder = await register({ ...tls, tls_client_auth_subject_dn: reversed });
    const asked = async (client: Seen, more: object = {}): Promise<string> => {
      const form = { ...tokenForm(await assertion(idOf(client), bank.origin)), ...more };
      return String(new URLSearchParams(form));
    };
    const token = member(await call(bank, '/token', { body: await asked(byKey) }), 'access_token');
    const inspected = await call(bank, '/introspect', { body: await asked(byKey, { token }) });
    const named = (client: Seen) => `grant_type=client_credentials&client_id=${idOf(client)}`;
    const seen: unknown[] = [
      byKey.cipher,
      JSON.stringify(JSON.parse(inspected.body).cnf),
      (await call(bank, '/token', { body: named(byOtherOrder) })).status,
      await shaken(bank, OLD),
      await shaken(bank, CBC),
    ];
    const expired = trust.strangers?.expired ?? null;
    for (const client of [null, trust.rogueClient, expired]) {
      const body = await registrationJwt({}, owner);
      seen.push((await call(bank, '/register', { client, type: JWT, body })).status);
      for (const method of ['GET', 'PUT', 'DELETE']) {
        // A missing certificate and a missing token are both answered 401: the body tells them apart.
        seen.push((await call(bank, '/register/x', { client, method, token })).body);
      }
      for (const form of [await asked(byKey), named(byName)]) {
        seen.push((await call(bank, '/token', { client, body: form })).status);
      }
    }
    return seen.join();
  } finally {
    await bank.close();
  }
}

function member({ body }: Seen, name: string): string {
  return String((JSON.parse(body) as Record<string, unknown>)[name]);
}

function idOf(seen: Seen): string {
  return member(seen, 'client_id');
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
