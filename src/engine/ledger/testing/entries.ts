import type { LedgerEntry, RunEntry } from '../entry.ts';

const AT = '2026-11-22T08:01:02.000Z';

export const RUN: RunEntry = {
  event: 'run',
  at: AT,
  runId: 'run-1',
  seed: 'seed',
  tool: 'dcr-conformance/1',
  holder: { pid: 1, born: 'boot 1', host: 'here' },
  profile: 'ob-uk-3.3',
  target: 'https://bank.example',
  issuer: 'https://bank.example',
  registrationEndpoint: 'https://bank.example/register',
  tokenEndpoint: 'https://bank.example/token',
  tokenScope: null,
  assertionAudience: null,
  keySets: { baseUrl: 'https://keys.example', host: '127.0.0.1', port: 0 },
};

/** The registration with this label, announced. */
export function intent(label: string): LedgerEntry {
  return {
    event: 'intent',
    at: AT,
    runId: 'run-1',
    caseId: 'claims/x',
    label,
    softwareId: `software-${label}`,
    jti: `jti-${label}`,
    clientName: `name-${label}`,
  };
}

/** It made the client with this id. */
export function registered(label: string, clientId: string): LedgerEntry {
  return {
    event: 'registered',
    at: AT,
    caseId: 'claims/x',
    label,
    clientId,
    managementUrl: `https://bank.example/register/${clientId}`,
    record: { token_endpoint_auth_method: 'private_key_jwt', scope: 'accounts' },
  };
}

export function settled(event: 'refused' | 'unclear', label: string, why = 'why'): LedgerEntry {
  return { event, at: AT, caseId: 'claims/x', label, why };
}

export function about(event: 'deleting' | 'deleted', clientId: string): LedgerEntry {
  return { event, at: AT, clientId };
}

export function kept(clientId: string, why: string, status: number | null = 500): LedgerEntry {
  return { event: 'kept', at: AT, clientId, why, status };
}
