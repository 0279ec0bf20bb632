import type { LintFinding, LintReport } from '../../model/lint.ts';

/** The name of the text that holds what `finding` is about; the first text where it stands in none. */
export function documentName({ documents }: LintReport, { document }: LintFinding): string | null {
  const found = documents.find(
    ({ kind }) => kind === document || (document === 'response' && kind === 'error'),
  );
  return (found ?? documents[0])?.name ?? null;
}
