import type { RunEvent } from '../../model/session.ts';
import type { Verdict } from '../../model/verdict.ts';
import { escapeTerminal, shorten } from '../../report/escape.ts';
import { createPaint } from '../../report/paint.ts';
import type { Output } from '../io.ts';

/** Shows how far a run is. */
export interface Progress {
  on(event: RunEvent): void;
  /** Takes the live line away. */
  end(): void;
}

const NOTHING: Progress = { on: () => undefined, end: () => undefined };
const REFRESH_MS = 80;
const LINE_EVERY_MS = 10_000;

interface Counts {
  done: number;
  of: number;
  readonly verdicts: Map<Verdict, number>;
}

function summary({ verdicts }: Counts): string {
  const shown: readonly Verdict[] = ['fail', 'error', 'inconclusive', 'warn'];
  const parts = shown.filter((v) => verdicts.has(v)).map((v) => `${verdicts.get(v)} ${v}`);
  return parts.length === 0 ? '' : ` · ${parts.join(', ')}`;
}

/**
 * One line that is written over on a terminal; elsewhere a line now and then, so that a log shows a long run is alive.
 * `now` is in milliseconds.
 */
export function createProgress(
  output: Output,
  options: { quiet: boolean; color: boolean; now: () => number },
): Progress {
  if (options.quiet) return NOTHING;
  const paint = createPaint(options.color);
  const counts: Counts = { done: 0, of: 0, verdicts: new Map() };
  let last = options.now();
  const live = (current: string) => {
    const text = `${counts.done}/${counts.of}${summary(counts)}`;
    const room = Math.max(0, output.columns - text.length - 4);
    output.write(`\r\u001b[2K${text}  ${paint.dim(shorten(escapeTerminal(current), room))}`);
  };
  const tell = (current: string, things: string) => {
    const now = options.now();
    if (now - last < (output.isTTY ? REFRESH_MS : LINE_EVERY_MS)) return;
    last = now;
    if (output.isTTY) live(current);
    else output.write(`${counts.done} of ${counts.of} ${things}${summary(counts)}\n`);
  };
  return {
    on(event) {
      if (event.type === 'fuzz') {
        counts.done = event.done;
        counts.of = event.of;
        tell('random payloads', 'random payloads');
      }
      if (event.type !== 'case-end') return;
      const { verdict, caseId } = event.result;
      counts.done = event.done;
      counts.of = event.of;
      counts.verdicts.set(verdict, (counts.verdicts.get(verdict) ?? 0) + 1);
      tell(caseId, 'cases');
    },
    end() {
      if (output.isTTY) output.write('\r\u001b[2K');
    },
  };
}
