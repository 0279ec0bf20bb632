import { describe, expect, it } from 'vitest';
import type { Requirement } from '../model/requirement.ts';
import { explainRequirement } from './explain.ts';
import { REQUIREMENTS } from './index.ts';

const row: Requirement = {
  id: 'RFC7591-2-1',
  spec: 'RFC 7591',
  document: 'A document (July 2015)',
  section: '2',
  url: 'https://spec.example/rfc#section-2',
  level: 'MUST',
  whenBroken: 'fail',
  party: 'client',
  topic: 'claims',
  text: 'It does this.',
  stimulus: 'Send that; expect 400.',
  profiles: ['rfc7591', 'oidc'],
  verified: true,
};

const shown: readonly (readonly [string, Partial<Requirement>, string | RegExp])[] = [
  ['the id first', {}, /^RFC7591-2-1\n/],
  ['what the row asks for', {}, 'It does this.'],
  ['the level', {}, /level\s+MUST\n/],
  ['the clause', {}, 'A document (July 2015), section 2'],
  ['the link', {}, 'https://spec.example/rfc#section-2'],
  ['what the harness sends', {}, 'Send that; expect 400.'],
  ['what a violation weighs', {}, /when broken\s+a fail/],
  ['a violation that only warns', { whenBroken: 'warn' }, /when broken\s+a warning/],
  ['the note', { note: 'Mind the gap.' }, 'Mind the gap.'],
  ['that the source was not read', { verified: false }, 'not read in its source'],
  ['the profiles', {}, 'rfc7591, oidc'],
  ['that a server refuses the violation of a client', {}, 'a server has to refuse a violation'],
  ['why nothing is observed', { unobservable: 'It needs a browser.' }, 'It needs a browser.'],
];

describe('explaining a requirement', () => {
  it.each(shown)('shows %s', (_, change, expected) => {
    expect(explainRequirement({ ...row, ...change })).toMatch(expected);
  });

  it('promises no stimulus for a row that cannot be observed', () => {
    expect(explainRequirement({ ...row, unobservable: 'It needs a browser.' })).not.toContain(
      row.stimulus,
    );
  });

  it('breaks each line at 96 columns where a word allows it', () => {
    const long = Object.values(REQUIREMENTS)
      .flatMap((requirement) => explainRequirement(requirement).split('\n'))
      .filter((line) => line.length > 96 && line.trim().split(/\s+/).length > 2);
    expect(long).toEqual([]);
  });
});
