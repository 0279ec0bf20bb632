import type { Broken, Requirement } from '../model/requirement.ts';

const PARTY = {
  server: 'the server',
  client: 'the client',
  directory: 'the issuer of the software statement',
} as const;

const BREAKING: Readonly<Record<Broken, string>> = {
  fail: 'a fail: the target does not conform',
  warn: 'a warning: the target conforms, but this is worth fixing',
  info: 'a remark: it is recorded and weighs nothing',
};

const WIDTH = 96;
const INDENT = ' '.repeat(15);

/** One requirement in full as plain text for a terminal, lines of at most 96 columns where words allow, no trailing newline. */
export function explainRequirement(requirement: Requirement): string {
  const fields: readonly (readonly [string, string])[] = [
    ['what', requirement.text],
    ['level', requirement.level],
    ['clause', `${requirement.document}, section ${requirement.section}`],
    ['link', requirement.url],
    ['who', duty(requirement)],
    ...observation(requirement),
    ['when broken', breaking(requirement)],
    ...(requirement.note === undefined ? [] : [['note', requirement.note] as const]),
    ...(requirement.verified ? [] : [['source', 'The text was not read in its source.'] as const]),
    ['topic', requirement.topic],
    ['profiles', requirement.profiles.join(', ')],
  ];
  return [requirement.id, '', ...fields.map(([name, text]) => field(name, text))].join('\n');
}

function duty({ party, unobservable }: Requirement): string {
  const refused = party !== 'server' && unobservable === undefined;
  return refused ? `${PARTY[party]}; a server has to refuse a violation` : PARTY[party];
}

function breaking({ unobservable, whenBroken }: Requirement): string {
  if (unobservable === undefined) return BREAKING[whenBroken];
  return 'nothing in a run; only an analysis of the document itself can tell';
}

function observation(requirement: Requirement): readonly (readonly [string, string])[] {
  if (requirement.unobservable === undefined) return [['harness', requirement.stimulus]];
  return [['harness', `cannot observe this on the wire. ${requirement.unobservable}`]];
}

function field(name: string, text: string): string {
  return wrap(text)
    .map((part, index) => `${index === 0 ? `  ${name}`.padEnd(INDENT.length) : INDENT}${part}`)
    .join('\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && INDENT.length + current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
