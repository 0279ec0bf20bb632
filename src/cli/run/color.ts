import type { Io } from '../io.ts';

/** Whether to colour: what the user said, else NO_COLOR and FORCE_COLOR, else whether it is a terminal. */
export function wantsColor(said: boolean | null, io: Pick<Io, 'env' | 'stdout'>): boolean {
  if (said !== null) return said;
  if ((io.env.NO_COLOR ?? '') !== '') return false;
  const force = io.env.FORCE_COLOR ?? '';
  if (force !== '') return force !== '0';
  return io.stdout.isTTY && io.env.TERM !== 'dumb';
}
