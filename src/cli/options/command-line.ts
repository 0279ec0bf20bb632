import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../../model/errors.ts';
import { TOOL } from '../tool.ts';
import type { RawValue, RawValues } from './raw.ts';
import { COMMANDS, type CommandName, type OptionSpec, specFor, takesOption } from './spec.ts';
import { didYouMean } from './suggest.ts';
import { OPTIONS } from './table.ts';

/** A command with what stands behind it. */
export interface CommandLine {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly flags: RawValues;
}

/** What the command line asks for: a command, or text to show (help, version). */
export type Invocation =
  | CommandLine
  | { readonly command: null; readonly text: string; readonly exitCode: 0 | 2 };

const SUMMARIES: Readonly<Record<CommandName, string>> = {
  run: 'test a target, or the bundled reference server',
  serve: 'run the reference server',
  keys: 'make, show, export, import or publish the trust material; keys serve: its public keys over HTTP',
  doctor: 'can the target be tested, and what to fix',
  list: 'list cases, requirements, mutations, profiles or faults',
  explain: 'show one case, requirement, mutation, rule, fault or error code in full',
  cleanup: 'delete the clients that interrupted runs left behind',
  report:
    'show a saved run with any reporter; report diff: what changed between two runs; report history: runs over time; report merge: one report of the shards of a run; report sign and report verify: a detached JWS beside it',
  baseline: 'baseline update: write the known fails of a saved run into a baseline file',
  init: 'write a commented configuration file, by asking or from flags',
  generate: 'write a registration request or a software statement, valid or with a defect',
  ui: 'lint and generate in a browser: a page on loopback that sends nothing anywhere',
  lint: 'say everything that is wrong with a request, a software statement, an answer, or all three',
};

const OPERANDS: Readonly<Partial<Record<CommandName, string>>> = {
  list: '<what>',
  explain: '<id>',
  report: '[reports...]',
  baseline: '[what...]',
  init: '[file]',
  keys: '[what...]',
  generate: '[what]',
  lint: '[files...]',
};

/** Help with the default, where it is a plain value. */
function helpOf({ form, fallback, help }: OptionSpec): string {
  const shown =
    form === 'flag' || typeof fallback === 'object'
      ? form === 'many'
        ? fallback.join(',')
        : ''
      : fallback;
  return shown === '' ? help : `${help} (default ${shown})`;
}

function addOption(command: Command, name: string, spec: OptionSpec): void {
  const value = spec.form === 'flag' ? '' : ` <${spec.kind.placeholder}>`;
  const option = new Option(`--${name}${value}`, helpOf(spec)).helpGroup(`${spec.group}:`);
  if (spec.form === 'many')
    option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]);
  command.addOption(option);
  if (spec.form === 'flag' && spec.negatable) {
    command.addOption(new Option(`--no-${name}`, `without ${name}`).helpGroup(`${spec.group}:`));
  }
}

function rawFlags(options: Readonly<Record<string, unknown>>): RawValues {
  const flags: Record<string, RawValue> = {};
  for (const [name, spec] of Object.entries<OptionSpec>(OPTIONS)) {
    const value = options[new Option(`--${name}`).attributeName()];
    if (value === undefined) continue;
    const given = spec.form === 'flag' ? value === true : [value].flat().map(String);
    flags[name] = { given, label: `--${name}`, origin: { source: 'flag', name: `--${name}` } };
  }
  return flags;
}

function addCommand(
  program: Command,
  name: CommandName,
  found: (invocation: Invocation) => void,
): void {
  const command = program.command(name).description(SUMMARIES[name]);
  const operand = OPERANDS[name];
  if (operand !== undefined) command.argument(operand);
  for (const [option, spec] of Object.entries<OptionSpec>(OPTIONS)) {
    if (takesOption(name, spec)) addOption(command, option, specFor(name, spec));
  }
  command.action(() => {
    // A default that commander sets for a --no- form is not something the user said.
    const said = Object.entries(command.opts()).filter(
      ([option]) => command.getOptionValueSource(option) === 'cli',
    );
    found({ command: name, operands: command.args, flags: rawFlags(Object.fromEntries(said)) });
  });
}

/** The one thing commander wants to say, as our kind of error. */
function usageError(error: CommanderError, argv: readonly string[]): UsageError {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const help = `see ${TOOL.name} --help`;
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      const name = quoted.split('=')[0] ?? '';
      return new UsageError(`unknown option ${name}`, didYouMean(name, known, help));
    }
    case 'commander.unknownCommand':
      return new UsageError(`unknown command ${quoted}`, didYouMean(quoted, COMMANDS, help));
    case 'commander.optionMissingArgument': {
      const name = quoted.split(' ')[0] ?? '';
      return new UsageError(
        `${name} needs a value`,
        `write ${quoted.replace(' <', '=<').replace(/[<>]/g, '')}`,
      );
    }
    case 'commander.excessArguments': {
      const url = argv.find((each) => /^https?:/.test(each));
      return new UsageError(
        'too many arguments',
        url === undefined ? help : `to test a URL write --target=${url}`,
      );
    }
    default:
      return new UsageError(error.message.replace(/^error: /, ''), help);
  }
}

/**
 * Reads a command line (without node and script). Help and version come back as text.
 * Throws a UsageError of one line for anything unknown, and for what this version does not have.
 */
export function parseCommandLine(argv: readonly string[]): Invocation {
  let invocation: Invocation | null = null;
  let shown = '';
  const program = new Command(TOOL.name)
    .description('Conformance harness for Open Banking Dynamic Client Registration')
    .version(TOOL.version)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: (text) => (shown += text), writeErr: (text) => (shown += text) });
  for (const name of COMMANDS) {
    addCommand(program, name, (found) => {
      invocation = found;
    });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') {
      return { command: null, text: shown, exitCode: 0 };
    }
    if (error.code === 'commander.help') {
      return { command: null, text: shown, exitCode: argv[0] === 'help' ? 0 : 2 };
    }
    throw usageError(error, argv);
  }
  if (invocation === null) return { command: null, text: shown, exitCode: 2 };
  return invocation;
}
