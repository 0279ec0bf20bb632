import type { Finding } from '../../model/finding.ts';
import type { CaseResult, RunReport } from '../../model/report.ts';
import { decidingFindings } from '../case-text.ts';
import { lookUp } from '../clause.ts';

/** What one profile makes of a behaviour. */
export interface Side {
  readonly profile: string;
  readonly verdict: 'pass' | 'warn' | 'fail';
  /** The row that decides, and where it stands; of a pass the row that it is about. */
  readonly requirement: string;
  readonly clause: string;
  readonly url: string;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** Why the profile knows of it; null where it does not. */
  readonly known: string | null;
}

/** One behaviour that is right under one profile and wrong under another. */
export interface Conflict {
  readonly caseId: string;
  readonly title: string;
  readonly sides: readonly Side[];
}

/** One run of several: what is needed to find its report and to read the table. */
export interface ProfileRun {
  readonly profile: string;
  readonly exitCode: number;
  /** Beside the conflicts; null where there was no run. */
  readonly report: string | null;
  /** Why there was none; null where there was one. */
  readonly error: string | null;
  readonly totals: RunReport['totals'] | null;
}

/** The runs of one target under several profiles, side by side. */
export interface Conflicts {
  readonly schemaVersion: '1.0';
  readonly target: string;
  readonly exitCode: number;
  readonly runs: readonly ProfileRun[];
  readonly conflicts: readonly Conflict[];
}

function isJudged(verdict: string): verdict is Side['verdict'] {
  return verdict === 'pass' || verdict === 'warn' || verdict === 'fail';
}

function sideOf(profile: string, result: CaseResult): Side | null {
  const { verdict } = result;
  if (!isJudged(verdict)) return null;
  const [about] = result.requirements;
  const findings: readonly Finding[] =
    verdict === 'pass'
      ? result.findings.filter(({ requirement }) => requirement === about)
      : decidingFindings(result);
  const [first = result.findings[0]] = findings;
  const requirement = first?.requirement ?? about ?? '';
  const row = lookUp(requirement);
  return {
    profile,
    verdict,
    requirement,
    clause: row === undefined ? '' : `${row.spec} ${row.section}`,
    url: row?.url ?? '',
    message: first?.message ?? result.reason ?? '',
    expected: first?.expected ?? '',
    actual: first?.actual ?? '',
    known: first?.known ?? null,
  };
}

/** What passes under one of `reports` and fails, or is a warning, under another; fails first, then in the order of the first run. */
export function conflictsBetween(
  reports: readonly Pick<RunReport, 'profile' | 'results'>[],
): readonly Conflict[] {
  const titles = new Map<string, string>();
  const sides = new Map<string, Side[]>();
  for (const { profile, results } of reports) {
    for (const result of results) {
      const side = sideOf(profile.id, result);
      if (side === null) continue;
      if (!titles.has(result.caseId)) titles.set(result.caseId, result.title);
      sides.set(result.caseId, [...(sides.get(result.caseId) ?? []), side]);
    }
  }
  const found = [...sides].flatMap(([caseId, all]): readonly Conflict[] => {
    const right = all.some(({ verdict }) => verdict === 'pass');
    const wrong = all.some(({ verdict }) => verdict !== 'pass');
    return right && wrong ? [{ caseId, title: titles.get(caseId) ?? '', sides: all }] : [];
  });
  const fails = ({ sides: all }: Conflict): boolean =>
    all.some(({ verdict }) => verdict === 'fail');
  return [...found.filter(fails), ...found.filter((conflict) => !fails(conflict))];
}
