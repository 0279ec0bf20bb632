import type { Operation } from '../model/profile.ts';
import type { Call } from './server-context.ts';

/** What a call wants: an operation of the registration, a token, or something else. */
export type ServerOperation = Operation | 'token' | 'other';

export const OPERATIONS: readonly ServerOperation[] = [
  'post',
  'get',
  'put',
  'delete',
  'token',
  'other',
];

/** The operation of `call`; a HEAD is a GET. */
export function operationOf({ method, path }: Pick<Call, 'method' | 'path'>): ServerOperation {
  if (path === '/token') return 'token';
  if (path === '/register') return 'post';
  if (!path.startsWith('/register/')) return 'other';
  if (method === 'PUT') return 'put';
  return method === 'DELETE' ? 'delete' : 'get';
}
