/** Random payloads: no false alarm on the intact server, each fault found and reduced to the change that shows it. */
import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../../src/model/options.ts';
import type { CaseResult, RunReport } from '../../src/model/report.ts';
import { PROFILES } from '../../src/profiles/index.ts';
import { DEGENERATE_SERVERS, startDegenerate } from './degenerate-servers.ts';
import { runAgainst, runSession, trustMaterial } from './run-against.ts';
import { FULL, sample } from './sample.ts';

const trust = await trustMaterial();

/** Every known defect once alone, and as much again of the rest. */
const PASS = 900;
const MANY = FULL ? 20_000 : 3_000;
const LONG = { timeout: FULL ? 1_200_000 : 120_000 };

const ONLY: Partial<RunOptions> = { only: ['fuzz'], seed: 'fuzz', timeoutMs: 2_000 };

function reportOf({ report }: { readonly report: RunReport | null }): RunReport {
  if (report === null) throw new Error('the run left no report');
  return report;
}

async function fuzzed(
  faults: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<RunReport> {
  return reportOf(
    await runAgainst({ trust, faults, options: { ...ONLY, fuzz: PASS, ...options } }),
  );
}

const idsOf = (report: RunReport, verdict: CaseResult['verdict']): readonly string[] =>
  report.results.filter((result) => result.verdict === verdict).map(({ caseId }) => caseId);

const summaryOf = (report: RunReport): CaseResult | undefined =>
  report.results.find(({ caseId }) => caseId === 'fuzz/payloads');

const noteOf = ({ notes }: RunReport): string =>
  notes.find((note) => note.startsWith('Fuzz: ')) ?? '';

describe('the intact server', () => {
  it.each(FULL ? ['1', '2', '3', '4', '5'] : ['1'])(
    'gives no finding and no disagreement, with seed %s',
    LONG,
    async (seed) => {
      const report = await fuzzed([], { fuzz: MANY, seed });
      expect(report.results.map(({ caseId, verdict }) => [caseId, verdict])).toEqual([
        ['fuzz/payloads', 'pass'],
      ]);
      expect(noteOf(report)).toMatch(
        new RegExp(
          `^Fuzz: ${MANY} payloads judged .*; 0 findings, 0 disagreements; seed ${seed}\\.$`,
        ),
      );
      expect(report.exitCode).toBe(0);
    },
  );

  const others = Object.values(PROFILES).filter(({ id }) => id !== 'ob-uk-3.3');
  it.each(sample(others, 1).map((profile) => [profile.id, profile] as const))(
    'gives none under %s',
    LONG,
    async (_id, profile) => {
      const options = { ...ONLY, fuzz: PASS };
      const report = reportOf(await runAgainst({ trust, profile, options }));
      expect(report.results.map(({ verdict }) => verdict)).toEqual(['pass']);
    },
  );

  it('keeps no client of a random payload', LONG, async () => {
    const report = await fuzzed([], { fuzz: 100 });
    expect(report.leftovers).toEqual([]);
  });
});

describe('a variant that the specifications permit', () => {
  const variants = [
    'harmless/odd-values-replaced',
    'harmless/long-requests-refused',
    'harmless/scope-reduced',
    'harmless/media-type-refused-with-406',
    'harmless/unknown-members-echoed',
  ];
  it.each(sample(variants, 1))('gives no fail: %s', LONG, async (variant) => {
    expect(idsOf(await fuzzed([variant]), 'fail')).toEqual([]);
  });

  it('may refuse what is valid: a disagreement, and no fail', LONG, async () => {
    const report = await fuzzed(['harmless/aud-array-refused']);
    expect(idsOf(report, 'warn')).toEqual([
      expect.stringMatching(/^fuzz\/disagreement\/request\.legal\.aud-array/),
    ]);
    expect(report.exitCode).toBe(0);
    expect(noteOf(report)).toContain('0 findings, 1 disagreement;');
  });
});

describe('a server with a fault', () => {
  it.each([
    ['accepts:redirect.fragment', 'fuzz/accepted/request.claims.redirect_uris.'],
    ['accepts:request.claims.aud.present', 'fuzz/accepted/request.claims.aud.'],
    ['accepts:ssa.time.exp', 'fuzz/accepted/ssa.claims.exp.'],
    ['crypto/ssa-embedded-jwk', 'fuzz/accepted/ssa.jose.jwk-of-the-signer'],
    ['error/crash-on-long-jti', 'fuzz/broke/request.claims.jti.300-characters'],
    ['error/html', 'fuzz/answer/refusal.media-type'],
  ])('is found out, by one change: %s', LONG, async (fault, expected) => {
    const report = await fuzzed([fault]);
    const fails = report.results.filter(({ verdict }) => verdict === 'fail');
    expect(report.exitCode).toBe(1);
    expect(fails.map(({ caseId }) => caseId.slice(0, expected.length))).toEqual([expected]);
    expect(fails.map(({ mutations }) => new Set(mutations.map(({ id }) => id)).size)).toEqual([1]);
    expect(fails.map(({ exchanges }) => exchanges.length)).toEqual([1]);
  });

  it.each([
    ['timing/hang-on-refusal', 'hung'],
    ['timing/reset-on-refusal', 'dropped'],
    ['error/crash-on-refusal', 'broke'],
  ])(
    'that is the same for every refusal gives a handful of findings: %s',
    LONG,
    async (fault, kind) => {
      const report = await fuzzed([fault], { fuzz: 80, timeoutMs: 250 });
      const fails = idsOf(report, 'fail');
      expect(fails.length).toBeGreaterThan(0);
      expect(fails.length).toBeLessThanOrEqual(8);
      expect(fails.filter((id) => !id.startsWith(`fuzz/${kind}/`))).toEqual([]);
      expect(noteOf(report)).toContain('with further faults that were not looked into');
    },
  );

  it(
    'that refuses as if it were about who asks leaves the payloads without a verdict',
    LONG,
    async () => {
      const report = await fuzzed(['error/status-403'], { fuzz: 80 });
      expect(summaryOf(report)?.verdict).toBe('inconclusive');
    },
  );

  it(
    'gives the same findings again with the same seed, and says how to make each',
    LONG,
    async () => {
      const [one, other] = [
        await fuzzed(['accepts:request.signature.valid'], { concurrency: 3 }),
        await fuzzed(['accepts:request.signature.valid']),
      ];
      expect(idsOf(one, 'fail').length).toBeGreaterThan(1);
      expect(idsOf(one, 'fail')).toEqual(idsOf(other, 'fail'));
      const [first] = one.results;
      expect(first?.findings[0]?.message).toMatch(
        /To make it again: dcr-conformance generate --profile 'ob-uk-3\.3' --mutation '/,
      );
    },
  );
});

describe('a server that knows nothing of registration', () => {
  it.each(sample(Object.keys(DEGENERATE_SERVERS), 7))('earns no pass: %s', LONG, async (name) => {
    const server = await startDegenerate(name);
    try {
      const options = { ...ONLY, target: server.url, fuzz: 100, timeoutMs: 1_000, yes: true };
      const { report, error } = await runSession(trust, options);
      expect([1, 3]).toContain(report?.exitCode ?? error?.exitCode);
      expect(report === null ? [] : idsOf(report, 'pass')).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

if (!FULL) {
  process.stdout.write(
    `\nFuzz: ${MANY} payloads with one seed; 20000 with five, all profiles and servers with npm run test:self -- --full; 100000 in npm run bench\n`,
  );
}
