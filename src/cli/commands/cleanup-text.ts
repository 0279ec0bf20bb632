import type { Cleanup, LedgerCleanup } from '../../engine/cleanup/cleanup.ts';
import type { HeldClient, PossibleClient } from '../../engine/ledger/state.ts';
import { escapeTerminal } from '../../report/escape.ts';

export interface Shown {
  readonly dryRun: boolean;
  readonly exitCode: number;
  /** A path as the user would write it. */
  pathOf(path: string): string;
}

function clientText({ clientId, softwareId }: HeldClient): string {
  return `${clientId} of software ${softwareId}`;
}

function possibleText({ runId, jti, softwareId, clientName, at, why }: PossibleClient): string {
  const name = clientName === null ? 'none' : JSON.stringify(clientName);
  return `possibly registered  run ${runId}, jti ${jti ?? 'none'}, software_id ${softwareId}, client_name ${name}, ${at}: ${why}`;
}

function linesOf(ledger: LedgerCleanup, { pathOf }: Shown): readonly string[] {
  const { run, busy, removals, planned, possible, notes } = ledger;
  const head = `run ${run.runId} of ${run.target}`;
  if (busy !== null) {
    const { pid, host } = busy.holder;
    const why =
      busy.what === 'run' ? 'it is still running' : 'another cleanup is working through it';
    return [`${head}: ${why} (process ${pid} on ${host}), so its ledger was left alone`];
  }
  const lines = [
    ...planned.map((client) => `to delete  ${clientText(client)}`),
    ...removals.map(({ client, outcome, why }) =>
      outcome === 'left'
        ? `left  ${clientText(client)}: ${why}`
        : `deleted  ${clientText(client)}${outcome === 'gone' ? ' (before, as it seems: the target does not know it any more)' : ''}`,
    ),
    ...possible.map(possibleText),
    ...notes.map((note) => `note: ${note}`),
  ];
  return [`${head} (${pathOf(ledger.path)})`, ...lines.map((line) => `  ${line}`)];
}

function countsOf({ ledgers }: Cleanup) {
  const sum = (count: (ledger: LedgerCleanup) => number) =>
    ledgers.reduce((total, ledger) => total + count(ledger), 0);
  const left = sum(({ removals }) => removals.filter(({ outcome }) => outcome === 'left').length);
  return {
    deleted: sum(({ removals }) => removals.length) - left,
    toDelete: sum(({ planned }) => planned.length),
    left,
    possiblyRegistered: sum(({ possible }) => possible.length),
  };
}

/** What a cleanup did, line by line, and in the last line what is left. */
export function cleanupText(cleanup: Cleanup, shown: Shown): string {
  const { deleted, toDelete, left, possiblyRegistered } = countsOf(cleanup);
  const first = shown.dryRun ? `${toDelete} to delete` : `${deleted} deleted, ${left} left`;
  const passed =
    cleanup.passedOver === 0
      ? []
      : [
          `Ledgers of other targets that hold something: ${cleanup.passedOver}. Leave out --target to see them.`,
        ];
  const forget =
    possiblyRegistered === 0
      ? []
      : [
          'Only the owner of the target can say whether these exist; delete the ledger when that is settled.',
        ];
  const lines = [
    ...cleanup.ledgers.flatMap((ledger) => linesOf(ledger, shown)),
    ...forget,
    ...passed,
    `${first}, ${possiblyRegistered} possibly registered`,
  ];
  return lines.map((line) => `${escapeTerminal(line)}\n`).join('');
}

/** The same for programs: no credential stands in it. */
export function cleanupJson(cleanup: Cleanup, shown: Shown): string {
  const clientOf = ({ clientId, softwareId, jti, clientName }: HeldClient) => ({
    clientId,
    softwareId,
    jti,
    clientName,
  });
  const ledgers = cleanup.ledgers.map(
    ({ path, run, busy, removals, planned, possible, notes }) => ({
      path: shown.pathOf(path),
      runId: run.runId,
      target: run.target,
      busy:
        busy === null ? null : { what: busy.what, pid: busy.holder.pid, host: busy.holder.host },
      toDelete: planned.map(clientOf),
      removals: removals.map(({ client, outcome, why }) => ({ ...clientOf(client), outcome, why })),
      possible,
      notes,
    }),
  );
  const { passedOver } = cleanup;
  const counts = countsOf(cleanup);
  const { dryRun, exitCode } = shown;
  return `${JSON.stringify({ schemaVersion: '1.0', dryRun, exitCode, ...counts, passedOver, ledgers }, null, 2)}\n`;
}
