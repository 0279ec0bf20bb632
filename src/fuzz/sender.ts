import { createClientBook } from '../engine/clients.ts';
import type { RunContext } from '../engine/context.ts';
import { type Attempt, clientOf, sendRegistration } from '../engine/register.ts';
import { freshPatience } from '../wire/wire.ts';
import type { Payload } from './payload.ts';

/** Ids of everything that is sent derive from this name and the label of the request. */
export const FUZZ_ID = 'fuzz/payloads';

export interface Sender {
  /** Sends a payload; a client that comes of it is given up at once. `label` tells the requests of a run apart. */
  send(payload: Payload, label: string): Promise<Attempt>;
  /** Waits until the clients that were given up are deleted, and forgets the payloads. */
  drain(): Promise<void>;
}

/**
 * Sends random payloads. Its clients stand in a book of their own, which deletes them on any target: thousands of them are too
 * many to leave even to a server that ends with the run.
 */
export function createSender(context: RunContext): Sender {
  const { base, recipe, target, hosting } = context;
  const deletable = target.capabilities.has('delete');
  const clients = createClientBook({
    ground: context,
    found: () => ({ base, recipe, deletable }),
    keep: false,
  });
  let served: string[] = [];
  return {
    async send({ variant, mutations }, label) {
      const attempt = await sendRegistration(context, base, {
        caseId: FUZZ_ID,
        label,
        method: 'POST',
        url: target.endpoints.registration,
        variant,
        base: mutations.flatMap((mutation) => mutation.base ?? []),
        mutations,
        patience: freshPatience(),
      });
      if (attempt.draft.jwks !== undefined) served.push(attempt.draft.softwareId);
      const client = clientOf(attempt);
      if (client !== null) {
        clients.add(client, { caseId: FUZZ_ID, label });
        clients.release(client);
      }
      return attempt;
    },
    async drain() {
      const done = served;
      served = [];
      await clients.drain();
      for (const softwareId of done) hosting.serve(softwareId, undefined);
    },
  };
}
