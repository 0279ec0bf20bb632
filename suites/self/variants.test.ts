import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../src/server/variants/index.ts';
import { runAgainst, trustMaterial } from './run-against.ts';
import { sample } from './sample.ts';

const trust = await trustMaterial();

describe('a server that does what the specifications allow', () => {
  it.each(sample(VARIANTS, 10).map(({ id }) => id))('gets no fail: %s', async (id) => {
    const { report, error } = await runAgainst({
      trust,
      faults: [id],
      options: { timeoutMs: 5_000 },
    });
    const failed = report?.results.filter(
      ({ verdict }) => verdict === 'fail' || verdict === 'error',
    );
    expect(error?.message).toBeUndefined();
    expect(failed?.map(({ caseId, reason }) => `${caseId}: ${reason}`)).toEqual([]);
  });
});
