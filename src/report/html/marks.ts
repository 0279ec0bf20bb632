import type { MutationRecord } from '../../model/mutation.ts';
import type { DecodedToken } from './tokens.ts';

/** What mutations did to the header or the claims of one JWT. */
export interface Marks {
  /** By name of the outermost member. */
  readonly members: ReadonlyMap<string, MutationRecord>;
  /** The text as a whole was changed, or the whole token. */
  readonly whole: boolean;
}

/** What `records` say about `part` of the token of `layer`; their paths are like `request.claims.aud`. */
export function marksOf(
  records: readonly MutationRecord[],
  layer: DecodedToken['layer'],
  part: 'header' | 'claims' | 'signature',
): Marks {
  const path = `${layer}.${part}`;
  const members = records.flatMap((record): readonly (readonly [string, MutationRecord])[] =>
    record.path.startsWith(`${path}.`) ? [[record.path.slice(path.length + 1), record]] : [],
  );
  return {
    members: new Map(members),
    whole: records.some((record) => record.path === path || record.path === layer),
  };
}
