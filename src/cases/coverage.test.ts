import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { coverageOf } from './coverage.ts';
import { coverageMarkdown } from './coverage-markdown.ts';
import { CASES, casesFor } from './index.ts';

const statesOf = (...args: Parameters<typeof coverageOf>) =>
  Object.fromEntries(coverageOf(...args).map(({ requirement, state }) => [requirement.id, state]));

describe.each(Object.values(PROFILES))('the coverage of $id', (profile) => {
  const coverage = coverageOf(profile, REQUIREMENTS, casesFor(profile));

  it('leaves no row open', () => {
    const open = coverage.filter(({ state }) => state === 'open');
    expect(open.map(({ requirement }) => requirement.id)).toEqual([]);
  });

  it('is open on every row that leaves a trace when there are no cases', () => {
    const open = coverageOf(profile, REQUIREMENTS, []).filter(({ state }) => state === 'open');
    expect(open).toEqual(
      coverage
        .filter(({ requirement }) => requirement.unobservable === undefined)
        .map(({ requirement }) => ({ requirement, state: 'open', cases: [], probedOnly: false })),
    );
  });
});

describe('coverage', () => {
  it('counts only rows of the profile', () => {
    expect(statesOf(obUk33, REQUIREMENTS, CASES)).not.toHaveProperty('CDRAU-SSA-1');
  });

  it('leaves out rows that the profile excludes', () => {
    const override = { requirement: 'RFC7591-3.2-1', excluded: true, reason: 'no', url: 'x' };
    const profile = { ...obUk33, overrides: [override] };
    expect(statesOf(profile, REQUIREMENTS, CASES)).not.toHaveProperty('RFC7591-3.2-1');
  });
});

describe.each(Object.values(PROFILES))('docs/coverage/$id.md', (profile) => {
  const coverage = coverageOf(profile, REQUIREMENTS, casesFor(profile));
  const lines = coverageMarkdown(profile).split('\n');
  const rows = lines.filter((line) => line.startsWith('| `'));

  it('has a line for each row', () => {
    expect(rows).toHaveLength(coverage.length);
  });

  it('keeps each line to its four cells, whatever a reason holds', () => {
    const counts = rows.map((row) => row.replaceAll('\\|', '').split(' | ').length);
    expect(new Set(counts)).toEqual(new Set([4]));
  });

  it('calls a row probed where nothing but probes names it', () => {
    const probed = coverage.filter(({ probedOnly }) => probedOnly);
    const said = rows.filter((row) => row.includes('| probed by '));
    expect(said.map((row) => row.split('`')[1])).toEqual(probed.map((row) => row.requirement.id));
  });

  it('adds up its totals', () => {
    const [all = 0, covered = 0, , unobservable = 0, open = 0] = (
      lines.find((line) => /^\| \d/.test(line)) ?? ''
    )
      .split('|')
      .slice(1)
      .map(Number);
    expect([all, covered + unobservable + open]).toEqual([coverage.length, coverage.length]);
  });
});
