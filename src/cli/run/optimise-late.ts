import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode a function runs through before V8 thinks of optimising it: twice what V8 itself takes. */
const BUDGET = 264_000;

/** The last V8 that knows the flag, that of Node 20; a later one writes a complaint to standard error. */
const LAST_V8 = 11;

/**
 * Lets V8 optimise less eagerly, in every thread of the process. A run on the bundled server is over in seconds: a fifth
 * of them went into optimising code that did not run long enough to win that back.
 */
export function optimiseLate(): void {
  if (Number.parseInt(process.versions.v8, 10) > LAST_V8) return;
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
