import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { openSession } from './session.ts';
import { stimulus } from './testing/cases.ts';
import { BANK, fakeBank } from './testing/fake-bank.ts';
import { inFolder } from './testing/run.ts';
import { runOptions } from './testing/run-options.ts';

/** Runs one refused registration against a bundled server that says it made `made` clients of it. */
function verdictWith(made: number | Promise<number>) {
  return inFolder(async (folder) => {
    const session = await openSession(runOptions({ target: null, out: join(folder, 'out') }), {
      profile: obUk33,
      cases: [stimulus('claims/no-aud')],
      trust: fakeTrust(),
      bundled: { url: BANK, ca: null, audience: 'Bank', inspector: { registeredBy: () => made } },
      tool: { name: 'dcr-conformance', version: '1' },
      net: fakeBank(),
    });
    return (await session.run()).results[0]?.verdict;
  });
}

describe('a refused registration on the bundled server', () => {
  it.each([
    ['passes when it left nothing behind', 0, 'pass'],
    ['passes when the server takes its time to say so', Promise.resolve(0), 'pass'],
    ['fails when it registered a client all the same', 1, 'fail'],
    ['fails when the server takes its time to say so', Promise.resolve(1), 'fail'],
  ])('%s', async (_what, made, verdict) => {
    expect(await verdictWith(made)).toBe(verdict);
  });
});
