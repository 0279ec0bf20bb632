/** A terminal or a pipe. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

/** Everything a command takes from its process, so that tests can run commands inside theirs. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative file names start here. */
  readonly cwd: string;
  /** Everything on standard input, as text. */
  stdin(): Promise<string>;
  /** Asks on the terminal; null when the input ended. Null itself where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  /** Calls `handler` at SIGINT and SIGTERM until the returned function is called. */
  onSignal(handler: (signal: string) => void): () => void;
  /** Ends the process at once; only for a second Ctrl-C. */
  exit(code: number): void;
}
