import { describe, expect, it } from 'vitest';
import type { ClaimSpec } from '../model/profile.ts';
import { emptyValue, tooLong, tooLongToList, wrongTypes } from './wrong-values.ts';

function spec(changes: Partial<ClaimSpec>): ClaimSpec {
  return {
    type: 'string',
    presence: 'required',
    clauses: {},
    situation: 'request-claims',
    ...changes,
  };
}

function jsonType(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

describe('values of a wrong type', () => {
  it.each([
    ['string', 'right'],
    ['integer', 1_800_000_000],
    ['boolean', false],
    ['object', { a: 1 }],
  ] as const)('are never of type %s where that is right', (type, right) => {
    const types = wrongTypes(spec({ type })).map((value) => jsonType(value.make(right)));
    expect(types).not.toContain(jsonType(right));
  });

  it('write a time as digits and as a date', () => {
    const texts = wrongTypes(spec({ type: 'integer' })).map((value) => value.make(1_800_000_000));
    expect(texts).toEqual(['1800000000', '2027-01-15T08:00:00.000Z', true]);
  });

  it('put an element of another type beside the right ones', () => {
    const values = wrongTypes(spec({ type: 'array' })).map((value) => value.make(['a']));
    expect(values).toContainEqual(['a', 1]);
  });
});

describe('values that are too long', () => {
  it('have one character more than allowed', () => {
    expect(tooLong(spec({ maxLength: 22 }))?.make('abc')).toHaveLength(23);
  });

  it('are legal tokens in a scope', () => {
    const scope = String(
      tooLong(spec({ maxLength: 40, format: 'scope' }))?.make('openid accounts'),
    );
    expect([scope.length > 40, new Set(scope.split(' '))]).toEqual([
      true,
      new Set(['openid', 'accounts']),
    ]);
  });

  it.each([{ values: ['a'], maxLength: 5 }, { type: 'array' as const, maxLength: 5 }, {}])(
    'do not exist for %o',
    (changes) => {
      expect(tooLong(spec(changes))).toBeNull();
    },
  );
});

describe('values that are too long for a list of values', () => {
  it.each([5, 40])('have one character more than %i', (maxLength) => {
    expect(tooLongToList(spec({ maxLength, values: ['a'] }))).toHaveLength(maxLength + 1);
  });

  it.each([
    { maxLength: 5 },
    { values: ['a'] },
    { maxLength: 5, values: ['a'], format: 'scope' as const },
  ])('do not exist for %o', (changes) => {
    expect(tooLongToList(spec(changes))).toBeNull();
  });
});

describe('the empty value', () => {
  it.each([
    ['string', ''],
    ['array', []],
    ['object', {}],
    ['integer', null],
  ] as const)('of type %s', (type, value) => {
    expect(emptyValue(spec({ type }))).toEqual(value);
  });
});
