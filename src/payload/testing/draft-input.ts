import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { Profile } from '../../model/profile.ts';
import type { DraftInput } from '../draft-input.ts';

/** Input for a draft of a test, with `changes`. */
export function draftInput(
  profile: Profile,
  trust: TrustMaterial,
  changes: Partial<DraftInput> = {},
): DraftInput {
  return {
    profile,
    trust,
    seed: 'seed',
    runId: 'run-1',
    caseId: 'claims/request-aud-absent',
    label: 'defect',
    variant: 'full',
    now: 1_800_000_000,
    audience: 'BankAtTheDirectory',
    jwksBaseUrl: 'https://keys.example',
    algorithm: 'PS256',
    ...changes,
  };
}
