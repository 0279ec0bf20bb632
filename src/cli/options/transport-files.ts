import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { TransportFiles } from '../../model/options.ts';
import type { Io } from '../io.ts';
import { readSecret } from './secret.ts';

interface Values {
  readonly 'transport-cert': string | null;
  readonly 'transport-key': string | null;
  readonly 'transport-passphrase': string | null;
}

function read(file: string, label: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`${label} ${file} cannot be read`, 'check the name of the file', error);
  }
}

/** The files of `--transport-cert` and `--transport-key`; null without the first. Throws a UsageError of one line. */
export function readTransportFiles(
  values: Values,
  io: Pick<Io, 'env' | 'cwd'>,
): TransportFiles | null {
  const { 'transport-cert': cert, 'transport-key': key, 'transport-passphrase': secret } = values;
  if (cert === null) {
    if (key === null && secret === null) return null;
    throw new UsageError(
      `${key === null ? '--transport-passphrase' : '--transport-key'} needs --transport-cert`,
      'give the certificate as well',
    );
  }
  return {
    certificate: read(cert, '--transport-cert', io.cwd),
    key: key === null ? null : read(key, '--transport-key', io.cwd).toString('utf8'),
    passphrase: secret === null ? null : readSecret(secret, '--transport-passphrase', io),
  };
}
