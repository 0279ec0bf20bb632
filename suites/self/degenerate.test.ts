import { afterAll, describe, expect, it } from 'vitest';
import { consoleReporter } from '../../src/report/console.ts';
import { DEGENERATE_SERVERS, startDegenerate } from './degenerate-servers.ts';
import { runSession, trustMaterial } from './run-against.ts';
import { tally } from './tally.ts';

const trust = await trustMaterial();

const NAMES = Object.keys(DEGENERATE_SERVERS);
const CONTEXT = { color: false, out: 'reports', quiet: false, headline: true };

interface Ending {
  /** Negative cases that passed. */
  readonly passed: readonly string[];
  readonly exitCode: number | undefined;
  /** The line that says why there is no verdict; null where there is one. */
  readonly why: string | null;
}

async function endingOf(name: string): Promise<Ending> {
  const server = await startDegenerate(name);
  try {
    const { report, error } = await runSession(trust, { target: server.url, timeoutMs: 1_000 });
    if (report === null)
      return { passed: [], exitCode: error?.exitCode, why: error?.message ?? '' };
    const passed = report.results.filter(
      ({ kind, verdict }) => kind === 'negative' && verdict === 'pass',
    );
    const lines = consoleReporter.render(report, CONTEXT).split('\n');
    return {
      passed: passed.map(({ caseId }) => caseId),
      exitCode: report.exitCode,
      why: lines.find((line) => line.startsWith('No verdict, because')) ?? null,
    };
  } finally {
    await server.close();
  }
}

const endings = new Map<string, Ending>();

afterAll(() => {
  const passing = [...endings].filter(([, { passed }]) => passed.length > 0);
  const lines = [...endings].map(
    ([name, { passed, exitCode, why }]) =>
      `${name}: exit code ${exitCode}${why === null ? '' : ` · ${why}`}${passed.map((id) => `\n  passes ${id}`).join('')}`,
  );
  tally('degenerate', `degenerate passes ${passing.length}/${endings.size}`, lines.join('\n'));
});

describe('a server that knows nothing of registration', () => {
  it.each(NAMES)('earns no pass in a negative case, and is told why: %s', async (name) => {
    const ending = await endingOf(name);
    endings.set(name, ending);
    expect(ending.passed).toEqual([]);
    expect([1, 3]).toContain(ending.exitCode);
    if (ending.exitCode === 3) expect(ending.why).toMatch(/^[^\n]{10,}$/);
  });
});
