import { describe, expect, it } from 'vitest';
import type { Net } from '../net/net.ts';
import { valid } from './testing/cases.ts';
import { fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

/** The network of a bank that ends the TLS connection of whoever shows no certificate. */
function shut(bank: ReturnType<typeof fakeBank>): ReturnType<typeof fakeBank> {
  const request: Net['request'] = async (sent) =>
    sent.identity === 'none'
      ? { response: null, failure: { kind: 'reset', message: 'other side closed' }, tls: null }
      : bank.request(sent);
  return { ...bank, request };
}

describe('a target that wants a certificate for everything', () => {
  it('has its discovery document read with one', async () => {
    const { report } = await run(shut(fakeBank()), [valid('registration/full')]);
    expect(report.results.map(({ verdict }) => verdict)).toEqual(['pass']);
  });
});
