import { refusalBodyFindings } from '../checks/refusal-body.ts';
import { otherReason, saysDuplicate } from '../checks/refusal-reason.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { applicable, createWeigh } from '../requirements/weigh.ts';
import { exchangeOf } from './answer-exchange.ts';
import { explanations } from './explanations.ts';
import { rowsOf } from './rows.ts';
import { severityOf } from './severity.ts';
import { oneOf, shownValue } from './shown-value.ts';
import type { GivenAnswer, Transaction } from './transaction.ts';

const FIX = 'For the bank to correct; it changes nothing about the request.';

/** What the error is by its form (RFC 7591 3.2.2). */
function formFindings({ answer, request }: Transaction, profile: Profile): readonly Found[] {
  if (answer === null) return [];
  const exchange = exchangeOf(answer, request, 400);
  // Other statuses speak of who asks, and have bodies of their own.
  if (answer.status !== null && answer.status !== 400) return [];
  const weigh = createWeigh(profile, REQUIREMENTS);
  const findings = refusalBodyFindings({ exchange, profile, weigh }, []);
  return applicable(findings, profile)
    .filter(({ verdict }) => verdict !== 'pass')
    .map(
      (finding): Found => ({
        id: finding.check,
        severity: severityOf(finding.verdict),
        document: 'response',
        pointer:
          finding.check === 'refusal.code-registered'
            ? '/error'
            : finding.check === 'refusal.description'
              ? '/error_description'
              : '',
        requirements: [finding.requirement],
        message: finding.message,
        expected: finding.expected,
        actual: finding.actual,
        fix: FIX,
        situation: null,
      }),
    );
}

/** What a status says that is not about the content of the request. */
function statusFinding(answer: GivenAnswer, profile: Profile): readonly Found[] {
  const { status } = answer;
  if (status === null || status === 400) return [];
  const reason = otherReason(
    exchangeOf(answer, null, 400),
    { statuses: [400], codes: [], body: 'registration' },
    [400],
  );
  const broke = status >= 500;
  return [
    {
      id: 'error.status',
      severity: broke ? 'warning' : 'info',
      document: 'response',
      pointer: '',
      requirements: rowsOf(profile, 'RFC7591-3.2.2-2'),
      message: broke
        ? 'The bank broke down instead of refusing.'
        : `The status speaks of ${reason ?? 'something else'}, not of the content of the request.`,
      expected: 'status 400 where the content is at fault',
      actual: `status ${status}`,
      fix: adviceFor(status),
      situation: null,
    },
  ];
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) {
    return 'Look at the client certificate, at credentials that the endpoint asks for, and at who may use it.';
  }
  if (status === 415 || status === 406) return 'Send the media type that the bank documents.';
  if (status === 404 || status === 405)
    return 'Take registration_endpoint from the discovery document of the bank.';
  if (status === 409) return 'Look whether this software is registered already.';
  if (status === 429 || status === 503) return 'Try again later.';
  return 'Tell the bank; give it x-fapi-interaction-id and the time.';
}

/** What the error is about, as far as the findings of the request can tell: those that explain it, or that none does. */
function verdictOf(
  transaction: Transaction,
  profile: Profile,
  others: readonly Found[],
): readonly Found[] {
  const { answer } = transaction;
  const hasRequest = transaction.request !== null || transaction.ssa !== null;
  if (answer?.record == null || !Object.hasOwn(answer.record, 'error')) return [];
  const { error, error_description: description } = answer.record;
  const said =
    description === undefined
      ? shownValue('', error)
      : `${shownValue('', error)}, ${shownValue('', description)}`;
  const about = {
    severity: 'info',
    document: 'response',
    pointer: '/error',
    requirements: [],
    actual: said,
    situation: null,
  } as const;
  if (saysDuplicate(exchangeOf(answer, null, 400))) {
    return [
      {
        ...about,
        id: 'error.duplicate',
        message: 'The error speaks of a registration that is there already; no request shows that.',
        expected: 'a software that is not registered here yet',
        fix: 'Update the client that is there with PUT, or delete it first; where it is the jti, send a new one.',
      },
    ];
  }
  if (!hasRequest) return [];
  const explaining = explanations(answer.record, profile, others);
  const [best] = explaining;
  if (best === undefined) {
    return [
      {
        ...about,
        id: 'error.unexplained',
        message: 'Nothing that was found explains this error.',
        expected: 'a finding that fits code and text',
        fix: 'Give the keys (--jwks, --directory-jwks), the name of the bank (--audience) and the certificate (--transport-cert) to have more looked at; else ask the bank: its rules may go beyond the profile.',
      },
    ];
  }
  const named = explaining
    .slice(0, 3)
    .map(({ found }) => `${found.id} at ${found.document}${found.pointer}`);
  return [
    {
      ...about,
      id: 'error.explained',
      message: `The error is best explained by ${oneOf(named)}.`,
      expected: 'a request without these findings',
      fix: best.found.fix,
    },
  ];
}

/** Everything to say of an error answer; `others` are the findings about what was sent. */
export function errorFindings(
  transaction: Transaction,
  profile: Profile,
  others: readonly Found[],
): readonly Found[] {
  const { answer } = transaction;
  if (answer === null || !answer.isError) return [];
  return [
    ...formFindings(transaction, profile),
    ...statusFinding(answer, profile),
    ...verdictOf(transaction, profile, others),
  ];
}
