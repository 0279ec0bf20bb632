import { createWriteStream, mkdirSync, renameSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { writeJson } from '../model/json.ts';
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

/** Members of an object as bytes, so that what is written twice is encoded once. */
type Bytes = readonly Buffer[];

const COMMA = Buffer.from(',\n');

function between(parts: readonly Bytes[], separator: Buffer): Bytes {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

/** Each result is encoded once, for both files; so is a control, which up to twenty results share. */
function serializer() {
  const known = new WeakMap<object, Bytes>();
  const once = <T extends object>(value: T, make: (value: T) => Bytes): Bytes => {
    const made = known.get(value) ?? make(value);
    known.set(value, made);
    return made;
  };
  const plain = (value: unknown): Bytes => [Buffer.from(writeJson(value))];
  const bytes = (result: CaseResult): Bytes =>
    once(result, ({ control, ...own }) => [
      Buffer.from(`${writeJson(own).slice(0, -1)},"control":`),
      ...(control === null ? plain(null) : once(control, plain)),
      Buffer.from('}'),
    ]);
  const member = (report: RunReport, name: keyof RunReport): Bytes => {
    const rows =
      name === 'results'
        ? report.results.map(bytes)
        : name === 'requirements'
          ? report.requirements.map(plain)
          : null;
    if (rows === null || rows.length === 0) return plain(report[name]);
    return [Buffer.from('[\n'), ...between(rows, COMMA), Buffer.from('\n]')];
  };
  return {
    bytes,
    /** One member a line, one result a line: small to write, and still fit for grep and diff. */
    report(report: RunReport): Bytes {
      const members = (Object.keys(report) as (keyof RunReport)[]).map((name) => [
        Buffer.from(`${writeJson(name)}:`),
        ...member(report, name),
      ]);
      return [Buffer.from('{\n'), ...between(members, COMMA), Buffer.from('\n}\n')];
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

const RESULT = Buffer.from('{"type":"result","result":');
const END = Buffer.from('}\n');

/**
 * Opens both files in `out`, with `initial` (complete: false) as the report until there is a better one.
 * Throws a UsageError when the directory cannot be written to.
 */
export function openReportFiles(out: string, initial: RunReport): ReportFiles {
  const { bytes, report: whole } = serializer();
  const save = (report: RunReport): void => {
    const file = join(out, 'report.json');
    const beside = `${file}.tmp`;
    writeFileSync(beside, Buffer.concat(whole(report)));
    renameSync(beside, file);
  };
  let stream: WriteStream;
  try {
    mkdirSync(out, { recursive: true });
    save(initial);
    writeFileSync(join(out, 'run.jsonl'), `${writeJson(headerOf(initial))}\n`);
    stream = createWriteStream(join(out, 'run.jsonl'), { flags: 'a' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write reports to ${out}: ${why}`, 'choose another --out', error);
  }
  // A disk that fills up later shows in save(), which throws.
  stream.on('error', () => {});
  return {
    append(result) {
      stream.cork();
      for (const part of [RESULT, ...bytes(result), END]) stream.write(part);
      stream.uncork();
    },
    save,
    end(report) {
      return new Promise((resolve) => {
        stream.on('close', () => resolve());
        stream.end(`${writeJson(footerOf(report))}\n`);
      });
    },
  };
}
