import type { HostedJwks } from '../model/draft.ts';
import { pointsToRogue } from '../mutations/index.ts';
import { CaseEnd } from './case-end.ts';
import type { Ground } from './context.ts';

function end(reason: string): CaseEnd {
  return new CaseEnd('not-applicable', reason);
}

/**
 * Ends a case as not-applicable that needs what nobody serves: a key set of its own, `jwks`, or a document of ours that the
 * `parts` of a token point to. A server would refuse for want of the document.
 */
export function requireOwnHosting(
  { supply, options }: Pick<Ground, 'supply' | 'options'>,
  jwks: HostedJwks | undefined,
  ...parts: readonly unknown[]
): void {
  if (supply !== null && (jwks !== undefined || pointsToRogue(parts))) {
    throw end('it needs a key set that we host, and your SSA names another one');
  }
  if (options.publish !== null && jwks !== undefined) {
    throw end('it needs another key set, and those of --publish are static');
  }
}
