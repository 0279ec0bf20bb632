import { readFileSync } from 'node:fs';
import { lint } from '../lint/lint.ts';
import type { LintText } from '../lint/transaction.ts';
import type { JsonObject } from '../model/json.ts';
import type { LintFinding } from '../model/lint.ts';
import { PROFILES } from '../profiles/index.ts';
import { lookUp } from '../report/clause.ts';
import { markdownText } from '../report/escape-markdown.ts';

const VECTORS = new URL('../../fixtures/vectors/', import.meta.url);

/** Profiles under which the page is looked at, as far as this version has them. */
const UNDER = ['ob-uk-3.3', 'wso2-ob3', 'cdr-au'];

interface VectorFile {
  readonly now: number;
  readonly base?: { readonly response: { readonly body: JsonObject } };
  readonly vectors: readonly { readonly id: string; readonly jwt?: string }[];
}

function read(name: string): VectorFile {
  return JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), 'utf8')) as VectorFile;
}

/** The command as the page prints it, with its line breaks; the credential is another. */
function command(): string {
  const wrapped = read('request-wso2-page').vectors.find(({ id }) =>
    id.endsWith('/request-wrapped'),
  );
  return [
    'curl -X POST\\',
    'https://localhost:8243/open-banking/0.1/register \\',
    " -H 'Content-Type: application/jwt' \\",
    " -H 'Authorization: Basic dXNlcjpwYXNzd29yZA==' \\",
    ` -d '${wrapped?.jwt ?? ''}'`,
  ].join('\n');
}

function texts(): { readonly given: readonly LintText[]; readonly now: number } {
  const { base, now } = read('response-wso2-page');
  return {
    given: [
      { name: 'command.txt', text: command() },
      { name: 'answer.json', text: JSON.stringify(base?.response.body, null, 2) },
    ],
    now,
  };
}

function clauseLink(id: string): string {
  const found = lookUp(id);
  return found === undefined ? id : `[${id}](${found.url})`;
}

function row(finding: LintFinding): string {
  const { document, pointer, message, expected, actual, fix, requirements, errorCode, line } =
    finding;
  const cells = [
    `${document} \`${pointer === '' ? 'whole' : pointer}\`${line === null ? '' : `, line ${line}`}`,
    markdownText(message),
    `${markdownText(expected)} / ${markdownText(actual)}`,
    markdownText(fix),
    requirements.map(clauseLink).join(', ') || 'none',
    errorCode ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const TITLES = { error: 'Errors', warning: 'Warnings', info: 'Remarks' } as const;

async function section(id: string): Promise<readonly string[]> {
  const profile = PROFILES[id];
  if (profile === undefined) return [];
  const { given, now } = texts();
  const { findings, summary } = await lint({ texts: given, profile, now });
  const tables = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const rows = findings.filter((finding) => finding.severity === severity).map(row);
    if (rows.length === 0) return [];
    return [
      `### ${TITLES[severity]}`,
      '',
      '| where | what | expected / actual | repair | clause | a bank may answer |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
    ];
  });
  return [
    `## ${profile.title}`,
    '',
    `\`lint --profile ${id} --now ${now} command.txt answer.json\`: ${summary.error} errors, ${summary.warning} warnings, ${summary.info} remarks.`,
    '',
    ...tables,
  ];
}

/** The findings of lint about the sample exchange of a product's documentation, as a page. */
export async function wso2PageMarkdown(): Promise<string> {
  const sections = await Promise.all(UNDER.map(section));
  return [
    '# A sample exchange, looked at by lint',
    '',
    '<!-- Written by `npm run docs`; edit src/cli/lint-example.ts instead. -->',
    '',
    'The page on Dynamic Client Registration of WSO2 Open Banking prints a curl command whose body is a request JWT around a software statement,',
    'and a sample answer. Both stand in `fixtures/vectors` (`request-wso2-page`, `response-wso2-page`); here they are looked at as one transaction,',
    'at the time of the answer. The keys are not published, so no signature was verified. What lint does not say of it, and why, stands in',
    '[debug-a-payload.md](../debug-a-payload.md#what-lint-does-not-say).',
    '',
    ...sections.flat(),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
