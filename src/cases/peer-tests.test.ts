import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles/index.ts';
import { casesFor } from './index.ts';

const text = readFileSync(new URL('../../docs/peer-tests.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Their|---)/.test(line));
const idsIn = (line: string): readonly string[] =>
  [...line.matchAll(/`([a-z-]+\/[^`\s]+)`/g)].map(([, id = '']) => id);

describe('docs/peer-tests.md', () => {
  it('names cases that exist', () => {
    const known = new Set(
      Object.values(PROFILES).flatMap((profile) => casesFor(profile).map(({ id }) => id)),
    );
    expect(rows.flatMap(idsIn).filter((id) => !known.has(id))).toEqual([]);
  });

  it('names a case for every test but the one that was withdrawn', () => {
    const without = rows.filter((line) => idsIn(line).length === 0);
    expect(without.map((line) => line.split('|')[1]?.trim())).toEqual(['DCR-006']);
  });

  it('has three cells in each row', () => {
    const counts = rows.map((line) => line.split('|').length - 2);
    expect(new Set(counts)).toEqual(new Set([3]));
  });
});
