import type { HostedJwks } from '../model/draft.ts';
import { pointsToRogue } from '../mutations/index.ts';
import { CaseEnd } from './case-end.ts';
import type { Ground } from './context.ts';

/** Why nothing can be served for one case alone; null where it can. */
function whyNot({ supply, options }: Pick<Ground, 'supply' | 'options'>): string | null {
  if (supply !== null) return 'it needs a key set that we host, and your SSA names another one';
  if (options.publish !== null)
    return 'it needs another key set, and those of --publish are static';
  return null;
}

/**
 * Ends a case as not-applicable that needs a document of its own to be served, `jwks` or what the `parts` of a token point
 * to: without it a server refuses for want of the document, and nobody sees who asks for it.
 */
export function requireOwnHosting(
  ground: Pick<Ground, 'supply' | 'options'>,
  jwks: HostedJwks | undefined,
  ...parts: readonly unknown[]
): void {
  const reason = whyNot(ground);
  if (reason === null || (jwks === undefined && !pointsToRogue(parts))) return;
  throw new CaseEnd('not-applicable', reason);
}
