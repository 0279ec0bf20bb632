import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';

/** True for a text that names where a secret is, and is none itself. */
export function isReference(text: string): boolean {
  return text.startsWith('env:') || text.startsWith('@');
}

/**
 * The secret that `text` stands for: the variable NAME of `env:NAME`, the content of FILE of `@FILE`, else `text`.
 * Throws a UsageError that names the reference, never the secret.
 */
export function readSecret(text: string, label: string, io: Pick<Io, 'env' | 'cwd'>): string {
  if (text.startsWith('env:')) {
    const name = text.slice('env:'.length);
    const value = io.env[name];
    if (value !== undefined && value !== '') return value;
    throw new UsageError(`${label} names the variable ${name}, which is not set`, `set ${name}`);
  }
  if (!text.startsWith('@')) return text;
  try {
    return readFileSync(resolve(io.cwd, text.slice(1)), 'utf8').trim();
  } catch (error) {
    throw new UsageError(
      `${label} names the file ${text.slice(1)}, which cannot be read`,
      'check its name',
      error,
    );
  }
}
