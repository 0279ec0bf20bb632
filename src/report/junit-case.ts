import type { CaseResult } from '../model/report.ts';
import { columnOf } from './area-totals.ts';
import { caseText, decidingFindings } from './case-text.ts';
import { escapeTerminal, shorten } from './escape.ts';
import { element, escapeXml } from './escape-xml.ts';

/** How a test case of JUnit ended; a warn passes, since JUnit has nothing between. */
export type Ending = 'failures' | 'errors' | 'skipped' | 'passed';

/** A test case of JUnit. */
export interface TestCase {
  readonly ending: Ending;
  readonly durationMs: number;
  readonly xml: string;
}

const MESSAGE = 500;

/** Milliseconds as JUnit counts time. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** One line that says why `result` did not simply pass. */
export function messageOf(result: CaseResult): string {
  const [finding] = decidingFindings(result);
  if (result.reason !== null && (result.verdict === 'inconclusive' || finding === undefined))
    return shorten(escapeTerminal(result.reason), MESSAGE);
  if (finding === undefined) return 'no reason given';
  const { requirement, message, expected, actual } = finding;
  return shorten(
    escapeTerminal(`${requirement}: ${message} (expected ${expected}, actual ${actual})`),
    MESSAGE,
  );
}

const ENDINGS: Readonly<Record<ReturnType<typeof columnOf>, Ending>> = {
  pass: 'passed',
  warn: 'passed',
  fail: 'failures',
  inconclusive: 'failures',
  error: 'errors',
  'not-applicable': 'skipped',
  waived: 'skipped',
};

function body(result: CaseResult): string {
  const message = messageOf(result);
  const text = () => escapeXml(caseText(result));
  switch (columnOf(result)) {
    case 'pass':
      return '';
    case 'warn':
      return element('system-out', {}, `${escapeXml(`WARN: ${message}`)}\n${text()}\n`);
    case 'fail':
      return element('failure', { message, type: 'fail' }, text());
    case 'inconclusive':
      return element(
        'failure',
        { message: `INCONCLUSIVE: ${message}`, type: 'inconclusive' },
        text(),
      );
    case 'error':
      return element('error', { message, type: 'error' }, text());
    case 'not-applicable':
      return element('skipped', { message });
    case 'waived':
      return element(
        'skipped',
        {
          message: shorten(
            `WAIVED ${result.verdict}: ${escapeTerminal(result.waived ?? '')}`,
            MESSAGE,
          ),
        },
        text(),
      );
  }
}

/** A test case named `name`. */
export function testCase(
  suite: string,
  name: string,
  { ending, durationMs, xml }: TestCase,
): TestCase {
  const attributes = { classname: `dcr.${suite}`, name, time: seconds(durationMs) };
  return { ending, durationMs, xml: element('testcase', attributes, xml) };
}

/** `result` as a test case. */
export function caseOf(result: CaseResult): TestCase {
  const { area, caseId, title, durationMs } = result;
  return testCase(area, escapeTerminal(`${caseId}: ${title}`), {
    ending: ENDINGS[columnOf(result)],
    durationMs,
    xml: body(result),
  });
}
