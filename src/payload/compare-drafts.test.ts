import { describe, expect, it } from 'vitest';
import type { Draft } from '../model/draft.ts';
import { compareDrafts } from './compare-drafts.ts';

function draftWith(claims: Draft['request']['claims']): Draft {
  const jwt = { header: {}, claims: {}, signature: { kind: 'none' } } as const;
  return { softwareId: 's', ssa: jwt, request: { ...jwt, claims } };
}

describe('the difference of two drafts', () => {
  it.each(['constructor', 'toString'])('has a claim called %s, as everything is', (name) => {
    expect(compareDrafts(draftWith({}), draftWith({ [name]: 1 }))).toEqual([
      { path: `request.claims.${name}`, after: 1 },
    ]);
  });
});
