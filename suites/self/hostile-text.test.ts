/** What a target writes is text and nothing else: not for a terminal, not for a CI system, not for a browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { showError } from '../../src/cli/show-error.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { compareRuns } from '../../src/report/diff/compare.ts';
import { DIFF_REPORTERS } from '../../src/report/diff/index.ts';
import { unpackDetails } from '../../src/report/html/testing/unpack.ts';
import { REPORTERS } from '../../src/report/index.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { toOutcome } from '../../src/vitest/outcome.ts';
import * as media from './hostile/media.ts';
import { type Ended, runHostile } from './hostile/run.ts';
import { startHostile } from './hostile/start.ts';
import { MARKER, STRINGS } from './hostile/strings.ts';
import { trustMaterial } from './run-against.ts';
import { FULL } from './sample.ts';
import { startProcess } from './testing/start-process.ts';

interface Told extends Ended {
  readonly name: string;
}

const told: Told[] = [];

beforeAll(async () => {
  const trust = await trustMaterial();
  for (const hostile of STRINGS) {
    for (const later of [false, true]) {
      const server = await startHostile(hostile, later);
      try {
        const ended = await runHostile({ trust, target: server.url });
        told.push({ ...ended, name: `${hostile.name}${later ? ', after calibration' : ''}` });
      } finally {
        await server.close();
      }
    }
  }
});

/** What is wrong in any of the runs, with the name of the run. */
function complaints(inspect: media.Inspect, texts: (run: Told) => readonly string[]): string[] {
  return told.flatMap((run) =>
    texts(run).flatMap((text) => inspect(text).map((complaint) => `${run.name}: ${complaint}`)),
  );
}

const parsed = ({ report }: Told) => reportSchema.parse(JSON.parse(report));

describe('hostile text', () => {
  it('is in all reports', () => {
    expect(told.map(({ report }) => report.includes(MARKER))).toEqual(told.map(() => true));
  });

  it('does no harm in report.json and run.jsonl', () => {
    expect(complaints(media.json, ({ report }) => [report])).toEqual([]);
    expect(complaints(media.json, ({ lines }) => lines.trim().split('\n'))).toEqual([]);
  });

  it.each(
    REPORTERS.flatMap((reporter) => [
      { name: reporter.name, reporter, color: false, quiet: false },
      { name: `${reporter.name} in colour`, reporter, color: true, quiet: true },
    ]),
  )('does no harm in what the reporter writes: $name', ({ reporter, color, quiet }) => {
    const context = { color, quiet, out: 'reports', headline: true };
    const render = (run: Told) => {
      const text = reporter.render(parsed(run), context);
      return [text, ...(reporter.name === 'html' ? unpackDetails(text) : [])];
    };
    expect(complaints(media.inspectorOf(reporter), render)).toEqual([]);
  });

  it.each(DIFF_REPORTERS)('does no harm in a comparison: $name', ({ name, file, render }) => {
    const [first] = told;
    if (first === undefined) throw new Error('no run was told of');
    const texts = (run: Told) => {
      const text = render(compareRuns(parsed(first), parsed(run)), { color: true, quiet: false });
      return [text, ...(name === 'html' ? unpackDetails(text) : [])];
    };
    expect(complaints(media.inspectorOf({ name, file }), texts)).toEqual([]);
  });

  it('does no harm in the messages of tests', () => {
    const messages = (run: Told) => parsed(run).results.map((result) => toOutcome(result).message);
    expect(complaints(media.terminal, messages)).toEqual([]);
  });

  it.each([false, true])('does no harm in an error, with debug: %s', (debug) => {
    const shown = ({ error }: Told): string[] => {
      const io = fakeIo('.');
      if (error !== null) showError(error, io, debug);
      return [io.out(), io.err()];
    };
    expect(told.filter(({ error }) => error !== null).length).toBeGreaterThan(0);
    expect(complaints(media.terminal, shown)).toEqual([]);
  });

  it('cannot leave its word in a curl line', () => {
    // Outside of single quotes, where a shell reads only our own words and variables.
    const outside = (line: string) => line.replace(/'[^']*'|\\'/g, '');
    const lines = (run: Told) =>
      parsed(run).results.flatMap(({ exchanges }) => exchanges.map(({ curl }) => outside(curl)));
    const inspect = (text: string) => (text.includes(MARKER) ? [text.slice(0, 200)] : []);
    expect(complaints(inspect, lines)).toEqual([]);
  });
});

/** Processes take seconds; the daily run does with the server that spoils most strings. */
const SHOWN = FULL ? STRINGS : STRINGS.slice(0, 1);

describe('hostile text in the terminal', () => {
  it.each(SHOWN)('does no harm in doctor, run and cleanup: $name', async (hostile) => {
    const dir = await mkdtemp(join(tmpdir(), 'dcr-text-'));
    const server = await startHostile(hostile, false);
    try {
      await startProcess('cli', ['keys'], dir).finished;
      for (const command of ['doctor', 'run', 'cleanup']) {
        const only = command === 'run' ? ['--only=registration/full,management/delete-twice'] : [];
        const to = command === 'cleanup' ? [] : [`--target=${server.url}`];
        const { out, err } = await startProcess('cli', [command, ...to, ...only], dir).finished;
        expect(out.length + err.length).toBeGreaterThan(0);
        expect([out, err].flatMap(media.terminal), command).toEqual([]);
      }
    } finally {
      await server.close();
      await rm(dir, { recursive: true });
    }
  });

  const left = STRINGS.filter((hostile) => !SHOWN.includes(hostile));
  if (left.length > 0) {
    console.log(`left to --full, in the terminal: ${left.map(({ name }) => name).join(', ')}`);
  }
});

describe('an inspector', () => {
  it.each<[string, media.Inspect, string]>([
    ['a colour of a target', media.terminal, 'a\u001b]0;x\u0007'],
    ['an order to GitHub', media.terminal, 'a\n  ::error::b'],
    ['an order to Azure', media.terminal, 'x ##vso[task]'],
    ['a C1 control in JSON', media.json, '"\u009b"'],
    ['a tag', media.html, `<p><${MARKER}>`],
    ['a link to a script', media.html, '<a href="javascript:x">'],
    ['a tag that is not closed', media.xml, '<a><b></a>'],
    ['a bare ampersand', media.xml, '<a>&x;</a>'],
    ['a control character in XML', media.xml, '<a>\u0001</a>'],
    ['a quote inside an attribute', media.xml, '<a b="c"d"/>'],
    ['a formula', media.csv, 'a,"=1+1"\n'],
    ['a tag in Markdown', media.markdown, `a <${MARKER}>`],
    ['a link in Markdown', media.markdown, '[a](javascript:b)'],
    ['an order among annotations', media.annotations, `::error::a\n::error title=${MARKER}::b`],
  ])('sees %s', (_what, inspect, text) => {
    expect(inspect(text)).not.toEqual([]);
  });

  it.each<[string, media.Inspect, string]>([
    ['our own colours', media.terminal, '\u001b[31mfail\u001b[39m\n'],
    ['escaped text', media.html, `<p>&lt;${MARKER}&gt;`],
    ['a document', media.xml, '<?xml version="1.0"?>\n<a b="c &amp; d"><![CDATA[<x>]]><e/></a>\n'],
    ['numbers and quotes', media.csv, 'a,-1,"b ""c"" =d"\n'],
    ['code', media.markdown, `\`<${MARKER}>\` and\n\n\`\`\`\n<${MARKER}>\n\`\`\`\n`],
  ])('lets %s pass', (_what, inspect, text) => {
    expect(inspect(text)).toEqual([]);
  });
});
