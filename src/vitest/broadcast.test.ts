import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { failure, result } from '../report/testing/sample-report.ts';
import { openBroadcast } from './broadcast.ts';
import type { Hello, RunMessage } from './protocol.ts';

/** What a suite hears that starts to listen after `told`. */
async function heard(told: (run: ReturnType<typeof openBroadcast>) => void): Promise<RunMessage[]> {
  const name = randomUUID();
  const run = openBroadcast(name);
  told(run);
  const suite = new BroadcastChannel(name);
  const messages: RunMessage[] = [];
  const answered = new Promise<void>((done) => {
    suite.onmessage = (event) => {
      messages.push((event as { data: RunMessage }).data);
      setImmediate(done);
    };
  });
  suite.postMessage({ type: 'hello' } satisfies Hello);
  await answered;
  suite.close();
  run.close();
  return messages;
}

describe('the broadcast of results', () => {
  it('tells a suite that comes late what it missed', async () => {
    const [first] = await heard((run) => {
      run.tell(result());
      run.tell(failure());
    });
    expect(first).toMatchObject({
      type: 'outcomes',
      outcomes: [
        { caseId: 'claims/valid', end: 'pass' },
        { caseId: 'claims/aud-absent', end: 'fail' },
      ],
    });
  });

  it('keeps the first result of a case', async () => {
    const [first] = await heard((run) => {
      run.tell(result());
      run.tell(result({ verdict: 'fail' }));
    });
    expect(first).toMatchObject({ outcomes: [{ caseId: 'claims/valid', end: 'pass' }] });
  });
});
