import type { Case } from '../model/case.ts';
import type { RunOptions } from '../model/options.ts';
import type { BundledTarget } from '../model/target.ts';
import { isLoopbackHost } from '../net/address.ts';
import { selectCases } from './select.ts';
import { requireWork } from './shard.ts';
import { namedUrls } from './target.ts';

/** Names what `--fuzz` sends, in `--only`. */
const FUZZ = 'fuzz';

/** What is known of a run before anything is asked. */
export interface Choice {
  readonly cases: readonly Case[];
  /** What the user gave as the target, or the bundled server's URL. */
  readonly target: URL | undefined;
  /** On this machine: nobody else can be disturbed. */
  readonly loopback: boolean;
}

/** The cases that the options ask for. Throws a UsageError where that is none, too few to divide, or a URL is none. */
export function chooseCases(
  options: RunOptions,
  cases: readonly Case[],
  bundled: BundledTarget | null,
): Choice {
  const [target] = namedUrls(options, bundled);
  const loopback = bundled !== null || isLoopbackHost(target?.hostname ?? '');
  const { skip } = options;
  const only = options.fuzz === null ? options.only : options.only.filter((name) => name !== FUZZ);
  // Nothing but random payloads is asked for.
  if (only.length === 0 && options.only.length > 0) return { cases: [], target, loopback };
  const depth = options.depth ?? (loopback ? 'full' : 'core');
  const chosen = selectCases(cases, { only, skip, depth });
  if (options.shard !== null) requireWork(chosen, options.shard);
  return { cases: chosen, target, loopback };
}
