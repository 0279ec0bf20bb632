import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { keyClient } from './client-use-token.ts';
import { deletionWorks, ownRecord, ownUpdate, worked } from './steps.ts';
import { tokenWorks } from './token-endpoint.ts';

/**
 * What cases need a client for that they mean to leave as it is, and how one is made that is seen to do it. They use
 * the same one after the other: each shows in the end that it is unharmed, and gives it back:
 * that is the control of the next.
 */
const KINDS = {
  async reading(flow: Flow) {
    const client = await flow.client();
    await ownRecord(flow, client);
    return client;
  },
  async updating(flow: Flow) {
    const client = await flow.client();
    await ownUpdate(flow, client);
    return client;
  },
  async deleting(flow: Flow) {
    // Its client has to be gone before there is another.
    await deletionWorks(flow);
    return flow.client();
  },
  async authenticating(flow: Flow) {
    const client = await keyClient(flow);
    await tokenWorks(flow, client);
    return client;
  },
} as const;

const OPERATIONS = { reading: 'get', updating: 'put', deleting: 'delete' } as const;

export type Borrowing = keyof typeof KINDS;

/** A client of that kind, which works; the case says that it `borrows` one. */
export async function borrowed(flow: Flow, kind: Borrowing): Promise<RegisteredClient> {
  const client = await flow.borrow(() => KINDS[kind](flow));
  if (kind !== 'authenticating') worked(flow, OPERATIONS[kind]);
  return client;
}
