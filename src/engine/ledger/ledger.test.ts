import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HarnessError, UsageError } from '../../model/errors.ts';
import { inFolder } from '../testing/run.ts';
import { createLedger } from './ledger.ts';
import { createLedgerFile, type LedgerFile } from './ledger-file.ts';
import { parseLedger } from './parse.ts';
import { RUN } from './testing/entries.ts';

const CLOCK = { now: () => Date.UTC(2026, 10, 22) };
const INTENT = { caseId: 'c', label: 'l', softwareId: 's', jti: 'j', clientName: 'n' };

/** A file in memory whose syncs end when they are told to. */
function memoryFile(changes: Partial<LedgerFile> = {}) {
  const ends: (() => void)[] = [];
  let text = '';
  const file: LedgerFile = {
    path: 'keys/ledger/run-1.jsonl',
    append: (added) => {
      text += added;
    },
    sync: () => new Promise((resolve) => ends.push(resolve)),
    close: () => {},
    ...changes,
  };
  return { file, ends, events: () => parseLedger(text).entries.map(({ event }) => event) };
}

describe('an intent', () => {
  it('is written and synced before its registration may be sent', async () => {
    const { file, ends, events } = memoryFile();
    let free = false;
    const intended = createLedger(file, RUN, CLOCK)
      .intend(INTENT)
      .then(() => {
        free = true;
      });
    await new Promise((resolve) => setImmediate(resolve));
    expect({ free, events: events() }).toEqual({ free: false, events: ['run', 'intent'] });
    ends[0]?.();
    await intended;
    expect(free).toBe(true);
  });

  it('that cannot be written stops its registration', async () => {
    let full = false;
    const { file } = memoryFile({
      append: () => {
        if (full) throw new Error('ENOSPC');
      },
    });
    const ledger = createLedger(file, RUN, CLOCK);
    full = true;
    await expect(ledger.intend(INTENT)).rejects.toThrow(HarnessError);
    expect(ledger.leftovers()).toEqual([]);
  });

  it('that cannot be synced stops its registration', async () => {
    const { file } = memoryFile({ sync: () => Promise.reject(new Error('EIO')) });
    const ledger = createLedger(file, RUN, CLOCK);
    await expect(ledger.intend(INTENT)).rejects.toThrow('EIO');
  });
});

describe('a note', () => {
  it('that cannot be written does not end the run, but stops the next registration', async () => {
    let full = false;
    const { file } = memoryFile({
      append: () => {
        if (full) throw new Error('ENOSPC');
      },
      sync: () => Promise.resolve(),
    });
    const ledger = createLedger(file, RUN, CLOCK);
    full = true;
    ledger.note({ event: 'deleted', clientId: 'c' });
    full = false;
    await expect(ledger.intend(INTENT)).rejects.toThrow('ENOSPC');
  });
});

describe('the file of a ledger', () => {
  it('is for its owner only, and so is its folder', async () => {
    await inFolder(async (folder) => {
      const { path, close } = createLedgerFile(folder, 'run-1');
      close();
      const modes = [path, join(folder, 'ledger')].map((name) => statSync(name).mode & 0o777);
      expect(modes).toEqual([0o600, 0o700]);
    });
  });

  it('is a new one for each run, also under a name that was used before', async () => {
    await inFolder(async (folder) => {
      for (const _ of [1, 2, 3]) createLedgerFile(folder, 'a/b').close();
      const names = readdirSync(join(folder, 'ledger')).sort();
      expect(names).toEqual(['a_b.2.jsonl', 'a_b.3.jsonl', 'a_b.jsonl']);
    });
  });

  it('has what was appended, in order', async () => {
    await inFolder(async (folder) => {
      const file = createLedgerFile(folder, 'run-1');
      file.append('a\n');
      file.append('b\n');
      await file.sync();
      expect(readFileSync(file.path, 'utf8')).toBe('a\nb\n');
      file.close();
    });
  });

  it('that cannot be made is wrong usage', async () => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'keys'));
      writeFileSync(join(folder, 'keys', 'ledger'), 'a file in its place');
      expect(() => createLedgerFile(join(folder, 'keys'), 'run-1')).toThrow(UsageError);
    });
  });
});
