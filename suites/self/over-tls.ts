import { HarnessError } from '../../src/model/errors.ts';
import type { Profile } from '../../src/model/profile.ts';
import { changeOf, type Observation } from './in-process/observe.ts';
import { PROFILE, runAgainst, trustMaterial } from './run-against.ts';

/** The cases that look at a connection. */
const ABOUT_CONNECTIONS = ['transport'];

/** What becomes of a fault or variant over real connections, with TLS and client certificates. `all`: in every case. */
export async function observeOverTls(
  id: string,
  all: boolean,
  profile: Profile = PROFILE,
): Promise<Observation> {
  const trust = await trustMaterial();
  const options = { timeoutMs: 30_000, ...(all ? {} : { only: ABOUT_CONNECTIONS }) };
  const { report, error } = await runAgainst({ trust, profile, faults: [id], options });
  if (report === null) {
    if (error instanceof HarnessError) {
      return { refused: error.message, cases: 0, changes: [] };
    }
    throw error ?? new Error(`no report of ${id}`);
  }
  const changes = report.results.flatMap((result) => changeOf(result, undefined) ?? []);
  return { refused: null, cases: report.results.length, changes };
}
