import { describe, expect, it } from 'vitest';
import { DEGENERATE_SERVERS, startDegenerate } from './degenerate-servers.ts';
import { runSession, trustMaterial } from './run-against.ts';

const trust = await trustMaterial();

describe('a server that knows nothing of registration', () => {
  it.each(Object.keys(DEGENERATE_SERVERS))('earns no pass in a negative case: %s', async (name) => {
    const server = await startDegenerate(name);
    try {
      const { report, error } = await runSession(trust, { target: server.url, timeoutMs: 1_000 });
      const passed = report?.results.filter(
        ({ kind, verdict }) => kind === 'negative' && verdict === 'pass',
      );
      expect(passed?.map(({ caseId }) => caseId) ?? []).toEqual([]);
      expect([1, 3]).toContain(report?.exitCode ?? error?.exitCode);
      expect(error?.message ?? 'the run ended').not.toMatch(/\n/);
    } finally {
      await server.close();
    }
  });
});
