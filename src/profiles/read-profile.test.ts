import { describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { PROFILES } from './index.ts';
import { readProfile } from './read-profile.ts';
import { profileSchema } from './schema.ts';

const read = (value: unknown) =>
  readProfile({
    value,
    source: 'bank.json',
    known: PROFILES,
    isRequirement: (id) => Object.hasOwn(REQUIREMENTS, id),
  });

const BANK = {
  extends: 'ob-uk-3.3',
  id: 'bank',
  title: 'The bank',
  url: 'https://bank.example/dcr',
};

describe('a built-in profile', () => {
  it.each(Object.values(PROFILES))('has the published shape: $id', (profile) => {
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
  });

  it.each(Object.values(PROFILES))('could be read from a file: $id', (profile) => {
    const copy = { ...JSON.parse(JSON.stringify(profile)), id: 'copy' };
    expect(read(copy)).toEqual({ ...profile, id: 'copy' });
  });
});

describe('a profile that extends another', () => {
  it('is the other one where it says nothing else', () => {
    const base = PROFILES['ob-uk-3.3'];
    const { id, title, url } = BANK;
    expect(read(BANK)).toEqual({ ...base, id, title, url, lineage: ['bank', 'ob-uk-3.3'] });
  });

  it('replaces single members, and takes away what is null', () => {
    const bank = read({
      ...BANK,
      request: { mediaTypes: ['application/jose'], values: { scope: 'openid accounts' } },
      ssa: { claims: { org_contacts: null } },
    });
    expect(bank.request.mediaTypes).toEqual(['application/jose']);
    expect(bank.request.values.scope).toBe('openid accounts');
    expect(bank.request.values.iss).toBe('{software_id}');
    expect(bank.ssa.claims).not.toHaveProperty('org_contacts');
  });

  it('adds its overrides, and wins over those of the base', () => {
    const own = { reason: 'our own', url: 'https://bank.example/why', excluded: true };
    const bank = read({ ...BANK, overrides: [{ ...own, requirement: 'RFC7519-4.1.3-1' }] });
    const about = bank.overrides.filter(({ requirement }) => requirement === 'RFC7519-4.1.3-1');
    expect(about).toEqual([{ ...own, requirement: 'RFC7519-4.1.3-1' }]);
    expect(bank.overrides.length).toBe(PROFILES['ob-uk-3.3']?.overrides.length);
  });
});

describe('a wrong profile', () => {
  it.each([
    ['is no object', [], 'the profile is not an object'],
    ['extends what there is none of', { ...BANK, extends: 'ob-uk-9' }, 'extends'],
    ['has no id', { ...BANK, id: undefined }, 'id is missing'],
    ['takes the id of a built-in one', { ...BANK, id: 'ob-uk-3.3' }, 'is a built-in profile'],
    ['has a member that nobody knows', { ...BANK, colour: 'red' }, 'colour'],
    [
      'has a value of the wrong type',
      { ...BANK, request: { mediaTypes: 'x' } },
      'request.mediaTypes',
    ],
    [
      'has an override without a reason',
      { ...BANK, overrides: [{ requirement: 'RFC7519-4.1.3-1' }] },
      'overrides',
    ],
    [
      'names a requirement there is none of',
      { ...BANK, request: { claims: { aud: { clauses: { absent: 'BANK-1' } } } } },
      'request.aud.clauses.absent',
    ],
    [
      'uses a placeholder there is none of',
      { ...BANK, request: { values: { aud: '{nobody}' } } },
      '{nobody}',
    ],
    [
      'has a pattern that is no regular expression',
      { ...BANK, request: { claims: { aud: { pattern: '(' } } } },
      'request.claims.aud.pattern',
    ],
  ])('that %s is refused with the place', (_what, value, place) => {
    expect(() => read(value)).toThrow(UsageError);
    expect(() => read(value)).toThrow(place);
  });
});
