import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines.ts';

const lines = (text: string) => jsonLines(text).map((line) => line.text);

describe('JSON as lines', () => {
  it.each([
    [{ a: 1, b: ['x', { c: null }], d: {}, e: [], f: 'q"\\ {[,:' }],
    [[]],
    [{}],
    [[1, [2, [3]]]],
    ['text'],
    [-1.5e3],
  ])('are those of JSON.stringify: %j', (value) => {
    const written = JSON.stringify(value, null, 2).split('\n');
    expect(lines(JSON.stringify(value))).toEqual(written);
    expect(lines(JSON.stringify(value, null, 7))).toEqual(written);
  });

  it('keep a member that occurs twice, and a number as it was written', () => {
    expect(lines('{"aud":"a","aud":1.0e0}')).toEqual(['{', '  "aud": "a",', '  "aud": 1.0e0', '}']);
  });

  it('know the outermost member that they belong to', () => {
    const found = jsonLines('{"a":[{"b":1}],"c\\u0064":2}').map(({ text, member }) => [
      text.trim(),
      member,
    ]);
    expect(found).toEqual([
      ['{', null],
      ['"a": [', 'a'],
      ['{', 'a'],
      ['"b": 1', 'a'],
      ['}', 'a'],
      ['],', 'a'],
      [String.raw`"c\u0064": 2`, 'cd'],
      ['}', null],
    ]);
  });

  it('stay as wide as a page where an attacker nests', () => {
    const deep = lines('['.repeat(100_000));
    expect(Math.max(...deep.map((line) => line.length))).toBeLessThan(200);
  });

  it.each(['{"a":', '"open', ']]}}', '{"a" 1 2', '\\', '}{', ''])(
    'never end in an error: %s',
    (text) => {
      expect(lines(text).join('').replace(/\s/g, '').length).toBeLessThanOrEqual(text.length);
    },
  );
});
