import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readOwnKey } from '../../keys/signing-key.ts';
import { UsageError } from '../../model/errors.ts';
import { signReport } from '../../report/signature.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { readSupplied } from '../options/supplied-files.ts';
import { replaceFile } from '../run/publish.ts';
import { readReport } from '../saved-report.ts';
import { oneReport, signatureName } from './report-signature.ts';

/** `report sign [FILE|DIR]`: a detached JWS over the bytes of a report.json, beside it as report.json.jws. */
export async function reportSign({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('report', flags, io);
  const keys = readSupplied({ ...values, ssa: [], 'ssa-command': null }, io);
  const [key, ...more] = keys?.keys ?? [];
  if (key === undefined || more.length > 0) {
    throw new UsageError(
      'report sign needs one key',
      'give --signing-key FILE: PEM, JWK or PKCS#12',
    );
  }
  const signer = readOwnKey(key, keys?.passphrase ?? null);
  const { file } = await readReport(oneReport('sign', operands, values.out), io.cwd);
  const jws = await signReport(await readFile(resolve(io.cwd, file)), signer);
  await replaceFile(dirname(file), signatureName(file), `${jws}\n`, io);
  io.stdout.write(`${file} is signed: ${signer.algorithm}, kid ${signer.kid}; ${file}.jws\n`);
  return 0;
}
