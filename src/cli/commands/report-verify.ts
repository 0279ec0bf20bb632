import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readPublicKeys } from '../../keys/public-keys.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import { escapeTerminal } from '../../report/escape.ts';
import { verifyReport } from '../../report/signature.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { readReport, reportFileAt } from '../saved-report.ts';
import { oneReport } from './report-signature.ts';

async function bytesOf(file: string, io: Io, what: string, hint: string): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, file));
  } catch (error) {
    throw new UsageError(`${what} ${file} cannot be read`, hint, error);
  }
}

/** `report verify [FILE|DIR] --jwks KEYS`: 0 where the report is as the holder of a key signed it, else 1. */
export async function reportVerify({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('report', flags, io);
  if (values.jwks === null) {
    throw new UsageError(
      'report verify needs --jwks',
      'give the keys that you trust: JWK Set, JWK or PEM',
    );
  }
  const name = `--jwks ${values.jwks}`;
  const text = (await bytesOf(values.jwks, io, '--jwks', 'check the name')).toString();
  const keys = readPublicKeys(name, text);
  const file = await reportFileAt(oneReport('verify', operands, values.out), io.cwd);
  const bytes = await bytesOf(file, io, 'the report', 'run writes one');
  const jws = (
    await bytesOf(`${file}.jws`, io, 'the signature', 'report sign makes it')
  ).toString();
  const proof = await verifyReport(bytes, jws, keys);
  if (!proof.good) {
    io.stdout.write(`${escapeTerminal(`${file} is NOT as signed: ${proof.why}`)}\n`);
    return EXIT.fail;
  }
  const { runId, startedAt, target, exitCode } = (await readReport(file, io.cwd)).report;
  const by = `${proof.algorithm}, kid ${proof.kid}`;
  const run = `run ${runId} of ${startedAt} on ${target.url}, exit code ${exitCode}`;
  io.stdout.write(`${escapeTerminal(`${file} is as it was signed: ${by}; ${run}`)}\n`);
  return 0;
}
