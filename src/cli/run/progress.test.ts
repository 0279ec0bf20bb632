import { describe, expect, it } from 'vitest';
import { failure, result } from '../../report/testing/sample-report.ts';
import { createProgress } from './progress.ts';

interface Setup {
  readonly isTTY: boolean;
  readonly quiet?: boolean;
  /** Milliseconds between two cases. */
  readonly step: number;
}

function shown({ isTTY, quiet = false, step }: Setup): string {
  let text = '';
  let clock = 0;
  const write = (part: string) => {
    text += part;
  };
  const output = { write, isTTY, columns: 60 };
  const progress = createProgress(output, { quiet, color: false, now: () => clock });
  for (const [index, each] of [result(), failure(), result()].entries()) {
    clock += step;
    progress.on({ type: 'case-end', result: each, done: index + 1, of: 3 });
  }
  progress.end();
  return text;
}

describe('progress', () => {
  it('writes over one line on a terminal and takes it away', () => {
    expect(shown({ isTTY: true, step: 100 })).toBe(
      [
        '\r\u001b[2K1/3  claims/valid',
        '\r\u001b[2K2/3 · 1 fail  claims/aud-absent',
        '\r\u001b[2K3/3 · 1 fail  claims/valid',
        '\r\u001b[2K',
      ].join(''),
    );
  });

  it('does not write for every case of a fast run', () => {
    expect(shown({ isTTY: true, step: 1 })).toBe('\r\u001b[2K');
  });

  it('says nothing in the log of a short run', () => {
    expect(shown({ isTTY: false, step: 100 })).toBe('');
  });

  it('shows in a log that a long run is alive', () => {
    expect(shown({ isTTY: false, step: 6000 })).toBe('2 of 3 cases · 1 fail\n');
  });

  it('says nothing when quiet', () => {
    expect(shown({ isTTY: true, quiet: true, step: 100 })).toBe('');
  });
});
