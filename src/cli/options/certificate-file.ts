import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The PEM certificates in `file`, one after the other. Throws a UsageError when there is none, or one cannot be read. */
export function readCertificates(file: string, label: string, cwd: string): string {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`${label} ${file} cannot be read`, 'check the name of the file', error);
  }
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0) {
    throw new UsageError(
      `${label} ${file} holds no PEM certificate`,
      'give a file with -----BEGIN CERTIFICATE----- blocks',
    );
  }
  for (const block of blocks) {
    try {
      new X509Certificate(block);
    } catch (error) {
      throw new UsageError(
        `${label} ${file} holds a broken certificate`,
        'export it as PEM again',
        error,
      );
    }
  }
  return `${blocks.join('\n')}\n`;
}
