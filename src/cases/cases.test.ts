import { describe, expect, it } from 'vitest';
import type { StimulusCase } from '../model/case.ts';
import { PROFILES } from '../profiles/index.ts';
import { casesFor, stimulusCases } from './index.ts';

function idsOf(cases: readonly { readonly id: string }[]): readonly string[] {
  return cases.map(({ id }) => id);
}

describe.each(Object.values(PROFILES))('the cases of $id', (profile) => {
  const all = casesFor(profile);

  it('have ids of their own', () => {
    const ids = idsOf(all);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('are named by their area and a slug', () => {
    const odd = all.filter(
      ({ id, area }) => !new RegExp(`^${area}/[a-z0-9]+(-[a-z0-9]+)*$`).test(id),
    );
    expect(idsOf(odd)).toEqual([]);
  });

  it('have titles of their own', () => {
    const titles = all.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe.each(Object.values(PROFILES))('the cases of one request of $id', (profile) => {
  const STIMULUS_CASES = stimulusCases(profile);
  const ofKind = (kind: StimulusCase['kind']): readonly StimulusCase[] =>
    STIMULUS_CASES.filter((entry) => entry.kind === kind);

  it('send a defect where a refusal is expected', () => {
    const without = ofKind('negative').filter(({ mutation }) => mutation === undefined);
    expect(idsOf(without)).toEqual([]);
  });

  it('send no defect where acceptance is expected', () => {
    const defective = ofKind('positive').filter(({ mutation }) => mutation !== undefined);
    expect(idsOf(defective)).toEqual([]);
  });

  it('put the requirement first that a wrong acceptance breaks', () => {
    const others = ofKind('negative').filter(
      ({ mutation, requirements }) => mutation?.breaks[0] !== requirements[0],
    );
    expect(idsOf(others)).toEqual([]);
  });

  it('hold no probe against a server that accepts it', () => {
    const judged = ofKind('probe').filter(({ expect: { outcome } }) => outcome !== 'either');
    expect(idsOf(judged)).toEqual([]);
  });

  it('ask for PUT where they update', () => {
    const updates = STIMULUS_CASES.filter(({ operation }) => operation === 'put');
    const silent = updates.filter(({ needs }) => needs?.includes('put') !== true);
    expect([updates.length > 0, idsOf(silent)]).toEqual([true, []]);
  });

  it('say of each update what they say of the registration', () => {
    const posts = new Set(
      STIMULUS_CASES.filter(({ operation }) => operation === 'post').map(
        ({ mutation }) => mutation?.id,
      ),
    );
    const alone = STIMULUS_CASES.filter(
      ({ operation, mutation }) => operation === 'put' && !posts.has(mutation?.id),
    );
    expect(idsOf(alone)).toEqual([]);
  });
});
