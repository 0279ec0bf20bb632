import {
  closeSync,
  fdatasync,
  fsyncSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../../model/errors.ts';
import { HEARTBEAT_MS } from './holder.ts';

/** Where a ledger's lines go. */
export interface LedgerFile {
  readonly path: string;
  /** Hands `text` to the system at once: it outlives this process. Throws when it cannot. */
  append(text: string): void;
  /** Resolves when everything appended so far outlives the machine as well. */
  sync(): Promise<void>;
  close(): void;
}

const ENDING = '.jsonl';
/** Two runs of one name get two files. */
const MOST_OF_ONE_NAME = 1000;

function touch(fd: number): void {
  try {
    const now = new Date();
    futimesSync(fd, now, now);
  } catch {
    // A sign of life that is lost does less harm than a run that ends for it.
    return;
  }
}

function open(path: string, flags: 'a' | 'ax'): LedgerFile {
  const fd = openSync(path, flags, 0o600);
  const sync = promisify(fdatasync);
  // Shows those who cannot see this process that it is alive.
  const heartbeat = setInterval(() => touch(fd), HEARTBEAT_MS).unref();
  let closed = false;
  return {
    path,
    append: (text) => void writeSync(fd, text),
    sync: () => (closed ? Promise.resolve() : sync(fd)),
    close() {
      if (closed) return;
      closed = true;
      clearInterval(heartbeat);
      closeSync(fd);
    },
  };
}

/** A new name is only on disk when its folder is; not every system can do that. */
function syncFolder(dir: string): void {
  try {
    const fd = openSync(dir, 'r');
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    return;
  }
}

function folderOf(keysDir: string): string {
  return join(keysDir, 'ledger');
}

/** A new file for a run, readable by its owner only. Throws a UsageError where it cannot be made. */
export function createLedgerFile(keysDir: string, runId: string): LedgerFile {
  const dir = folderOf(keysDir);
  const name = runId.replace(/[^A-Za-z0-9._-]/g, '_');
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    for (let number = 1; ; number += 1) {
      try {
        const file = open(join(dir, `${name}${number === 1 ? '' : `.${number}`}${ENDING}`), 'ax');
        syncFolder(dir);
        return file;
      } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
        if (!taken || number >= MOST_OF_ONE_NAME) throw error;
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the ledger of registered clients cannot be written: ${why}`,
      'nothing is sent without it; make the folder of --keys writable',
      error,
    );
  }
}

/** An existing file, to add to. */
export function reopenLedgerFile(path: string): LedgerFile {
  return open(path, 'a');
}

/** The paths of all ledgers, in order of name; none where there is no folder. */
export function ledgerPaths(keysDir: string): readonly string[] {
  const dir = folderOf(keysDir);
  try {
    const names = readdirSync(dir).filter((name) => name.endsWith(ENDING));
    return names.sort().map((name) => join(dir, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(`${dir} cannot be read`, (error as Error).message, error);
  }
}

/** The text of a ledger, and how many milliseconds before `now` it was last touched. */
export function readLedgerFile(path: string, now: number): { text: string; silentMs: number } {
  const { mtimeMs } = statSync(path);
  return { text: readFileSync(path, 'utf8'), silentMs: Math.max(0, now - mtimeMs) };
}
