import type { LintFinding, Severity } from '../../model/lint.ts';
import { clause } from '../../report/clause.ts';
import { escapeTerminal, shorten } from '../../report/escape.ts';
import { createPaint, type Paint } from '../../report/paint.ts';
import { headerText } from '../../rules/jws.ts';
import type { Analysis } from '../lint.ts';
import type { Token } from '../token.ts';
import { annotated, type Block, type Section } from './annotated.ts';

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

function signatureText(token: Token, verified: boolean | null): string {
  if (token.form !== 'jwt') return 'given decoded: there is no signature to look at';
  const { jws } = token;
  const facts = `${headerText(jws, 'alg') ?? 'no alg'}, kid ${headerText(jws, 'kid') ?? 'absent'}, ${jws.signature.length} bytes`;
  if (verified === true) return `signature verified (${facts})`;
  if (verified === false) return `signature NOT verified by the keys that were given (${facts})`;
  const option = token.kind === 'request' ? '--jwks' : '--directory-jwks';
  return `signature not looked at: no keys, give ${option} (${facts})`;
}

/** What the head of a section says. */
function titleOf({ part, token, answer }: Section, { report }: Analysis): string {
  if (token !== null) {
    const document = report.documents.find(({ kind }) => kind === token.kind);
    const noun = token.kind === 'request' ? 'registration request' : 'software statement';
    return `${noun} in ${document?.name ?? ''}: ${signatureText(token, document?.verified ?? null)}`;
  }
  if (answer !== null) {
    const status = answer.status === null ? '' : `, status ${answer.status}`;
    return `${answer.isError ? 'error' : 'client record'} in ${answer.body.source.name}${status}`;
  }
  return part === 'jwks' ? 'key set' : 'how it is sent';
}

type Render = (finding: LintFinding) => readonly string[];

function blockLines({ lines }: Block, render: Render, paint: Paint): readonly string[] {
  return lines.flatMap(({ text, findings }) => {
    const [worst] = findings;
    const mark = worst === undefined ? ' ' : marked(worst.severity, MARKS[worst.severity], paint);
    return [`${mark}   ${safe(text)}`, ...findings.flatMap(render)];
  });
}

function sectionLines(
  section: Section,
  analysis: Analysis,
  { color, quiet }: ConsoleOptions,
  explaining: ReadonlySet<LintFinding>,
): readonly string[] {
  const paint = createPaint(color);
  const render: Render = (finding) => findingLines(finding, paint, explaining.has(finding));
  if (quiet && section.apart.length === 0) return [];
  return [
    paint.bold(safe(titleOf(section, analysis))),
    ...section.apart.flatMap(render),
    ...section.blocks.flatMap((block) => blockLines(block, render, paint)),
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

/** The documents decoded, with every finding at the line that it is about; plain text unless `color`. */
export function consoleView(analysis: Analysis, options: ConsoleOptions): string {
  const paint = createPaint(options.color);
  const { report, chosen, now } = analysis;
  const time = new Date(now * 1000);
  const at = Number.isNaN(time.getTime()) ? String(now) : time.toISOString().replace('.000Z', 'Z');
  const shown = report.findings.slice(0, MOST_FINDINGS);
  const { loose, sections, explaining } = annotated(analysis, shown, {
    documents: !options.quiet,
    everyMember: false,
  });
  const more = report.findings.length - shown.length;
  const lines = [
    `profile ${report.profile}${chosen.isAuto ? `, because ${chosen.because}` : ''}; times judged at ${at}`,
    '',
    ...loose.flatMap((finding) => findingLines(finding, paint, false)),
    ...(loose.length > 0 ? [''] : []),
    ...sections.flatMap((section) => sectionLines(section, analysis, options, explaining)),
    ...(more > 0 ? [`and ${more} more, see --reporter json`] : []),
    totals(analysis, paint),
  ];
  return `${lines.join('\n')}\n`;
}
