import type { StimulusCase } from '../model/case.ts';

/** Defects that are sent between two accepted controls of the same kind. */
export interface Batch {
  readonly operation: StimulusCase['operation'];
  readonly variant: StimulusCase['variant'];
  readonly base: NonNullable<StimulusCase['base']>;
  readonly cases: readonly StimulusCase[];
  /** Ids of the controls' requests derive from this. */
  readonly label: string;
  /** The case that sends the same valid request: what its controls show belongs to it. */
  readonly controlId: string;
}

/** More would make one bad control cost too much. */
const LARGEST_BATCH = 20;

function kindOf(entry: StimulusCase): string {
  const base = (entry.base ?? []).map((mutation) => mutation.id);
  return JSON.stringify([entry.operation, entry.variant, base]);
}

/** True for a case whose stimulus is valid. */
export function isPositive(entry: StimulusCase): boolean {
  return entry.expect.outcome === 'accepted';
}

function controlIdOf(entry: StimulusCase, all: readonly StimulusCase[]): string {
  const kind = kindOf(entry);
  const twin = all.find(
    (other) => isPositive(other) && other.mutation === undefined && kindOf(other) === kind,
  );
  return twin?.id ?? `control/${entry.operation}-${entry.variant}`;
}

/**
 * Groups the defects among `cases` by what their control is, in batches of even size, at most 20.
 * `all` are the cases to look for the valid twin in.
 */
export function makeBatches(
  cases: readonly StimulusCase[],
  all: readonly StimulusCase[] = cases,
): Batch[] {
  const groups = new Map<string, StimulusCase[]>();
  for (const entry of cases.filter((candidate) => !isPositive(candidate))) {
    const kind = kindOf(entry);
    groups.set(kind, [...(groups.get(kind) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group, number) => {
    const [first] = group;
    if (first === undefined) return [];
    const { operation, variant, base = [] } = first;
    const controlId = controlIdOf(first, all);
    const parts = Math.ceil(group.length / LARGEST_BATCH);
    const size = Math.ceil(group.length / parts);
    return Array.from({ length: parts }, (_, part) => ({
      operation,
      variant,
      base,
      cases: group.slice(part * size, (part + 1) * size),
      label: `batch-${number}-${part}`,
      controlId,
    }));
  });
}
