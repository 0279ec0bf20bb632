import type { Io } from './io.ts';
import { type CommandLine, parseCommandLine } from './options/command-line.ts';
import type { CommandName } from './options/spec.ts';
import { showError } from './show-error.ts';

type Command = (line: CommandLine, io: Io) => Promise<number>;

/** Each command is loaded when it is called, so that help and errors come at once. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.ts')).run,
  serve: async () => (await import('./commands/serve.ts')).serve,
  keys: async () => (await import('./commands/keys.ts')).keys,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  list: async () => (await import('./commands/list.ts')).list,
  explain: async () => (await import('./commands/explain.ts')).explain,
  cleanup: async () => (await import('./commands/cleanup.ts')).cleanup,
  report: async () => (await import('./commands/report.ts')).report,
  baseline: async () => (await import('./commands/baseline.ts')).baseline,
  generate: async () => (await import('./commands/generate.ts')).generate,
  lint: async () => (await import('./commands/lint.ts')).lint,
  ui: async () => (await import('./commands/ui.ts')).ui,
  init: async () => (await import('./commands/init.ts')).init,
};

/** Runs one command line (without node and script) and answers its exit code; never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.command === null) {
      (invocation.exitCode === 0 ? io.stdout : io.stderr).write(invocation.text);
      return invocation.exitCode;
    }
    const command = await COMMANDS[invocation.command]();
    return await command(invocation, io);
  } catch (error) {
    return showError(error, io, argv.includes('--debug'));
  }
}
