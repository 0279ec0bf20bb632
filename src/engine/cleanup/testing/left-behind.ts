import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunOptions } from '../../../model/options.ts';
import type { Profile } from '../../../model/profile.ts';
import { fakeTrust } from '../../../payload/testing/fake-trust.ts';
import { obUk33 } from '../../../profiles/ob-uk-3.3.ts';
import type { LedgerEntry, RunEntry } from '../../ledger/entry.ts';
import { thisProcess } from '../../ledger/holder.ts';
import { intent, RUN, registered } from '../../ledger/testing/entries.ts';
import { BANK, type BankOptions, type FakeBank, fakeBank } from '../../testing/fake-bank.ts';
import { runOptions } from '../../testing/run-options.ts';
import { cleanUp } from '../cleanup.ts';

const trust = fakeTrust();

/** A run whose process is gone. */
export const DEAD_RUN: RunEntry = {
  ...RUN,
  holder: { ...thisProcess(), pid: 2 ** 22 + 1 },
  target: BANK,
};

/** Lines of a run that registered these clients and was killed. */
export function killedWith(...clientIds: string[]): LedgerEntry[] {
  return [DEAD_RUN, ...clientIds.flatMap((id) => [intent(id), registered(id, id)])];
}

export function ledgerPath(folder: string, name = 'run-1'): string {
  return join(folder, 'ledger', `${name}.jsonl`);
}

/** Puts a ledger into the keys folder `folder`. */
export function putLedger(folder: string, entries: readonly LedgerEntry[], name = 'run-1'): void {
  mkdirSync(join(folder, 'ledger'), { recursive: true });
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(ledgerPath(folder, name), lines.join(''));
}

export function ledgerText(folder: string, name = 'run-1'): string {
  return readFileSync(ledgerPath(folder, name), 'utf8');
}

/** A bank that has these clients. */
export function bankWith(clientIds: readonly string[], options: BankOptions = {}): FakeBank {
  const bank = fakeBank(options);
  for (const id of clientIds) bank.clients.set(id, { client_id: id });
  return bank;
}

export interface CleaningOptions {
  readonly profile?: Profile;
  readonly dryRun?: boolean;
  readonly changes?: Partial<RunOptions>;
}

/** Cleans up after the runs in `folder`, against `bank`. */
export function clean(folder: string, bank: FakeBank, how: CleaningOptions = {}) {
  const options = runOptions({ target: null, keysDir: folder, rate: 1e6, ...how.changes });
  return cleanUp(options, how.dryRun ?? false, {
    trust: async () => trust,
    profile: () => how.profile ?? obUk33,
    tool: { name: 'dcr-conformance', version: '1' },
    net: bank,
  });
}
