import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaselineEntry } from '../../model/baseline.ts';
import type { Case } from '../../model/case.ts';
import type { RunOptions } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import type { Session } from '../../model/session.ts';
import { fakeTrust } from '../../payload/testing/fake-trust.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { openSession } from '../session.ts';
import type { FakeBank } from './fake-bank.ts';
import { runOptions } from './run-options.ts';

/** Keys are slow to make, and the same ones do for every test. */
const trust = fakeTrust();

/** A folder for keys and reports that is gone after `use`. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A session of `cases` against `bank`; time stands still but for sleeps, which take none. */
export function open(
  folder: string,
  bank: FakeBank,
  cases: readonly Case[],
  changes: Partial<RunOptions> = {},
  profile: Profile = obUk33,
  baseline: readonly BaselineEntry[] | null = null,
): Promise<Session> {
  let now = 1_800_000_000_000;
  return openSession(
    runOptions({ keysDir: join(folder, 'keys'), out: join(folder, 'out'), rate: 1e6, ...changes }),
    {
      profile,
      cases,
      trust,
      bundled: null,
      baseline,
      tool: { name: 'dcr-conformance', version: '1' },
      net: bank,
      clock: {
        now: () => now,
        sleep: async (ms) => {
          now += ms;
        },
      },
    },
  );
}

export interface Ran {
  readonly report: RunReport;
  readonly saved: RunReport;
  readonly lines: readonly { readonly type: string }[];
  result(id: string): CaseResult;
}

/** Runs `cases` against `bank` from start to end. */
export function run(
  bank: FakeBank,
  cases: readonly Case[],
  changes: Partial<RunOptions> = {},
  profile?: Profile,
  baseline: readonly BaselineEntry[] | null = null,
): Promise<Ran> {
  return inFolder(async (folder) => {
    const session = await open(folder, bank, cases, changes, profile, baseline);
    const report = await session.run();
    const lines = readFileSync(join(folder, 'out', 'run.jsonl'), 'utf8')
      .trim()
      .split('\n');
    return {
      report,
      saved: JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')) as RunReport,
      lines: lines.map((line) => JSON.parse(line) as { type: string }),
      result(id) {
        const found = report.results.find((result) => result.caseId === id);
        if (found === undefined) throw new Error(`no result ${id}`);
        return found;
      },
    };
  });
}
