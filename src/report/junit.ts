import type { CaseResult, RunReport } from '../model/report.ts';
import { byArea, columnOf } from './area-totals.ts';
import { escapeTerminal } from './escape.ts';
import { element, escapeXml } from './escape-xml.ts';
import { headline, outcome, totalsText } from './headline.ts';
import { caseOf, messageOf, seconds, type TestCase, testCase } from './junit-case.ts';
import type { Reporter } from './reporter.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly properties: Readonly<Record<string, string>>;
}

function count(cases: readonly TestCase[], ending: TestCase['ending']): number {
  return cases.filter((own) => own.ending === ending).length;
}

function totalSeconds(cases: readonly TestCase[]): string {
  return seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
}

function suiteXml({ name, cases, properties }: Suite, report: RunReport, id: number): string {
  const hostname = URL.canParse(report.target.url) ? new URL(report.target.url).hostname : '';
  const attributes = {
    name,
    package: 'dcr',
    id,
    tests: cases.length,
    failures: count(cases, 'failures'),
    errors: count(cases, 'errors'),
    skipped: count(cases, 'skipped'),
    time: totalSeconds(cases),
    timestamp: report.startedAt.slice(0, 19),
    hostname: hostname === '' ? 'unknown' : hostname,
  };
  const all = Object.entries(properties).map(([key, value]) =>
    element('property', { name: key, value }),
  );
  const lines = [element('properties', {}, all.join('')), ...cases.map(({ xml }) => xml)];
  return element('testsuite', attributes, `\n${lines.join('\n')}\n`);
}

/** JUnit has no place for a warn but among the properties; readers that check the schema take these of a suite only. */
function warnProperties(results: readonly CaseResult[]): Readonly<Record<string, string>> {
  const warned = results.filter((result) => columnOf(result) === 'warn');
  return Object.fromEntries(warned.map((result) => [`warn ${result.caseId}`, messageOf(result)]));
}

function runProperties(report: RunReport): Readonly<Record<string, string>> {
  const { target, profile, runId, seed, trustMode } = report;
  return { target: target.url, profile: profile.id, runId, seed, trustMode };
}

/** Why the run did not end with 0 where no case says so: a file without a failure has to mean a run without one. */
function unsaid(report: RunReport): TestCase {
  const message = `${outcome(report)}: ${totalsText(report.totals)}, exit code ${report.exitCode}`;
  const notes = report.notes.map((note) => escapeTerminal(note)).join('\n');
  const failed = report.exitCode === 1 || report.exitCode === 3;
  const prefix = report.exitCode === 3 ? 'INCONCLUSIVE: ' : '';
  const attributes = { message: `${prefix}${message}`, type: failed ? 'run' : 'error' };
  return testCase('run', 'run/outcome: the run as a whole', {
    ending: failed ? 'failures' : 'errors',
    durationMs: 0,
    xml: element(failed ? 'failure' : 'error', attributes, escapeXml(notes)),
  });
}

/** What went wrong with the run itself. */
function runCases(report: RunReport, cases: readonly TestCase[]): readonly TestCase[] {
  const problems = (report.baseline?.problems ?? []).map(({ kind, caseId, message }) =>
    testCase('run', escapeTerminal(`baseline ${kind}: ${caseId}`), {
      ending: 'failures',
      durationMs: 0,
      xml: element('failure', { message: escapeTerminal(message), type: `baseline-${kind}` }),
    }),
  );
  const red = [...cases, ...problems].some(({ ending }) => ['failures', 'errors'].includes(ending));
  return report.exitCode === 0 || red ? problems : [...problems, unsaid(report)];
}

function render(report: RunReport): string {
  const properties = runProperties(report);
  const areas = byArea(report.results).map(([name, results]) => ({
    name,
    cases: results.map(caseOf),
    properties: { ...properties, ...warnProperties(results) },
  }));
  const own = runCases(
    report,
    areas.flatMap(({ cases }) => cases),
  );
  const suites: readonly Suite[] =
    own.length === 0 ? areas : [...areas, { name: 'run', cases: own, properties }];
  const cases = suites.flatMap((suite) => suite.cases);
  const attributes = {
    name: headline(report),
    tests: cases.length,
    failures: count(cases, 'failures'),
    errors: count(cases, 'errors'),
    time: totalSeconds(cases),
  };
  const xml = suites.map((suite, id) => suiteXml(suite, report, id));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, `\n${xml.join('\n')}\n`)}\n`;
}

/** For what CI systems show as test results: one suite per area, one test case per case. */
export const junit: Reporter = {
  name: 'junit',
  title: 'test results for CI systems (JUnit XML)',
  file: 'junit.xml',
  render,
};
