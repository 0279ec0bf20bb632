import { randomUUID } from 'node:crypto';
import type { Call } from './server-context.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's x-fapi-interaction-id where it is a UUID, else a new one (FAPI 1.0 Part 1, 6.2.1). */
export function interactionId(call: Pick<Call, 'interactionId'>): string {
  const sent = call.interactionId ?? '';
  return UUID.test(sent) ? sent : randomUUID();
}
