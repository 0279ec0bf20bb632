import type { Finding } from '../model/finding.ts';
import { isRowOf } from '../requirements/applies.ts';
import { present, sameJson } from './compare.ts';
import { judge } from './judge.ts';
import { ROW } from './rows.ts';
import { listed } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** Where a profile says so, nothing comes back of what the request or the statement holds beyond its tables. */
export function additionalFindings({ record, sent, profile, weigh }: RecordInput): Finding[] {
  if (!isRowOf(profile, ROW.nothingElse)) return [];
  const { members } = profile.response;
  const beyond = [...Object.entries(sent.request), ...Object.entries(sent.ssa)]
    .filter(([name]) => !Object.hasOwn(members, name))
    .filter(([name]) => !Object.hasOwn(profile.request.claims, name))
    .filter(([name]) => !Object.hasOwn(profile.ssa.claims, name));
  const returned = beyond.filter(
    ([name, value]) =>
      Object.hasOwn(record, name) && present(value) && sameJson(record[name], value),
  );
  const base = {
    check: 'success.nothing-else',
    requirement: ROW.nothingElse,
    expected: 'no claim that the tables do not know',
  };
  return judge(
    { ...base, message: 'Claims that nobody knows were left out.' },
    weigh,
    returned.length === 0
      ? []
      : [
          {
            ...base,
            actual: listed(returned.map(([name]) => name)),
            message: 'Claims that nobody knows came back.',
          },
        ],
  );
}
