import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles/index.ts';
import { registrationRules } from '../rules/registration-rules.ts';
import { ruleAdvice } from './rule-advice.ts';

/** Rules about a claim of the tables are advised from the tables; the key set is not judged offline. */
const OTHERWISE = /^(request|ssa)\.claims\.|^request\.jwks\.available$/;

describe.each(Object.values(PROFILES))('every rule of $id', (profile) => {
  const rules = registrationRules(profile).filter(({ id }) => !OTHERWISE.test(id));

  it.each(rules.map(({ id }) => id))('%s has a place, an expectation and a repair', (id) => {
    const advice = ruleAdvice(id, profile);
    expect(advice).not.toBeNull();
    expect(advice?.expected).not.toBe('');
    expect(advice?.fix).toMatch(/\.$/);
  });
});
