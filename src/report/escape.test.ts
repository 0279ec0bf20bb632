import { describe, expect, it } from 'vitest';
import { brief, escapeTerminal, shorten } from './escape.ts';

describe('escapeTerminal', () => {
  it.each([
    ['an ANSI colour', '\u001b[31mred', '\\x1b[31mred'],
    ['a C1 control sequence introducer', '\u009b2J', '\\x9b2J'],
    ['a line break', 'a\r\nb', 'a\\r\\nb'],
    ['a bidirectional override', 'a\u202eb', 'a\\u202eb'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a logging command of Azure Pipelines', '##vso[task.x]y', '#\\x23vso[task.x]y'],
    ['an old logging command of GitHub', 'a ##[error]b', 'a #\\x23[error]b'],
    ['a bell and a delete', '\u0007\u007f', '\\x07\\x7f'],
  ])('spells out %s', (_name, text, expected) => {
    expect(escapeTerminal(text)).toBe(expected);
  });

  it('keeps ordinary text in any script', () => {
    expect(escapeTerminal('Zürich 銀行 😀 §5')).toBe('Zürich 銀行 😀 §5');
  });
});

describe('shorten', () => {
  it('leaves text that fits', () => {
    expect(shorten('abc', 3)).toBe('abc');
  });

  it('does not split a surrogate pair', () => {
    expect(shorten('ab😀cd', 4)).toBe('ab…');
  });
});

describe('brief', () => {
  it('names what is absent', () => {
    expect(brief(undefined)).toBe('absent');
  });

  it('keeps text apart from numbers', () => {
    expect([brief('1'), brief(1)]).toEqual(['"1"', '1']);
  });
});
