import { describe, expect, it } from 'vitest';
import { createGroupSync } from './group-sync.ts';

/** Syncs that end when they are told to. */
function manual() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      ends.push({ resolve, reject });
    });
  return { sync: createGroupSync(sync), ends };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a group commit', () => {
  it('resolves only when its sync has ended', async () => {
    const { sync, ends } = manual();
    let done = false;
    void sync().then(() => {
      done = true;
    });
    await turn();
    expect(done).toBe(false);
    ends[0]?.resolve();
    await turn();
    expect(done).toBe(true);
  });

  it('does not count a sync that had begun before the call', async () => {
    const { sync, ends } = manual();
    const first = sync();
    let second = false;
    void sync().then(() => {
      second = true;
    });
    ends[0]?.resolve();
    await first;
    await turn();
    expect({ second, begun: ends.length }).toEqual({ second: false, begun: 2 });
    ends[1]?.resolve();
    await turn();
    expect(second).toBe(true);
  });

  it('serves all calls of one moment with one sync', async () => {
    const { sync, ends } = manual();
    const all = [sync(), sync(), sync(), sync()];
    ends[0]?.resolve();
    await turn();
    ends[1]?.resolve();
    await Promise.all(all);
    expect(ends).toHaveLength(2);
  });

  it('tells who waited for a sync that failed, and tries again for the others', async () => {
    const { sync, ends } = manual();
    const first = sync();
    const second = sync();
    ends[0]?.reject(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    await turn();
    ends[1]?.resolve();
    await second;
  });
});
