import { outcome } from '../headline.ts';
import type { History, HistoryRun } from './history.ts';

/** When a run began, to the minute, in UTC. */
export function timeText({ run }: HistoryRun): string {
  return run.startedAt.slice(0, 16).replace('T', ' ');
}

/** `2 regressed, 1 fixed`; empty for the first run. */
export function changeText({ change }: HistoryRun): string {
  return change === null ? '' : `${change.regressed} regressed, ${change.fixed} fixed`;
}

export function runsText({ runs }: History): string {
  return runs.length === 1 ? '1 run' : `${runs.length} runs`;
}

/** The outcome of the last run, and how many runs there are. */
export function historyTitle(history: History): string {
  const last = history.runs.at(-1);
  return `${last === undefined ? 'NO RUN' : outcome(last.run)} · ${runsText(history)}`;
}
