import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from './entry.ts';

/** A holder touches its ledger this often, in milliseconds. */
export const HEARTBEAT_MS = 15_000;
/** One that has not for so long is taken for dead, where nothing better is known. */
const SILENT_MS = 4 * HEARTBEAT_MS;

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** What tells a living process from others of the same pid, before and after; null where the system does not say (no /proc). */
function bornOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const boot = textOf('/proc/sys/kernel/random/boot_id');
  if (stat === null || boot === null) return null;
  // proc(5): what follows the name in brackets starts with field 3, the state; field 22 is the start time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? null : `${boot} ${fields[19]}`;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function thisProcess(): Holder {
  return { pid: process.pid, born: bornOf(process.pid), host: hostname() };
}

/**
 * Whether `holder` still works on a ledger that was last touched `silentMs` ago: on this machine pid and start time
 * tell, elsewhere (or without /proc) how long it has been silent.
 */
export function isAlive(holder: Holder, silentMs: number): boolean {
  if (holder.host !== hostname()) return silentMs < SILENT_MS;
  if (!exists(holder.pid)) return false;
  if (holder.born === null) return silentMs < SILENT_MS;
  return bornOf(holder.pid) === holder.born;
}
