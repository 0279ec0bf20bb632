import type { Kind } from './kinds.ts';

export const COMMANDS = [
  'run',
  'serve',
  'keys',
  'doctor',
  'list',
  'explain',
  'cleanup',
  'report',
  'baseline',
  'init',
  'lint',
  'generate',
  'ui',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** True for an option that may stand behind `command`; `init` takes what it can write into a file for `run`. */
export function takesOption(
  command: CommandName,
  { commands, flagOnly }: Pick<About, 'commands' | 'flagOnly'>,
): boolean {
  const written = command === 'init' && flagOnly !== true && commands.includes('run');
  return commands.includes(command) || written;
}

/** Headings of `--help`. */
export type Group =
  | 'What'
  | 'Payload'
  | 'Reach'
  | 'Pace'
  | 'Output'
  | 'Server'
  | 'Keys'
  | 'Doctor'
  | 'Documents';

/** What differs of an option behind one command. */
interface Other {
  readonly kind?: Kind<unknown>;
  readonly fallback?: unknown;
  readonly help?: string;
  readonly flagOnly?: true;
}

interface About {
  readonly group: Group;
  readonly help: string;
  readonly commands: readonly CommandName[];
  /** Environment variable, where it is not `DCR_` and the name in capitals. */
  readonly env?: string;
  /** Only a flag: neither the environment nor the configuration file gives it. */
  readonly flagOnly?: true;
  /** What the option is behind one command, where that differs from the others. */
  readonly behind?: Readonly<Partial<Record<CommandName, Other>>>;
  /** Shown as *** and may be given as env:NAME or @FILE. */
  readonly secret?: true;
}

/** An option with one value. `T` is the type of its value after merging. */
export interface OneOption<T> extends About {
  readonly form: 'one';
  readonly kind: Kind<unknown>;
  readonly fallback: T;
}

/** An option that may be given several times; with `comma` one text may hold several values. */
export interface ManyOption<T> extends About {
  readonly form: 'many';
  readonly kind: Kind<unknown>;
  readonly fallback: readonly T[];
  readonly comma: boolean;
}

/** A switch; `negatable` ones have a `--no-` form and are null when neither was said. */
export interface FlagOption<T extends boolean | null> extends About {
  readonly form: 'flag';
  readonly negatable: boolean;
  readonly fallback: T;
}

export type OptionSpec = OneOption<unknown> | ManyOption<unknown> | FlagOption<boolean | null>;

/** The option as it is behind `command`. */
export function specFor(command: CommandName, spec: OptionSpec): OptionSpec {
  const other = spec.behind?.[command];
  return other === undefined ? spec : ({ ...spec, ...other } as OptionSpec);
}

/** One value, or null when it is not given. */
export function optional<T>(kind: Kind<T>, about: About): OneOption<T | null> {
  return { form: 'one', kind, fallback: null, ...about };
}

/** One value with a default. */
export function withDefault<T>(kind: Kind<T>, fallback: T, about: About): OneOption<T> {
  return { form: 'one', kind, fallback, ...about };
}

/** Repeatable, one value each time. */
export function repeated<T>(kind: Kind<T>, about: About): ManyOption<T> {
  return { form: 'many', kind, fallback: [], comma: false, ...about };
}

/** Repeatable, and several values separated by commas. */
export function listed<T>(kind: Kind<T>, about: About, fallback: readonly T[] = []): ManyOption<T> {
  return { form: 'many', kind, fallback, comma: true, ...about };
}

export function flag(about: About): FlagOption<boolean> {
  return { form: 'flag', negatable: false, fallback: false, ...about };
}

/** A switch with a `--no-` form. */
export function choiceFlag(about: About): FlagOption<boolean | null> {
  return { form: 'flag', negatable: true, fallback: null, ...about };
}

/** The type of the value that a specification leads to. */
export type ValueOf<S> =
  S extends ManyOption<infer T>
    ? readonly T[]
    : S extends OneOption<infer T>
      ? T
      : S extends FlagOption<infer T>
        ? T
        : never;
