import type { Case } from '../model/case.ts';
import { UsageError } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';

/** A case's id, its area, or the beginning of its id. */
function matches(entry: Case, pattern: string): boolean {
  return entry.id === pattern || entry.area === pattern || entry.id.startsWith(pattern);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The names most like `text`, the nearest first: those with it inside, else those a few letters away. */
function nearMisses(text: string, names: readonly string[]): string[] {
  const inside = names.filter((name) => name.includes(text));
  if (inside.length > 0) return inside.slice(0, 3);
  return names
    .map((name) => ({ name, far: distance(text.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(3, name.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

function requireMatch(option: string, pattern: string, cases: readonly Case[]): void {
  if (cases.some((entry) => matches(entry, pattern))) return;
  const names = [...new Set(cases.flatMap((entry) => [entry.area, entry.id]))];
  const near = nearMisses(pattern, names);
  throw new UsageError(
    `${option} ${pattern} matches no case`,
    near.length === 0
      ? '`dcr-conformance list cases` shows their ids'
      : `did you mean ${near.join(', ')}?`,
  );
}

export interface Selection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly depth: 'core' | 'full';
}

/**
 * The cases a user asked for, in the order of `cases`. Throws a UsageError when an `--only` or `--skip` matches
 * nothing, or nothing is left.
 */
export function selectCases(cases: readonly Case[], selection: Selection): readonly Case[] {
  const { only, skip, depth } = selection;
  for (const pattern of only) requireMatch('--only', pattern, cases);
  for (const pattern of skip) requireMatch('--skip', pattern, cases);
  const chosen = cases.filter(
    (entry) =>
      // Who names a case means it, whatever its depth.
      (only.length === 0
        ? depth === 'full' || entry.depth !== 'full'
        : only.some((pattern) => matches(entry, pattern))) &&
      !skip.some((pattern) => matches(entry, pattern)),
  );
  if (chosen.length > 0) return chosen;
  throw new UsageError('no case is left to run', 'loosen --only, --skip or --depth');
}

/** What a run would do to a target that is too much to ask of a stranger; null where it is harmless. */
function straining({
  include,
  fuzz,
}: Pick<RunOptions, 'include' | 'fuzz'>): readonly [option: string, would: string] | null {
  if (include.includes('robustness')) {
    return ['--include robustness', 'send bodies of a megabyte and JSON of 10,000 levels'];
  }
  return fuzz === null ? null : ['--fuzz', `send ${fuzz} random registrations`];
}

/**
 * Refuses, before anything is sent, to strain a target that may be somebody else's: who asks for robustness cases or random
 * payloads has to say that its owner knows. The default selection is harmless and needs no consent.
 */
export function requireConsent(
  options: Pick<RunOptions, 'include' | 'yes' | 'fuzz'>,
  { host }: URL,
  loopback: boolean,
): void {
  const strain = straining(options);
  if (loopback || options.yes || strain === null) return;
  const [option, would] = strain;
  throw new UsageError(
    `${option} would ${would} to ${host}`,
    `add --yes if the owner of the target agrees, or leave ${option} out`,
  );
}
