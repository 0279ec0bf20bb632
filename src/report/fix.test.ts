import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { howToDecide, howToFix } from './fix.ts';
import { failure, result } from './testing/sample-report.ts';

const SOURCES = ['checks', 'engine', 'cases'];

async function checksIn(folder: string): Promise<readonly string[]> {
  const path = new URL(`../${folder}`, import.meta.url).pathname;
  const files = (await readdir(path, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing'),
  );
  const texts = await Promise.all(files.map((name) => readFile(join(path, name), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/\bcheck(?::| =) '([\w.-]+)'/g)].map(([, id = '']) => id),
  );
}

const CHECKS = [...new Set((await Promise.all(SOURCES.map(checksIn))).flat())].sort();
/** A probe that was accepted is a remark: there is nothing to fix. */
const REMARKS = ['probe.accepted'];

const [finding] = failure().findings;

describe('how to fix a finding', () => {
  it('is told for the checks that there are', () => {
    expect(CHECKS.length).toBeGreaterThan(60);
  });

  it.each(CHECKS.filter((id) => !REMARKS.includes(id)))('says it for %s', (check) => {
    if (finding === undefined) throw new Error('the sample has a finding');
    const asRule = howToFix({ ...finding, check: 'unknown' });
    expect(asRule).toMatch(/^Make this true: /);
    expect(howToFix({ ...finding, check })).not.toBe(asRule);
  });

  it('says what was expected where neither check nor requirement is known', () => {
    if (finding === undefined) throw new Error('the sample has a finding');
    const unknown = { ...finding, check: '__proto__', requirement: 'constructor' };
    expect(howToFix(unknown)).toBe('Expected: 400 invalid_client_metadata.');
  });

  it('tells what to do where there is no verdict, and only there', () => {
    expect(howToDecide(result({ verdict: 'inconclusive' }))).toMatch(/--only/);
    expect(howToDecide(result({ verdict: 'error' }))).toMatch(/--debug/);
    expect(howToDecide(failure())).toBeNull();
  });
});
