import { describe, expect, it } from 'vitest';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { rfc7591 } from '../profiles/rfc7591.ts';
import { mutationFinder } from './named.ts';

const find = mutationFinder(obUk33);

describe('the mutation that an id names', () => {
  it('is that of the catalogue', () => {
    expect(find('request.claims.aud.absent')?.breaks).toContain('OBUK-aud-1');
  });

  it.each([
    ['request.claims.aud={"a":[1]}', 'request.claims.aud.type-object'],
    ['request.claims.exp="soon"', 'request.claims.exp.type-digits'],
    ['ssa.claims.software_redirect_uris="x"', 'ssa.claims.software_redirect_uris.type-string'],
  ])('is a defect where the claim must not have the type: %s breaks what %s does', (id, known) => {
    const found = find(id);
    expect(found?.outcome).toBe('refused');
    expect(found?.breaks).toEqual(find(known)?.breaks);
  });

  it.each(['request.claims.aud="another"', 'request.claims.aud=[1]', 'ssa.claims.toString=7'])(
    'is a probe where no clause speaks of the value: %s',
    (id) => {
      expect(find(id)?.outcome).toBe('either');
    },
  );

  it('changes one character of the part that it names', () => {
    const found = find('request.token.signature-character-500');
    if (found?.stage !== 'token') throw new Error('not a mutation of the token');
    const [header, claims, signature = ''] = found.apply('abc.def.ghijklm').split('.');
    expect([header, claims]).toEqual(['abc', 'def']);
    expect([...signature].filter((letter, at) => letter !== 'ghijklm'[at])).toHaveLength(1);
  });

  it('stands on a statement where most requests have none', () => {
    const found = mutationFinder(rfc7591)('ssa.token.claims-character-1');
    expect(found?.base?.length).toBeGreaterThan(0);
  });

  it.each([
    'request.claims.aud=x',
    'request.claims.aud',
    'request.token.signature-character-1000',
    'x.y=1',
  ])('is none for %s', (id) => {
    expect(find(id)).toBeNull();
  });
});
