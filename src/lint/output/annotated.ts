import type { Json } from '../../model/json.ts';
import type { LintFinding, LintPart } from '../../model/lint.ts';
import type { Analysis } from '../lint.ts';
import type { Token } from '../token.ts';
import type { GivenAnswer } from '../transaction.ts';
import { jsonLines } from './json-lines.ts';

/** A line of a decoded document, with what is to be said of it. */
export interface AnnotatedLine {
  readonly text: string;
  /** What stands on it, inside its block; null for a closing bracket. */
  readonly pointer: string | null;
  readonly findings: readonly LintFinding[];
}

/** The header, the claims or the body of a document. */
export interface Block {
  /** What the pointers of its findings begin with: `#header`, or nothing. */
  readonly prefix: '' | '#header';
  readonly value: Json;
  readonly lines: readonly AnnotatedLine[];
}

/** One document of a registration. */
export interface Section {
  readonly part: LintPart;
  /** The request or the statement that it is; null for other parts. */
  readonly token: Token | null;
  readonly answer: GivenAnswer | null;
  /** Findings about the document as a whole, and about what is not shown of it. */
  readonly apart: readonly LintFinding[];
  readonly blocks: readonly Block[];
}

/** The documents decoded, with every finding at its line. */
export interface Annotated {
  /** Findings about no document that there is. */
  readonly loose: readonly LintFinding[];
  readonly sections: readonly Section[];
  /** Findings that explain the error answer. */
  readonly explaining: ReadonlySet<LintFinding>;
}

interface Content {
  readonly part: LintPart;
  readonly token?: Token;
  readonly answer?: GivenAnswer;
  readonly values: readonly Pick<Block, 'prefix' | 'value'>[];
}

function tokenContent(token: Token): Content {
  const header = token.header === null ? [] : [{ prefix: '#header' as const, value: token.header }];
  return { part: token.kind, token, values: [...header, { prefix: '', value: token.claims }] };
}

function answerContent(answer: GivenAnswer): Content {
  const { record } = answer;
  return {
    part: 'response',
    answer,
    values: record === null ? [] : [{ prefix: '', value: record }],
  };
}

function contents({ transaction }: Analysis): readonly Content[] {
  const { request, ssa, answer, keySets, call } = transaction;
  return [
    ...(call === null ? [] : [{ part: 'transport' as const, values: [] }]),
    ...(request === null ? [] : [tokenContent(request)]),
    ...(ssa === null ? [] : [tokenContent(ssa)]),
    ...(answer === null ? [] : [answerContent(answer)]),
    ...(keySets.length === 0 ? [] : [{ part: 'jwks' as const, values: [] }]),
  ];
}

/** The line that a pointer stands on: its own, or that of the nearest container that is shown. */
function lineFor(pointer: string, lines: readonly Pick<AnnotatedLine, 'pointer'>[]): number {
  let wanted = pointer;
  while (wanted !== '') {
    const at = lines.findIndex((line) => line.pointer === wanted);
    if (at !== -1) return at;
    wanted = wanted.slice(0, wanted.lastIndexOf('/'));
  }
  // What is missing belongs behind the last member.
  return lines.length - 1;
}

/** Whether `finding` belongs into the block whose pointers begin with `prefix`. */
function isIn({ pointer }: LintFinding, { prefix }: Pick<Block, 'prefix'>): boolean {
  return pointer.startsWith(prefix === '#header' ? '#header/' : '/');
}

/** What of the documents is written out. */
export interface Shown {
  /** False: findings alone. */
  readonly documents: boolean;
  /** Members of the outermost object stand on lines of their own, however short it is. */
  readonly everyMember: boolean;
}

function block(
  content: Content['values'][number],
  all: readonly LintFinding[],
  { everyMember }: Shown,
): Block {
  const { prefix, value } = content;
  const findings = all.filter((finding) => isIn(finding, content));
  const pointers = new Set(findings.map(({ pointer }) => pointer.slice(prefix.length)));
  const lines = jsonLines(
    value,
    (pointer) => pointers.has(pointer) || (everyMember && pointer.lastIndexOf('/') === 0),
  );
  const places = findings.map(({ pointer }) => lineFor(pointer.slice(prefix.length), lines));
  return {
    prefix,
    value,
    lines: lines.map((line, index) => ({
      ...line,
      findings: findings.filter((_, at) => places[at] === index),
    })),
  };
}

function section(content: Content, all: readonly LintFinding[], shown: Shown): Section {
  const { part, token = null, answer = null } = content;
  const findings = all.filter(({ document }) => document === part);
  const values = shown.documents ? content.values : [];
  return {
    part,
    token,
    answer,
    apart: findings.filter((finding) => !values.some((each) => isIn(finding, each))),
    blocks: values.map((each) => block(each, findings, shown)),
  };
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

/** The documents of `analysis` with those of `findings` at their lines; all findings are apart where documents are not shown. */
export function annotated(
  analysis: Analysis,
  findings: readonly LintFinding[],
  shown: Shown,
): Annotated {
  const all = contents(analysis);
  return {
    loose: findings.filter(({ document }) => !all.some(({ part }) => part === document)),
    sections: all.map((each) => section(each, findings, shown)),
    explaining: explainingOf(analysis),
  };
}
