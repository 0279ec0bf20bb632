import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BaselineEntry } from '../../model/baseline.ts';
import type { CaseResult } from '../../model/report.ts';
import { reportText } from '../../report/json.ts';
import { failure, report, result } from '../../report/testing/sample-report.ts';
import { readBaseline } from '../baseline-file.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';
const FILE = 'dcr.baseline.json';
const KNOWN = 'claims/request-aud-absent';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-baseline-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function update(results: readonly CaseResult[], ...argv: readonly string[]) {
  await writeFile(join(dir, 'report.json'), reportText(report(results)));
  const io = fakeIo(dir);
  const code = await main(['baseline', 'update', 'report.json', ...argv], io);
  return { code, out: io.out(), err: io.err() };
}

const say = ['--reason=agreed with the bank', '--owner=platform', '--expires=2099-12-31'];
const entries = () => readBaseline(FILE, dir);

function entry(overrides: Partial<BaselineEntry> = {}): BaselineEntry {
  return {
    caseId: KNOWN,
    profile: 'ob-uk-3.3',
    reason: 'ours',
    owner: 'me',
    expires: '2099-01-01',
    ...overrides,
  };
}

async function have(list: readonly unknown[], more: object = {}): Promise<void> {
  const baseline = { ...more, schemaVersion: '1.0', entries: list };
  await writeFile(join(dir, FILE), JSON.stringify(baseline));
}

describe('baseline update', () => {
  it('writes an entry for each check that fails', async () => {
    const { code, out } = await update([failure({ caseId: KNOWN }), result()], ...say);
    expect(code).toBe(0);
    expect(await entries()).toEqual([
      {
        caseId: KNOWN,
        check: 'refusal.status',
        profile: 'ob-uk-3.3',
        reason: 'agreed with the bank',
        owner: 'platform',
        expires: '2099-12-31',
      },
    ]);
    expect(out).toBe(`+ ${KNOWN} (refusal.status)\n${FILE}: 1 entry, 1 added, 0 removed\n`);
  });

  it('keeps what was said about what still fails', async () => {
    await have([entry()]);
    expect((await update([failure({ caseId: KNOWN })])).code).toBe(0);
    expect(await entries()).toEqual([entry()]);
  });

  it('takes out what passes now', async () => {
    await have([entry()]);
    const { out } = await update([result({ caseId: KNOWN })]);
    expect(await entries()).toEqual([]);
    expect(out).toContain(`- ${KNOWN}`);
  });

  it('takes out what is about a case that there is not', async () => {
    await have([entry({ caseId: 'claims/no-such-case' })]);
    await update([result()]);
    expect(await entries()).toEqual([]);
  });

  it('leaves an expired entry to be agreed on again', async () => {
    await have([entry({ expires: '2020-01-01' })]);
    const { out } = await update([failure({ caseId: KNOWN })]);
    expect(out).toContain(`! ${KNOWN} has expired: 2020-01-01`);
    expect(await entries()).toEqual([entry({ expires: '2020-01-01' })]);
  });

  it('tells of what it cannot excuse', async () => {
    const { out } = await update([result({ verdict: 'inconclusive' })]);
    expect(out).toContain('1 case is inconclusive or in error');
  });

  it('keeps the schema that the file names for editors', async () => {
    await have([], { $schema: 'docs/baseline.schema.json' });
    await update([failure({ caseId: KNOWN })], ...say);
    expect(JSON.parse(await readFile(join(dir, FILE), 'utf8'))).toMatchObject({
      $schema: 'docs/baseline.schema.json',
    });
  });

  it('writes the file that --baseline names', async () => {
    await update([failure({ caseId: KNOWN })], ...say, '--baseline=bank.json');
    expect(await readBaseline('bank.json', dir)).toHaveLength(1);
  });

  it.each([
    ['nothing said', [], /1 new entry needs --reason, --owner, --expires/],
    ['no day', ['--reason=r', '--owner=o'], /1 new entry needs --expires/],
    ['a day that is over', ['--reason=r', '--owner=o', '--expires=2020-01-01'], /is over already/],
    ['no day of any year', ['--expires=2027-02-30'], /--expires is no day/],
    ['an empty reason', ['--reason=', '--owner=o', '--expires=2099-01-01'], /--reason is empty/],
  ])('refuses new entries with %s, and writes nothing', async (_what, argv, error) => {
    const { code, err } = await update([failure({ caseId: KNOWN })], ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(error) });
    await expect(entries()).rejects.toThrow('does not exist');
  });

  it.each([
    [['baseline'], /baseline needs a command/],
    [['baseline', 'updat'], /baseline updat is no command – did you mean update\?/],
    [['baseline', 'update', 'a', 'b'], /takes one report/],
    [['baseline', 'update', 'none'], /there is no report at none/],
  ])('%s is wrong usage', async (argv, error) => {
    const io = fakeIo(dir);
    const code = await main(argv, io);
    expect({ code, err: io.err() }).toEqual({ code: 2, err: expect.stringMatching(error) });
  });
});

describe('a baseline file', () => {
  it.each<[what: string, list: readonly unknown[], error: RegExp]>([
    ['an entry without a reason', [{ ...entry(), reason: '' }], /entries\[0\]\.reason/],
    ['an entry without an owner', [{ ...entry(), owner: undefined }], /entries\[0\]\.owner/],
    ['a date that is none', [entry({ expires: '31.1.2027' })], /entries\[0\]\.expires/],
    ['a member that there is not', [{ ...entry(), ticket: 1 }], /entries\[0\].*ticket/],
    ['the same entry twice', [entry(), entry({ reason: 'x' })], /two entries for claims/],
  ])('with %s is refused before the run', async (_what, list, error) => {
    await have(list);
    const io = fakeIo(dir);
    const code = await main(['run', `--baseline=${FILE}`], io);
    expect({ code, err: io.err(), out: io.out() }).toEqual({
      code: 2,
      err: expect.stringMatching(error),
      out: '',
    });
    expect(io.err()).toMatch(/^[^\n]+\n$/);
  });

  it('that is not there is refused before the run', async () => {
    const io = fakeIo(dir);
    const code = await main(['run', '--baseline=none.json'], io);
    expect({ code, err: io.err() }).toEqual({
      code: 2,
      err: expect.stringMatching(/baseline none\.json does not exist/),
    });
  });
});
