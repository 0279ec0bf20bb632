import type { JsonObject } from '../../model/json.ts';
import type { Leftover } from '../../model/report.ts';
import type { Holder, Identity, LedgerEntry, Origin, RunEntry } from './entry.ts';

/** A client that is still there, as far as its ledger knows. */
export interface HeldClient extends Identity {
  readonly clientId: string;
  readonly origin: Origin;
  readonly managementUrl: string;
  readonly record: JsonObject;
  /** A DELETE was sent, and its answer is not known. */
  readonly leaving: boolean;
  /** Why it could not be deleted; null where nobody tried. */
  readonly why: string | null;
}

/** A registration of which nobody knows whether it made a client. */
export interface PossibleClient extends Identity {
  readonly runId: string;
  /** When it was about to be sent, ISO 8601. */
  readonly at: string;
  readonly why: string;
}

/** A cleanup that has begun and not ended. */
export interface Claim {
  readonly id: string;
  readonly holder: Holder;
}

/** What the lines of a ledger come to. */
export interface LedgerState {
  readonly run: RunEntry | null;
  /** The run has closed its ledger. */
  readonly ended: boolean;
  /** In the order in which they began. */
  readonly claims: readonly Claim[];
  /** In the order of their registration. */
  readonly clients: readonly HeldClient[];
  readonly possible: readonly PossibleClient[];
}

/** Takes entries one by one and tells what they come to. */
export interface LedgerReader {
  add(entry: LedgerEntry): void;
  state(): LedgerState;
}

const UNANSWERED = 'nothing is known of an answer to its registration';
const NOBODY: Identity = { softwareId: 'unknown', jti: null, clientName: null };

function keyOf({ caseId, label }: Origin): string {
  return JSON.stringify([caseId, label]);
}

export function createLedgerReader(): LedgerReader {
  let run: RunEntry | null = null;
  let ended = false;
  const claims = new Map<string, Claim>();
  const clients = new Map<string, HeldClient>();
  const possible = new Map<string, PossibleClient>();

  const change = (clientId: string, changes: Partial<HeldClient>): void => {
    const client = clients.get(clientId);
    if (client !== undefined) clients.set(clientId, { ...client, ...changes });
  };
  const register = (entry: Extract<LedgerEntry, { event: 'registered' }>): void => {
    const { caseId, label, clientId, managementUrl, record } = entry;
    const { softwareId, jti, clientName } = possible.get(keyOf(entry)) ?? NOBODY;
    possible.delete(keyOf(entry));
    const origin = { caseId, label };
    const fresh = { origin, managementUrl, record, leaving: false, why: null };
    clients.set(clientId, { clientId, softwareId, jti, clientName, ...fresh });
  };

  return {
    add(entry) {
      switch (entry.event) {
        case 'run':
          run ??= entry;
          break;
        case 'intent': {
          const { runId, at, softwareId, jti, clientName } = entry;
          const identity = { softwareId, jti, clientName };
          possible.set(keyOf(entry), { runId, at, ...identity, why: UNANSWERED });
          break;
        }
        case 'registered':
          register(entry);
          break;
        case 'refused':
          possible.delete(keyOf(entry));
          break;
        case 'unclear': {
          const intent = possible.get(keyOf(entry));
          if (intent !== undefined) possible.set(keyOf(entry), { ...intent, why: entry.why });
          break;
        }
        case 'renewed': {
          const { record = {} } = clients.get(entry.clientId) ?? {};
          change(entry.clientId, { record: { ...record, registration_access_token: entry.token } });
          break;
        }
        case 'deleting':
          change(entry.clientId, { leaving: true });
          break;
        case 'kept':
          change(entry.clientId, {
            why: entry.why,
            // A DELETE without an answer may have been carried out.
            ...(typeof entry.status === 'number' ? { leaving: false } : {}),
          });
          break;
        case 'deleted':
          clients.delete(entry.clientId);
          break;
        case 'end':
          ended = true;
          break;
        case 'cleanup':
          claims.set(entry.id, { id: entry.id, holder: entry.holder });
          break;
        case 'cleanup-end':
          claims.delete(entry.id);
          break;
      }
    },
    state: () => ({
      run,
      ended,
      claims: [...claims.values()],
      clients: [...clients.values()],
      possible: [...possible.values()],
    }),
  };
}

/** What a run leaves behind, as its report says it: clients, and registrations that may have made one. */
export function leftoversOf({ clients, possible }: LedgerState): readonly Leftover[] {
  return [
    ...clients.map(({ clientId, softwareId, jti, why }) => ({
      clientId,
      softwareId,
      jti,
      why: why ?? 'it was not deleted',
    })),
    ...possible.map(({ softwareId, jti, why }) => ({ clientId: null, softwareId, jti, why })),
  ];
}
