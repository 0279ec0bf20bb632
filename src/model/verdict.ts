/** The ordered scale: a case takes the worst verdict of its findings. */
export const VERDICTS = [
  'not-applicable',
  'pass',
  'warn',
  'inconclusive',
  'fail',
  'error',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The worst of `verdicts`; `pass` when there is none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict | undefined;
  for (const verdict of verdicts) {
    if (result === undefined || VERDICTS.indexOf(verdict) > VERDICTS.indexOf(result))
      result = verdict;
  }
  return result ?? 'pass';
}
