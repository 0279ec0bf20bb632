/** Exit codes of every command (0 conformant, 1 fail). */
export const EXIT = { ok: 0, fail: 1, usage: 2, noVerdict: 3, harness: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An error whose message is fit for a person: what was expected and what was found.
 * `hint` says what to do; `exitCode` is the exit code of the command that meets it.
 */
export class HarnessError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string;

  constructor(message: string, options: { hint: string; exitCode: ExitCode; cause?: unknown }) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
    this.exitCode = options.exitCode;
  }
}

/** Wrong usage or configuration: exit code 2. */
export class UsageError extends HarnessError {
  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { hint, exitCode: EXIT.usage, cause });
  }
}

/** The target cannot be tested (unreachable, no discovery, control refused): exit code 3. */
export class TargetError extends HarnessError {
  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { hint, exitCode: EXIT.noVerdict, cause });
  }
}
