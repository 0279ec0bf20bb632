import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import { readSecret } from './secret.ts';

const VISIBLE = /^[\x21-\x7e]+$/;

/**
 * The Authorization header of registrations: Basic (RFC 7617) or the initial access token as Bearer (RFC 7591 3); null
 * where neither was given. Throws a UsageError for both, and for what cannot stand in a header; never repeats a secret.
 */
export function registrationAuthorization(
  values: { readonly basic: string | null; readonly 'initial-access-token': string | null },
  io: Pick<Io, 'env' | 'cwd'>,
): string | null {
  const { basic, 'initial-access-token': token } = values;
  if (basic !== null && token !== null) {
    throw new UsageError(
      '--basic and --initial-access-token exclude each other',
      'a request has one Authorization header; give the one that the target asks for',
    );
  }
  if (basic !== null) {
    const pair = readSecret(basic, '--basic', io);
    if (!pair.includes(':')) throw new UsageError('--basic has no colon', 'write USER:PASSWORD');
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  }
  if (token === null) return null;
  const text = readSecret(token, '--initial-access-token', io);
  if (VISIBLE.test(text)) return `Bearer ${text}`;
  throw new UsageError(
    '--initial-access-token is no token',
    'give the token alone, without "Bearer" and without spaces',
  );
}
