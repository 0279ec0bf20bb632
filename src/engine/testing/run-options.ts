import type { RunOptions } from '../../model/options.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { BANK } from './fake-bank.ts';

/** Options of a run in tests; a test names only what differs. */
export function runOptions(changes: Partial<RunOptions> = {}): RunOptions {
  return {
    target: BANK,
    profile: obUk33.id,
    only: [],
    skip: [],
    depth: 'full',
    include: [],
    yes: false,
    shard: null,
    edits: [],
    seed: 'seed',
    runId: 'run-1',
    audience: null,
    keysDir: '',
    registrationEndpoint: null,
    tokenEndpoint: null,
    allowHosts: [],
    ca: null,
    insecure: false,
    proxy: null,
    resolve: [],
    transport: null,
    registrationAuthorization: null,
    headers: [],
    operations: null,
    tokenScope: null,
    assertionAudience: null,
    jwksListen: { host: '127.0.0.1', port: 0 },
    jwksBaseUrl: 'https://keys.example',
    timeoutMs: 1000,
    rate: null,
    concurrency: 4,
    maxDurationMs: null,
    out: '',
    reporters: [],
    failOn: 'fail',
    record: 'redacted',
    quiet: true,
    color: false,
    debug: false,
    ...changes,
  };
}
