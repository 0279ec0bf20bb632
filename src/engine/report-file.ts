import { createWriteStream, mkdirSync, renameSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { CaseResult, RunReport } from '../model/report.ts';

/** The files of a run: `run.jsonl`, written as results come, and `report.json`, always whole. */
export interface ReportFiles {
  /** Adds a result to run.jsonl. */
  append(result: CaseResult): void;
  /** Replaces report.json in one step. */
  save(report: RunReport): void;
  /** Ends run.jsonl with a footer. */
  end(report: RunReport): Promise<void>;
}

/** The text of each result is made once, for both files; so is that of a control, which up to twenty results share. */
function serializer() {
  const texts = new WeakMap<object, string>();
  const once = <T extends object>(value: T, make: (value: T) => string): string => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const made = make(value);
    texts.set(value, made);
    return made;
  };
  const text = (result: CaseResult): string =>
    once(result, ({ control, ...own }) => {
      const shared = control === null ? 'null' : once(control, JSON.stringify);
      return `${JSON.stringify(own).slice(0, -1)},"control":${shared}}`;
    });
  return {
    text,
    /** One member a line, one result a line: small to write, and still fit for grep and diff. */
    report(report: RunReport): string {
      const members = Object.entries(report).map(([name, value]) => {
        const lines =
          name === 'results'
            ? report.results.map(text)
            : name === 'requirements'
              ? report.requirements.map((row) => JSON.stringify(row))
              : null;
        const shown =
          lines === null
            ? JSON.stringify(value)
            : lines.length === 0
              ? '[]'
              : `[\n${lines.join(',\n')}\n]`;
        return `${JSON.stringify(name)}:${shown}`;
      });
      return `{\n${members.join(',\n')}\n}\n`;
    },
  };
}

function headerOf(report: RunReport): object {
  const { schemaVersion, runId, seed, tool, startedAt, profile, target, trustMode } = report;
  return {
    type: 'header',
    schemaVersion,
    runId,
    seed,
    tool,
    startedAt,
    profile,
    target,
    trustMode,
  };
}

function footerOf(report: RunReport): object {
  const { complete, exitCode, durationMs, totals, leftovers } = report;
  return { type: 'footer', complete, exitCode, durationMs, totals, leftovers };
}

/**
 * Opens both files in `out`, with `initial` (complete: false) as the report until there is a better one.
 * Throws a UsageError when the directory cannot be written to.
 */
export function openReportFiles(out: string, initial: RunReport): ReportFiles {
  const { text, report: whole } = serializer();
  const save = (report: RunReport): void => {
    const file = join(out, 'report.json');
    const beside = `${file}.tmp`;
    writeFileSync(beside, whole(report));
    renameSync(beside, file);
  };
  let stream: WriteStream;
  try {
    mkdirSync(out, { recursive: true });
    save(initial);
    writeFileSync(join(out, 'run.jsonl'), `${JSON.stringify(headerOf(initial))}\n`);
    stream = createWriteStream(join(out, 'run.jsonl'), { flags: 'a' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write reports to ${out}: ${why}`, 'choose another --out', error);
  }
  // A disk that fills up later shows in save(), which throws.
  stream.on('error', () => {});
  return {
    append(result) {
      stream.write(`{"type":"result","result":${text(result)}}\n`);
    },
    save,
    end(report) {
      return new Promise((resolve) => {
        stream.on('close', () => resolve());
        stream.end(`${JSON.stringify(footerOf(report))}\n`);
      });
    },
  };
}
