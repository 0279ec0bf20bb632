import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import type { RunningServer } from '../options.ts';
import {
  openBank,
  registrationJwt,
  requestClaims,
  sign,
  signSsa,
  softwareJwks,
  ssaClaims,
} from '../testing/bank.ts';
import { VARIANTS } from './index.ts';

const ec = await generateKeyPair('ES256', { extractable: true });
const jwks = {
  keys: [
    ...(softwareJwks as { keys: object[] }).keys,
    { ...(await exportJWK(ec.publicKey)), kid: 'ec', use: 'sig' },
  ],
};

function bankWith(variant: string): Promise<RunningServer> {
  return openBank({ faults: [variant] }, async () => ({
    status: 200,
    contentType: 'application/jwk-set+json',
    body: JSON.stringify(jwks),
  }));
}

async function statusOf(bank: RunningServer, type: string, body: string): Promise<number> {
  const headers = { 'content-type': type };
  return (await fetch(`${bank.origin}/register`, { method: 'POST', headers, body })).status;
}

/** What a registration has to be like for a variant that does not take the ordinary one. */
const OTHERWISE: Readonly<Record<string, () => Promise<string>>> = {
  'harmless/es256-only': async () => {
    const claims = requestClaims(await signSsa(ssaClaims()));
    return sign(claims, ec.privateKey, 'ec', { alg: 'ES256' });
  },
  'harmless/hybrid-flow-refused': () => registrationJwt({ response_types: ['code'] }),
};

function validRegistration(variant: string): Promise<string> {
  return OTHERWISE[variant]?.() ?? registrationJwt();
}

describe('a harmless variant', () => {
  it('has an id of its own, in kebab case', () => {
    const ids = VARIANTS.map(({ id }) => id).filter((id) => /^harmless(\/|-)[a-z0-9-]+$/.test(id));
    expect(new Set(ids).size).toBe(VARIANTS.length);
  });

  it.each(VARIANTS)('registers what it should: $id', async ({ id }) => {
    const bank = await bankWith(id);
    const statuses: number[] = [];
    for (const type of ['application/jwt', 'application/jose', 'application/json']) {
      statuses.push(await statusOf(bank, type, await validRegistration(id)));
    }
    await bank.close();
    expect(statuses).toContain(201);
  });

  it.each(VARIANTS)('refuses what it should: $id', async ({ id }) => {
    const bank = await bankWith(id);
    const jwt = await registrationJwt({ redirect_uris: ['https://somebody-else.example/'] });
    const refused = await statusOf(bank, 'application/jwt', jwt);
    await bank.close();
    expect(refused).toBeGreaterThanOrEqual(400);
    expect(refused).toBeLessThan(500);
  });
});
