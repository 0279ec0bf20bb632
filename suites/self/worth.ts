import type { Coverage } from '../../src/cases/coverage.ts';
import type { Kill } from './kill-matrix.ts';

/**
 * The cases whose removal, each alone, would change neither what becomes of any fault nor which rows are covered: every
 * fault that they notice is noticed by another case too, and every row they name is named by another.
 */
export function dispensable(
  caseIds: readonly string[],
  kills: readonly Kill[],
  coverage: readonly Coverage[],
): readonly string[] {
  const alone = new Set(
    [...kills.map(({ by }) => by), ...coverage.map(({ cases }) => cases)].flatMap((ids) =>
      ids.length === 1 ? ids : [],
    ),
  );
  return caseIds.filter((id) => !alone.has(id));
}
