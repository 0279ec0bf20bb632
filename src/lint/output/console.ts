import type { Json } from '../../model/json.ts';
import type { LintFinding, LintPart, Severity } from '../../model/lint.ts';
import { clause } from '../../report/clause.ts';
import { escapeTerminal, shorten } from '../../report/escape.ts';
import { createPaint, type Paint } from '../../report/paint.ts';
import { headerText } from '../../rules/jws.ts';
import type { Analysis } from '../lint.ts';
import type { Token } from '../token.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

export interface ConsoleOptions {
  readonly color: boolean;
  /** Leave the documents out and show the findings alone. */
  readonly quiet: boolean;
}

const MARKS: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', info: 'i' };
/** So many findings are shown in full. */
const MOST_FINDINGS = 200;
const LONGEST_TEXT = 600;

function marked(severity: Severity, text: string, paint: Paint): string {
  if (severity === 'error') return paint.red(text);
  return severity === 'warning' ? paint.yellow(text) : paint.cyan(text);
}

function safe(text: string): string {
  return shorten(escapeTerminal(text), LONGEST_TEXT);
}

function placeText({ line, column }: LintFinding): string {
  return line === null ? '' : `${line}:${column}`;
}

/** A finding in full, indented under the line that it is about. */
function findingLines(finding: LintFinding, paint: Paint, explains: boolean): readonly string[] {
  const { severity, id, message, expected, actual, fix, requirements, errorCode } = finding;
  const detail = (label: string, text: string): readonly string[] =>
    text === '' ? [] : [`      ${paint.dim(label.padEnd(9))}${safe(text)}`];
  const head = marked(severity, `${MARKS[severity]} ${severity}`, paint);
  const place = placeText(finding);
  return [
    `    ${head}  ${paint.bold(safe(message))}  ${paint.dim(`${id}${place === '' ? '' : `, ${place}`}`)}`,
    ...(explains ? [`      ${paint.yellow('explains what the bank answered')}`] : []),
    ...detail('expected', expected),
    ...detail('actual', actual),
    ...detail('fix', fix),
    ...requirements.flatMap((row) => detail('clause', `${row}: ${clause(row)}`)),
    ...(errorCode === null ? [] : detail('bank', `may answer ${errorCode}`)),
  ];
}

interface Section {
  readonly title: string;
  /** What the findings of this part are marked in; none where only its findings are shown. */
  readonly blocks: readonly { readonly prefix: string; readonly value: Json }[];
  readonly part: LintPart;
}

function signatureText(token: Token, verified: boolean | null): string {
  if (token.form !== 'jwt') return 'given decoded: there is no signature to look at';
  const { jws } = token;
  const facts = `${headerText(jws, 'alg') ?? 'no alg'}, kid ${headerText(jws, 'kid') ?? 'absent'}, ${jws.signature.length} bytes`;
  if (verified === true) return `signature verified (${facts})`;
  if (verified === false) return `signature NOT verified by the keys that were given (${facts})`;
  const option = token.kind === 'request' ? '--jwks' : '--directory-jwks';
  return `signature not looked at: no keys, give ${option} (${facts})`;
}

function tokenSection(token: Token, { report }: Analysis): Section {
  const document = report.documents.find(({ kind }) => kind === token.kind);
  const noun = token.kind === 'request' ? 'registration request' : 'software statement';
  return {
    title: `${noun} in ${document?.name ?? ''}: ${signatureText(token, document?.verified ?? null)}`,
    blocks: [
      ...(token.header === null ? [] : [{ prefix: '#header', value: token.header }]),
      { prefix: '', value: token.claims },
    ],
    part: token.kind,
  };
}

function sectionsOf(analysis: Analysis): readonly Section[] {
  const { request, ssa, answer, keySets, call } = analysis.transaction;
  const status = answer?.status == null ? '' : `, status ${answer.status}`;
  const noun = answer?.isError === true ? 'error' : 'client record';
  return [
    ...(call === null ? [] : [{ title: 'how it is sent', blocks: [], part: 'transport' as const }]),
    ...(request === null ? [] : [tokenSection(request, analysis)]),
    ...(ssa === null ? [] : [tokenSection(ssa, analysis)]),
    ...(answer === null
      ? []
      : [
          {
            title: `${noun} in ${answer.body.source.name}${status}`,
            blocks: answer.record === null ? [] : [{ prefix: '', value: answer.record }],
            part: 'response' as const,
          },
        ]),
    ...(keySets.length === 0 ? [] : [{ title: 'key set', blocks: [], part: 'jwks' as const }]),
  ];
}

/** The line that a pointer stands on: its own, or that of the nearest container that is shown. */
function lineFor(pointer: string, lines: readonly JsonLine[]): number {
  let wanted = pointer;
  while (wanted !== '') {
    const at = lines.findIndex((line) => line.pointer === wanted);
    if (at !== -1) return at;
    wanted = wanted.slice(0, wanted.lastIndexOf('/'));
  }
  // What is missing belongs behind the last member.
  return lines.length - 1;
}

function blockLines(
  value: Json,
  prefix: string,
  findings: readonly LintFinding[],
  render: (finding: LintFinding) => readonly string[],
  paint: Paint,
): readonly string[] {
  const pointers = new Set(findings.map(({ pointer }) => pointer.slice(prefix.length)));
  const lines = jsonLines(value, (pointer) => pointers.has(pointer));
  const places = findings.map(({ pointer }) => lineFor(pointer.slice(prefix.length), lines));
  return lines.flatMap(({ text }, index) => {
    const here = findings.filter((_, at) => places[at] === index);
    const worst = here[0];
    const mark = worst === undefined ? ' ' : marked(worst.severity, MARKS[worst.severity], paint);
    return [`${mark}   ${safe(text)}`, ...here.flatMap(render)];
  });
}

/** Whether `finding` belongs into the block whose pointers begin with `prefix`. */
function isIn({ pointer }: LintFinding, prefix: string): boolean {
  if (prefix === '#header') return pointer.startsWith('#header/');
  return pointer.startsWith('/');
}

function sectionLines(
  section: Section,
  all: readonly LintFinding[],
  options: ConsoleOptions,
  explaining: ReadonlySet<LintFinding>,
): readonly string[] {
  const paint = createPaint(options.color);
  const findings = all.filter(({ document }) => document === section.part);
  const render = (finding: LintFinding) => findingLines(finding, paint, explaining.has(finding));
  const blocks = options.quiet ? [] : section.blocks;
  const apart = findings.filter((finding) => !blocks.some(({ prefix }) => isIn(finding, prefix)));
  if (options.quiet && findings.length === 0) return [];
  return [
    paint.bold(safe(section.title)),
    ...apart.flatMap(render),
    ...blocks.flatMap(({ value, prefix }) =>
      blockLines(
        value,
        prefix,
        findings.filter((finding) => isIn(finding, prefix)),
        render,
        paint,
      ),
    ),
    '',
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function totals({ report }: Analysis, paint: Paint): string {
  const { error, warning, info } = report.summary;
  const text = `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(info, 'remark')}`;
  if (error > 0) return paint.red(paint.bold(text));
  return warning > 0 ? paint.yellow(text) : paint.green(text);
}

/** Findings that stand before the one that says what explains the error answer. */
function explainingOf({ report, transaction }: Analysis): ReadonlySet<LintFinding> {
  const verdict = report.findings.find(({ id }) => id === 'error.explained');
  if (transaction.answer?.isError !== true || verdict === undefined) return new Set();
  return new Set(
    report.findings.filter(({ id, document, pointer }) =>
      verdict.message.includes(`${id} at ${document}${pointer}`),
    ),
  );
}

/** The documents decoded, with every finding at the line that it is about; plain text unless `color`. */
export function consoleView(analysis: Analysis, options: ConsoleOptions): string {
  const paint = createPaint(options.color);
  const { report, chosen, now } = analysis;
  const time = new Date(now * 1000);
  const at = Number.isNaN(time.getTime()) ? String(now) : time.toISOString().replace('.000Z', 'Z');
  const shown = report.findings.slice(0, MOST_FINDINGS);
  const sections = sectionsOf(analysis);
  const parts = new Set(sections.map(({ part }) => part));
  const loose = shown.filter(({ document }) => !parts.has(document));
  const explaining = explainingOf(analysis);
  const more = report.findings.length - shown.length;
  const lines = [
    `profile ${report.profile}${chosen.isAuto ? `, because ${chosen.because}` : ''}; times judged at ${at}`,
    '',
    ...loose.flatMap((finding) => findingLines(finding, paint, false)),
    ...(loose.length > 0 ? [''] : []),
    ...sections.flatMap((section) => sectionLines(section, shown, options, explaining)),
    ...(more > 0 ? [`and ${more} more, see --reporter json`] : []),
    totals(analysis, paint),
  ];
  return `${lines.join('\n')}\n`;
}
