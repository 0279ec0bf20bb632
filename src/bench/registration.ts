import type { TrustMaterial } from '../keys/trust-material.ts';
import { makeRegistration } from '../payload/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';

/** Seconds since the epoch at which the registrations of the bench are made. */
export const NOW = 1_800_000_000;

/** The `index`-th registration of the bench: claims, both signatures, HTTP message. */
export function benchRegistration(
  trust: TrustMaterial,
  index: number,
  { audience = 'Bench', now = NOW } = {},
) {
  return makeRegistration({
    profile: obUk33,
    trust,
    algorithm: 'PS256',
    statement: null,
    seed: String(index),
    runId: 'bench',
    now,
    audience,
    jwksBaseUrl: 'https://keys.example',
    registrationEndpoint: 'https://bank.example/register',
    edits: [],
    like: null,
    mutations: [],
  });
}
