import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A line of `keys/ledger/<runId>.jsonl`: what is needed to delete a client after its run was killed. */
type LedgerEntry =
  | {
      readonly event: 'registered';
      readonly at: string;
      readonly registrationEndpoint: string;
      readonly tokenEndpoint: string | null;
      readonly managementUrl: string;
      readonly clientId: string;
      readonly softwareId: string;
      readonly jti: string | null;
      /** Only where the profile manages clients with it; the file is as private as the keys beside it. */
      readonly registrationAccessToken?: string;
    }
  | { readonly event: 'deleted'; readonly at: string; readonly clientId: string };

export interface Ledger {
  write(entry: LedgerEntry): void;
}

/** A ledger that remembers nothing, for a server that lives no longer than the run. */
export const NO_LEDGER: Ledger = { write: () => {} };

/** The ledger of a run against a remote target. Lines are on disk before the run goes on. */
export function openLedger(keysDir: string, runId: string): Ledger {
  const dir = join(keysDir, 'ledger');
  const file = join(dir, `${runId.replace(/[^A-Za-z0-9._-]/g, '_')}.jsonl`);
  return {
    write(entry) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
  };
}
