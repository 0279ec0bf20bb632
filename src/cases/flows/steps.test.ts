import { describe, expect, it } from 'vitest';
import type { Flow, RegisteredClient } from '../../model/flow.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { ownUpdate } from './steps.ts';

/** A flow whose updates answer these statuses, one after the other. */
function answering(...statuses: readonly number[]): Flow {
  const left = [...statuses];
  const flow: Partial<Flow> = {
    profile: obUk33,
    async update() {
      const response = { status: left.shift() ?? 0, headers: [], body: '' };
      return { exchange: { response } } as unknown as Awaited<ReturnType<Flow['update']>>;
    },
    must(condition, reason) {
      if (!condition) throw new Error(`inconclusive: ${reason}`);
    },
    skip(reason) {
      throw new Error(`not applicable: ${reason}`);
    },
  };
  return flow as Flow;
}

const CLIENT = {} as RegisteredClient;

describe.each([404, 405, 501])('an update that answers %i', (status) => {
  it('is not offered', async () => {
    await expect(ownUpdate(answering(status), CLIENT)).rejects.toThrow('not applicable');
  });

  it('is a control that failed where updates worked before', async () => {
    const flow = answering(200, status);
    await ownUpdate(flow, CLIENT);
    await expect(ownUpdate(flow, CLIENT)).rejects.toThrow('inconclusive');
  });
});
