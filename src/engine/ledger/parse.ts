import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { LedgerEntry } from './entry.ts';

const REQUEST = ['caseId', 'label'];

/** The text members that each event cannot be without. */
const TEXTS: Readonly<Record<LedgerEntry['event'], readonly string[]>> = {
  run: ['runId', 'seed', 'profile', 'target', 'registrationEndpoint'],
  intent: [...REQUEST, 'runId', 'softwareId'],
  registered: [...REQUEST, 'clientId', 'managementUrl'],
  refused: REQUEST,
  unclear: [...REQUEST, 'why'],
  renewed: ['clientId', 'token'],
  deleting: ['clientId'],
  deleted: ['clientId'],
  kept: ['clientId', 'why'],
  end: [],
  cleanup: ['id'],
  'cleanup-end': ['id'],
};

const OBJECTS: Readonly<Partial<Record<string, readonly string[]>>> = {
  run: ['holder', 'keySets'],
  registered: ['record'],
  cleanup: ['holder'],
};

function isEntry(value: JsonObject): boolean {
  const { event } = value;
  if (typeof event !== 'string' || !Object.hasOwn(TEXTS, event)) return false;
  const texts = ['at', ...TEXTS[event as LedgerEntry['event']]];
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    (OBJECTS[event] ?? []).every((name) => isJsonObject(value[name]))
  );
}

function entryOf(line: string): LedgerEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) && isEntry(value) ? (value as unknown as LedgerEntry) : null;
  } catch {
    return null;
  }
}

/**
 * The entries of a ledger, and how many of its lines are none. A line that was cut short by a kill is no loss: an intent
 * was not sent then, and anything else leaves its client in the list.
 */
export function parseLedger(text: string): {
  readonly entries: readonly LedgerEntry[];
  readonly unreadable: number;
} {
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.map(entryOf).filter((entry) => entry !== null);
  return { entries, unreadable: lines.length - entries.length };
}
