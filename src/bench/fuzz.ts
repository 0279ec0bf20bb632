import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseCommandLine } from '../cli/options/command-line.ts';
import { mergeOptions } from '../cli/options/merge.ts';
import { toRunOptions } from '../cli/options/run-options.ts';
import { processIo } from '../cli/process-io.ts';
import { openRun } from '../cli/run/open-run.ts';

const PAYLOADS = 100_000;
const MARKS = 20;
const MEGABYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export interface FuzzFigures {
  readonly fuzzPayloads: number;
  readonly fuzzPayloadsPerSecond: number;
  /** What the harness holds once a tenth was sent, MiB: its heap after a collection, since V8 lets garbage lie where memory is plenty. */
  readonly fuzzMemoryAtTenth: number;
  /** The same at the end. */
  readonly fuzzMemoryAtEnd: number;
  /** Time of the last fifth over that of the second one: about 1 where time is linear. */
  readonly fuzzSlowdown: number;
}

interface Mark {
  readonly done: number;
  readonly at: number;
  readonly memory: number;
}

function after(marks: readonly Mark[], done: number): Mark {
  const found = marks.find((mark) => mark.done >= done) ?? marks.at(-1);
  if (found === undefined) throw new Error('the fuzz of the bench has sent nothing');
  return found;
}

/** Random payloads against the bundled server, until memory and pace would show that something is kept. */
export async function benchFuzz(out: string, payloads = PAYLOADS): Promise<FuzzFigures> {
  const io = processIo();
  const line = parseCommandLine(['run', `--fuzz=${payloads}`, '--only=fuzz', `--out=${out}`]);
  if (line.command === null) throw new Error(line.text);
  const merged = await mergeOptions('run', line.flags, io);
  const run = await openRun(await toRunOptions(merged.values, io, Date.now()), io);
  const marks: Mark[] = [];
  const begun = performance.now();
  try {
    const { results } = await run.session.run((event) => {
      if (event.type !== 'fuzz') return;
      if (event.done < marks.length * (payloads / MARKS)) return;
      const at = performance.now();
      collect();
      marks.push({ done: event.done, at, memory: process.memoryUsage().heapUsed / MEGABYTE });
    });
    if (results.some(({ verdict }) => verdict !== 'pass')) {
      throw new Error(`the fuzz of the bench found something: see ${out}/report.json`);
    }
  } finally {
    await run.close();
  }
  const time = (from: number, to: number): number =>
    after(marks, to * payloads).at - after(marks, from * payloads).at;
  return {
    fuzzPayloads: payloads,
    fuzzPayloadsPerSecond: (1000 * payloads) / (performance.now() - begun),
    fuzzMemoryAtTenth: after(marks, payloads / 10).memory,
    fuzzMemoryAtEnd: after(marks, payloads).memory,
    fuzzSlowdown: time(0.8, 1) / time(0.2, 0.4),
  };
}
