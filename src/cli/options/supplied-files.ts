import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Supplied } from '../../model/options.ts';
import type { Io } from '../io.ts';
import { readSecret } from './secret.ts';

interface Values {
  readonly ssa: readonly string[];
  readonly 'ssa-command': string | null;
  readonly 'signing-key': readonly string[];
  readonly 'signing-kid': readonly string[];
  readonly 'signing-key-passphrase': string | null;
}

const COMPACT = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/;

function read(file: string, label: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`${label} ${file} cannot be read`, 'check the name of the file', error);
  }
}

/** The SSAs of `--ssa` and the keys of `--signing-key`; null where neither was given. Throws a UsageError of one line. */
export function readSupplied(values: Values, io: Pick<Io, 'env' | 'cwd'>): Supplied | null {
  const {
    ssa,
    'ssa-command': command,
    'signing-key': keys,
    'signing-kid': kids,
    'signing-key-passphrase': secret,
  } = values;
  if (keys.length === 0 && (kids.length > 0 || secret !== null)) {
    const option = secret === null ? '--signing-kid' : '--signing-key-passphrase';
    throw new UsageError(`${option} needs --signing-key`, 'give the key as well');
  }
  if (ssa.length === 0 && command === null && keys.length === 0) return null;
  if (kids.length > 1 && kids.length !== keys.length) {
    throw new UsageError(
      `there are ${kids.length} --signing-kid for ${keys.length} --signing-key`,
      'give one for each key, in the same order',
    );
  }
  return {
    statements: ssa.map((text) =>
      COMPACT.test(text) ? text : read(text, '--ssa', io.cwd).toString('utf8').trim(),
    ),
    command,
    keys: keys.map((file, index) => ({
      name: `--signing-key ${file}`,
      bytes: read(file, '--signing-key', io.cwd),
      kid: kids[index] ?? kids[0] ?? null,
    })),
    passphrase: secret === null ? null : readSecret(secret, '--signing-key-passphrase', io),
  };
}
