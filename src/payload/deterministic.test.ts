import { describe, expect, it } from 'vitest';
import { deterministicUuid, draftIds } from './deterministic.ts';

describe('deterministic identifiers', () => {
  it('is a UUID of version 4 in form', () => {
    expect(deterministicUuid('a', 'b')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('is the same for the same parts', () => {
    expect(deterministicUuid('seed', 'run')).toBe(deterministicUuid('seed', 'run'));
  });

  it('keeps parts apart', () => {
    expect(deterministicUuid('ab', 'c')).not.toBe(deterministicUuid('a', 'bc'));
  });

  it('names software by 22 base62 characters', () => {
    expect(draftIds('base62', 'seed', 'run').softwareId).toMatch(/^[0-9A-Za-z]{22}$/);
  });

  it('gives the tokens of one draft different identifiers', () => {
    const { ssaJti, requestJti } = draftIds('base62', 'seed', 'run', 'case', 'label');
    expect(ssaJti).not.toBe(requestJti);
  });
});
