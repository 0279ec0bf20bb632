import { describe, expect, it } from 'vitest';
import { fillTemplate } from './template.ts';

const FACTS = { now: 1000, list: ['a', 'b'], name: 'x' };

describe('a value of a profile', () => {
  it.each([
    ['is taken as it is without a placeholder', 'plain', 'plain'],
    ['becomes the fact itself, of whatever type', '{list}', ['a', 'b']],
    ['counts seconds on from a time', '{now+300}', 1300],
    ['counts seconds back from a time', '{now-300}', 700],
    ['holds facts inside of text', 'https://{name}.example/{now}', 'https://x.example/1000'],
    ['is filled in inside of lists and objects', { a: ['{name}'] }, { a: ['x'] }],
    ['may be no text at all', 7, 7],
  ])('%s', (_what, value, expected) => {
    expect(fillTemplate({ value }, FACTS)).toEqual({ value: expected });
  });

  it('cannot speak of a fact there is none of', () => {
    expect(() => fillTemplate({ value: '{nothing}' }, FACTS)).toThrow('{nothing}');
  });
});
