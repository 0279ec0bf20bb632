import { describe, expect, it } from 'vitest';
import { readJson, writeJson } from './json.ts';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('readJson', () => {
  it.each([
    ['an object', '{"a":[1,null,"x"]}', { a: [1, null, 'x'] }],
    ['brackets inside strings', `{"a":"${'['.repeat(100)}"}`, { a: '['.repeat(100) }],
    [
      'an escaped quote before brackets',
      `{"a":"\\"${'{'.repeat(100)}"}`,
      { a: `"${'{'.repeat(100)}` },
    ],
    ['a backslash at the end of a string', '["\\\\",[]]', ['\\', []]],
    ['many shallow arrays', `[${'[],'.repeat(1000)}0]`, [...Array(1000).fill([]), 0]],
  ])('reads %s', (_what, text, value) => {
    expect(readJson(text)).toEqual(value);
  });

  it.each([
    ['text that is no JSON', '<html>'],
    ['a string that does not end', '{"a":"b'],
    ['arrays nested 65 deep', nested(65)],
    ['half a million nested arrays', nested(500_000)],
    ['nesting behind a string', `{"a":"\\\\","b":${nested(100)}}`],
  ])('takes %s for no JSON', (_what, text) => {
    expect(readJson(text)).toBeUndefined();
  });

  it('reads arrays nested 64 deep', () => {
    expect(JSON.stringify(readJson(nested(64)))).toBe(nested(64));
  });
});

describe('writeJson', () => {
  const value = { a: 'x\u001b\u007f\u009b2J\u202e\u2028\ud800 Zürich 😀' };

  it('leaves nothing that a terminal acts on', () => {
    expect(writeJson(value)).toMatch(/^[\x20-\x7eü\ud83d\ude00]+$/u);
  });

  it('keeps the value', () => {
    expect(JSON.parse(writeJson(value, 2))).toEqual(value);
  });
});
