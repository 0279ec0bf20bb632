import { describe, expect, it } from 'vitest';
import type { StimulusCase } from '../model/case.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { CASES, stimulusCases } from './index.ts';

const STIMULUS_CASES = stimulusCases(obUk33);

function idsOf(cases: readonly { readonly id: string }[]): readonly string[] {
  return cases.map(({ id }) => id);
}

const ofKind = (kind: StimulusCase['kind']): readonly StimulusCase[] =>
  STIMULUS_CASES.filter((entry) => entry.kind === kind);

describe('the cases', () => {
  it('have ids of their own', () => {
    const ids = idsOf(CASES);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('are named by their area and a slug', () => {
    const odd = CASES.filter(
      ({ id, area }) => !new RegExp(`^${area}/[a-z0-9]+(-[a-z0-9]+)*$`).test(id),
    );
    expect(idsOf(odd)).toEqual([]);
  });

  it('have titles of their own', () => {
    const titles = CASES.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('name every requirement of the profile that leaves a trace', () => {
    const named = new Set<string>(CASES.flatMap(({ requirements }) => requirements));
    const missing = Object.values(REQUIREMENTS).filter(
      ({ id, profiles, unobservable }) =>
        profiles.includes(obUk33.id) && unobservable === undefined && !named.has(id),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});

describe('the cases of one request', () => {
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
