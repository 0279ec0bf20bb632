import { describe, expect, it } from 'vitest';
import { TargetError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import type { CaseResult } from '../../model/report.ts';
import type { RunEvent, Session } from '../../model/session.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { failure, report, result } from '../../report/testing/sample-report.ts';
import { type FakeIo, fakeIo } from '../testing/fake-io.ts';
import { conduct } from './conduct.ts';
import type { OpenRun } from './open-run.ts';

const OPTIONS = {
  profile: obUk33,
  out: 'reports',
  reporters: ['console', 'json'],
  quiet: false,
  color: null,
} as unknown as RunOptions;

interface Fake {
  readonly open: () => Promise<OpenRun>;
  readonly aborts: string[];
  closed(): boolean;
}

function fakeRun(results: readonly CaseResult[], during: () => void = () => undefined): Fake {
  const aborts: string[] = [];
  let closed = false;
  const session = {
    target: { kind: 'remote', url: 'https://bank.example/register' },
    plan: [],
    async run(onEvent?: (event: RunEvent) => void) {
      during();
      results.forEach((each, index) => {
        onEvent?.({ type: 'case-end', result: each, done: index + 1, of: results.length });
      });
      return report(results);
    },
    abort: (reason: string) => aborts.push(reason),
  } as unknown as Session;
  const close = async () => {
    closed = true;
  };
  return { open: async () => ({ session, close }), aborts, closed: () => closed };
}

async function lines(io: FakeIo, fake: Fake): Promise<readonly string[]> {
  await conduct(OPTIONS, io, fake.open);
  return io.out().trimEnd().split('\n');
}

describe('a run', () => {
  it('ends with the exit code of its report', async () => {
    expect(await conduct(OPTIONS, fakeIo('.'), fakeRun([failure()]).open)).toBe(1);
  });

  it('names the target in the first and in the last line', async () => {
    const all = await lines(fakeIo('.'), fakeRun([result()]));
    expect([all[0], all.at(-1)]).toEqual([
      expect.stringContaining('https://bank.example/register'),
      expect.stringContaining('https://bank.example/register'),
    ]);
  });

  it('says its first line once', async () => {
    const all = await lines(fakeIo('.'), fakeRun([result()]));
    expect(all.filter((line) => line.startsWith('dcr-conformance '))).toHaveLength(1);
  });

  it('closes what it opened', async () => {
    const fake = fakeRun([result()]);
    await conduct(OPTIONS, fakeIo('.'), fake.open);
    expect(fake.closed()).toBe(true);
  });

  it('prints nothing when it cannot be opened', async () => {
    const io = fakeIo('.');
    const open = () => Promise.reject(new TargetError('unreachable', 'check the host'));
    await expect(conduct(OPTIONS, io, open)).rejects.toThrow('unreachable');
    expect(io.out()).toBe('');
  });

  it('tells a skin each result and then the report', async () => {
    const told: string[] = [];
    await conduct(OPTIONS, fakeIo('.'), fakeRun([result(), failure()]).open, {
      onOpen: () => told.push('open'),
      onResult: ({ caseId }) => told.push(caseId),
      onReport: async () => void told.push('report'),
    });
    expect(told).toEqual(['open', 'claims/valid', 'claims/aud-absent', 'report']);
  });
});

describe('Ctrl-C', () => {
  it('stops the run and lets it end', async () => {
    const io = fakeIo('.');
    const fake = fakeRun([result()], () => io.signal('SIGINT'));
    await conduct(OPTIONS, io, fake.open);
    expect({ aborts: fake.aborts, exits: io.exits }).toEqual({
      aborts: ['interrupted by SIGINT'],
      exits: [],
    });
  });

  it('ends the process the second time', async () => {
    const io = fakeIo('.');
    const fake = fakeRun([result()], () => {
      io.signal('SIGINT');
      io.signal('SIGINT');
    });
    await conduct(OPTIONS, io, fake.open);
    expect(io.exits).toEqual([130]);
  });

  it('stops a run that was still being opened', async () => {
    const io = fakeIo('.');
    const fake = fakeRun([result()]);
    const open = () => {
      io.signal('SIGTERM');
      return fake.open();
    };
    await conduct(OPTIONS, io, open);
    expect(fake.aborts).toEqual(['interrupted by SIGTERM']);
  });
});
