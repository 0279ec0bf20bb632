import type { RegisteredClient } from '../model/flow.ts';
import type { LiveExchange } from '../wire/wire.ts';

/** A client that one case leaves to the next, as it was. */
export interface Lent {
  readonly client: RegisteredClient;
  /** Its registration, and what last showed that it still works. */
  readonly shown: readonly LiveExchange[];
}

/** The client that cases use one after the other; who takes it and does not give it back keeps it from the rest. */
export interface Lending {
  take(): Lent | null;
  giveBack(lent: Lent): void;
}

export function createLending(): Lending {
  let free: Lent | null = null;
  return {
    take() {
      const lent = free;
      free = null;
      return lent;
    },
    giveBack(lent) {
      free = lent;
    },
  };
}
