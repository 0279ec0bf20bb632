import { UsageError } from '../../model/errors.ts';
import { isLoopbackHost } from '../../net/address.ts';
import { escapeTerminal } from '../../report/escape.ts';
import type { Io } from '../io.ts';
import { parseOption } from '../options/merge.ts';
import { chooseProfile } from '../options/profile-name.ts';
import type { RawValue, RawValues } from '../options/raw.ts';
import { reporterNames } from '../options/run-options.ts';
import { isReference } from '../options/secret.ts';
import type { OptionSpec } from '../options/spec.ts';
import { OPTIONS, type OptionName } from '../options/table.ts';

interface Question {
  readonly option: OptionName;
  readonly text: string;
  /** Asked only where this holds for the answers so far. */
  readonly when?: (given: RawValues) => boolean;
}

function targetOf(given: RawValues): URL | null {
  const text = [given.target?.given].flat().at(-1);
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
}

function isRemote(given: RawValues): boolean {
  const target = targetOf(given);
  return target !== null && !isLoopbackHost(target.hostname);
}

const QUESTIONS: readonly Question[] = [
  {
    option: 'target',
    text: 'URL to test: discovery document, issuer or registration endpoint (empty: the bundled server)',
  },
  { option: 'profile', text: `Profile (${OPTIONS.profile.fallback.join(',')})` },
  {
    option: 'jwks-base-url',
    text: 'URL under which the target can fetch our key sets during a run (empty: decide later)',
    when: isRemote,
  },
  {
    option: 'ca',
    text: 'PEM file of the authority of its certificate (empty: those of the system)',
    when: (given) => targetOf(given)?.protocol === 'https:',
  },
  {
    option: 'header',
    text: 'Header of every request, such as "Authorization: env:TOKEN" (empty: none)',
    when: (given) => targetOf(given) !== null,
  },
  { option: 'out', text: `Folder of the reports (${OPTIONS.out.fallback})` },
  { option: 'reporter', text: `Reporters (${OPTIONS.reporter.fallback.join(',')})` },
];

/** True for a value that is no reference to a secret; of a header, which is a pair, only the second half counts. */
function holdsSecret(value: unknown): boolean {
  const texts = [value].flat(1).map((each) => (Array.isArray(each) ? each.at(-1) : each));
  return texts.some((text) => typeof text === 'string' && !isReference(text));
}

/** Refuses what `run` would refuse, and a secret that would stand in the file. Throws a UsageError of one line. */
export async function checkGiven(option: string, raw: RawValue, cwd: string): Promise<void> {
  const value = parseOption(option, raw);
  const spec: OptionSpec = OPTIONS[option as OptionName];
  if (spec.secret === true && holdsSecret(value)) {
    const hint = 'name a variable (env:NAME) or a file (@FILE) that has it';
    throw new UsageError(`${raw.label} would put a secret into the file`, hint);
  }
  if (option === 'profile') await chooseProfile(value as readonly string[], cwd);
  if (option === 'reporter') reporterNames(value as readonly string[]);
}

async function answerTo({ option, text }: Question, io: Io): Promise<RawValue | null> {
  for (;;) {
    const answer = await io.ask?.(`${text}: `);
    if (answer === undefined || answer === null) {
      throw new UsageError('init was stopped', 'nothing was written; flags work without questions');
    }
    if (answer.trim() === '') return null;
    const raw: RawValue = {
      given: [answer.trim()],
      label: `--${option}`,
      origin: { source: 'flag', name: `--${option}` },
    };
    try {
      await checkGiven(option, raw, io.cwd);
      return raw;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      io.stdout.write(`  ${escapeTerminal(`${error.message} – ${error.hint}`)}\n`);
    }
  }
}

/** Asks for what `flags` leave open, each until the answer can be used. Throws a UsageError when the input ends. */
export async function askQuestions(flags: RawValues, io: Io): Promise<RawValues> {
  let given = flags;
  for (const question of QUESTIONS) {
    if (given[question.option] !== undefined || question.when?.(given) === false) continue;
    const raw = await answerTo(question, io);
    if (raw !== null) given = { ...given, [question.option]: raw };
  }
  return given;
}
