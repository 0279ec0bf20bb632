import { describe, expect, it } from 'vitest';
import { parseLedger } from './parse.ts';
import { about, intent, RUN, registered } from './testing/entries.ts';

const ENTRIES = [RUN, intent('a'), registered('a', 'c'), about('deleted', 'c')];
const TEXT = ENTRIES.map((entry) => `${JSON.stringify(entry)}\n`).join('');

describe('a ledger', () => {
  it('is read as it was written', () => {
    expect(parseLedger(TEXT)).toEqual({ entries: ENTRIES, unreadable: 0 });
  });

  it('keeps its whole lines wherever a kill cuts it', () => {
    for (let length = 0; length <= TEXT.length; length += 1) {
      const { entries } = parseLedger(TEXT.slice(0, length));
      const whole = TEXT.slice(0, length).split('\n').length - 1;
      expect(entries.slice(0, whole)).toEqual(ENTRIES.slice(0, whole));
      expect(entries.length - whole).toBeLessThanOrEqual(1);
    }
  });

  it('goes on after a line that was cut short', () => {
    const cut = `${TEXT.slice(0, -20)}\n${JSON.stringify(about('deleting', 'c'))}\n`;
    expect(parseLedger(cut)).toEqual({
      entries: [...ENTRIES.slice(0, -1), about('deleting', 'c')],
      unreadable: 1,
    });
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no object', '[1]'],
    ['no event of ours', '{"event":"other","at":"2026"}'],
    ['no event by inheritance', '{"event":"toString","at":"2026"}'],
    ['a client without its id', '{"event":"deleted","at":"2026"}'],
    ['a run without its holder', JSON.stringify({ ...RUN, holder: null })],
  ])('says how many lines are %s', (_what, line) => {
    expect(parseLedger(`${line}\n${TEXT}`)).toEqual({ entries: ENTRIES, unreadable: 1 });
  });
});
