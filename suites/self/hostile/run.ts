import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES } from '../../../src/cases/index.ts';
import { openSession } from '../../../src/engine/session.ts';
import { runOptions } from '../../../src/engine/testing/run-options.ts';
import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import { HarnessError } from '../../../src/model/errors.ts';
import type { RunOptions } from '../../../src/model/options.ts';
import type { Profile } from '../../../src/model/profile.ts';
import { PROFILE } from '../run-against.ts';

/** A few cases that go everywhere: discovery, registration, update, deletion, tokens. */
export const EVERYWHERE = [
  'discovery/document',
  'discovery/issuer',
  'discovery/endpoints',
  'registration/full',
  'claims/request-aud-absent',
  'response-shape/read-back',
  'management/get-without-token',
  'management/put-request-aud-absent',
  'management/delete-twice',
  'client-use/two-tokens',
] as const;

export interface Ended {
  readonly exitCode: number;
  /** What a person is told where the run could not begin. */
  readonly error: HarnessError | null;
  /** report.json and run.jsonl as they are on disk. */
  readonly report: string;
  readonly lines: string;
}

export interface HostileRun {
  readonly trust: TrustMaterial;
  readonly target: string;
  readonly options?: Partial<RunOptions>;
  readonly profile?: Profile;
}

/** Runs a few cases against `target`, and reads what the run left on disk. */
export async function runHostile(input: HostileRun): Promise<Ended> {
  const { trust, target, options = {}, profile = PROFILE } = input;
  const out = await mkdtemp(join(tmpdir(), 'dcr-hostile-'));
  const read = (name: string) => readFile(join(out, name), 'utf8');
  const ended = async (exitCode: number, error: HarnessError | null): Promise<Ended> => ({
    exitCode,
    error,
    report: await read('report.json'),
    lines: await read('run.jsonl'),
  });
  try {
    const session = await openSession(
      runOptions({
        target,
        only: [...EVERYWHERE],
        keysDir: join(out, 'keys'),
        jwksBaseUrl: null,
        timeoutMs: 5_000,
        concurrency: null,
        out,
        ...options,
      }),
      {
        profile,
        cases: CASES,
        trust,
        bundled: null,
        tool: { name: 'dcr-conformance', version: 'self' },
      },
    );
    const { exitCode } = await session.run();
    return await ended(exitCode, null);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    return await ended(error.exitCode, error);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
