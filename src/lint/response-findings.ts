import { successFindings } from '../checks/success.ts';
import type { Finding } from '../model/finding.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { applicable, createWeigh } from '../requirements/weigh.ts';
import { answeredAt, exchangeOf, operationOf, sentOf } from './answer-exchange.ts';
import { valueText } from './claim-advice.ts';
import { ecosystemOf } from './ecosystem.ts';
import { againstOwnStatement } from './own-statement.ts';
import { RECORD_FIXES } from './record-fixes.ts';
import { pointerTo } from './record-pointer.ts';
import { severityOf } from './severity.ts';
import { shownValue } from './shown-value.ts';
import type { Token } from './token.ts';
import type { Transaction } from './transaction.ts';

/** Where the statement that came back differs from the one that was sent. */
function statementDifference(sent: Token | null, returned: Token | null, profile: Profile): string {
  if (sent === null || returned === null) return '';
  const names = ['iss', profile.ssa.names.softwareId, 'org_id', 'iat', 'jti'];
  const differing = names.filter((name) => sent.claims[name] !== returned.claims[name]);
  const parts = differing.map((name) => {
    const was = shownValue(name, sent.claims[name]);
    return `${name} ${shownValue(name, returned.claims[name])} instead of ${was}`;
  });
  return parts.length === 0 ? 'the same claims, signed or written otherwise' : parts.join(', ');
}

function expectedOf({ check, expected }: Finding, pointer: string, profile: Profile): string {
  const spec = profile.response.members[pointer.slice(1)];
  return check === 'success.members-legal' && spec !== undefined ? valueText(spec) : expected;
}

/** Findings about one member that say in two ways that its value is not legal, as one. */
function merged(findings: readonly Found[]): readonly Found[] {
  const isLegality = ({ id, pointer }: Found): boolean =>
    pointer !== '' && (id === 'success.members-legal' || id === 'success.times');
  const kept: Found[] = [];
  for (const finding of findings) {
    const at = kept.findIndex(
      (each) => isLegality(each) && isLegality(finding) && each.pointer === finding.pointer,
    );
    const before = kept[at];
    if (before === undefined) kept.push(finding);
    else {
      // The later one is about times, and says more.
      const requirements = [...new Set([...before.requirements, ...finding.requirements])];
      kept[at] = { ...(finding.id === 'success.times' ? finding : before), requirements };
    }
  }
  return kept;
}

/** Whose statement came back, where that is another ecosystem's than the one that was sent. */
function originOf({ ssa, answer }: Transaction): string {
  const returned = ecosystemOf(answer?.statement?.claims ?? {});
  if (returned === null || returned.id === ecosystemOf(ssa?.claims ?? {})?.id) return '';
  return `: one of ${returned.title}`;
}

function toFound(finding: Finding, transaction: Transaction, profile: Profile): Found {
  const { answer } = transaction;
  const record = answer?.record ?? {};
  const names = [
    ...Object.keys(record),
    ...Object.keys(profile.response.members),
    ...Object.keys(profile.request.claims),
  ];
  const pointer = pointerTo(finding, record, names);
  const isStatement = finding.check === 'success.software-statement';
  const difference = isStatement
    ? statementDifference(transaction.ssa, answer?.statement ?? null, profile)
    : '';
  return {
    id: finding.check,
    severity: severityOf(finding.verdict),
    document: 'response',
    pointer,
    requirements: [finding.requirement],
    message:
      difference === ''
        ? finding.message
        : `The answer holds another software statement than the one that was sent${originOf(transaction)}.`,
    expected: expectedOf(finding, pointer, profile),
    actual: difference === '' ? finding.actual : difference,
    fix: RECORD_FIXES[finding.check] ?? '',
    situation: null,
  };
}

/** Checks that need no claim of a known ecosystem. */
const UNIVERSAL =
  /^success\.(status|media-type|body|unique-members|caching|times|one-key-source|nothing-secret|software-statement)$/;

/** Everything that is wrong with a client record, by itself and as the answer to what was sent. */
export function recordFindings(
  transaction: Transaction,
  profile: Profile,
  about: { readonly now: number; readonly isForeign: boolean },
): readonly Found[] {
  const { answer, request } = transaction;
  if (answer === null || answer.isError) return [];
  const findings = successFindings({
    operation: operationOf(answer),
    exchange: exchangeOf(answer, request, 201),
    sent: sentOf(transaction),
    profile,
    weigh: createWeigh(profile, REQUIREMENTS),
    now: answeredAt(transaction, about.now),
  });
  const broken = applicable(findings, profile)
    .filter(({ verdict }) => verdict !== 'pass')
    .filter(({ check }) => !about.isForeign || UNIVERSAL.test(check));
  return [
    ...merged(broken.map((finding) => toFound(finding, transaction, profile))),
    ...againstOwnStatement(transaction, profile),
  ];
}
