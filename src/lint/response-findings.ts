import { present, stringsOf } from '../checks/compare.ts';
import { successFindings } from '../checks/success.ts';
import type { SentRegistration } from '../model/check.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { applicable, createWeigh } from '../requirements/weigh.ts';
import { valueText } from './claim-advice.ts';
import { rowsOf, severityIn } from './rows.ts';
import { severityOf } from './rule-findings.ts';
import { shownValue } from './shown-value.ts';
import { pointerOf } from './text/json-place.ts';
import type { Token } from './token.ts';
import type { GivenAnswer, Transaction } from './transaction.ts';
import { issuedAt } from './transaction-findings.ts';

const UNSEEN = [
  ['content-type', 'application/json'],
  ['cache-control', 'no-store'],
] as const;

/** The answer as the checks take one. What only a body does not show is filled in as right, so that nothing is said about it. */
export function exchangeOf(answer: GivenAnswer, request: Token | null, status: number): Exchange {
  return {
    request: {
      method: answer.method ?? 'POST',
      url: '',
      headers: [],
      body: request?.compact?.text ?? null,
    },
    response: {
      status: answer.status ?? status,
      headers: answer.headers ?? UNSEEN,
      body: answer.body.text,
    },
    failure: null,
    startedAt: '',
    durationMs: 0,
    tls: null,
    curl: '',
  };
}

/** What was sent; without the request the record is only held against the statement that it returns. */
function sentOf({ request, ssa, answer }: Transaction): SentRegistration {
  const statement = ssa ?? answer?.statement ?? null;
  const uris = answer?.record?.redirect_uris;
  const alone: JsonObject = uris === undefined ? {} : { redirect_uris: uris };
  return {
    request: request?.claims ?? alone,
    ssa: statement?.claims ?? {},
    softwareStatement: statement?.compact?.text ?? '',
  };
}

function operationOf({ method, status }: GivenAnswer): 'post' | 'get' | 'put' {
  const said = method?.toLowerCase();
  if (said === 'post' || said === 'get' || said === 'put') return said;
  // Without the method a 200 may answer a read or an update.
  return status === 200 ? 'put' : 'post';
}

function dateOf({ headers }: GivenAnswer): number | null {
  const text = headers?.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

/** When the answer came, as far as it says; else, and for records that may be read at any time, when the client was issued. */
function answeredAt(transaction: Transaction, now: number): number {
  const { answer } = transaction;
  const date = answer === null ? null : dateOf(answer);
  const issued = issuedAt(transaction);
  if (date !== null && answer !== null && operationOf(answer) === 'post') return date;
  return issued !== null && issued <= (date ?? now) ? issued : (date ?? now);
}

const MEMBER_OF_CHECK: Readonly<Record<string, string>> = {
  'success.redirect-uris': 'redirect_uris',
  'success.scope': 'scope',
  'success.software-statement': 'software_statement',
  'success.client-id-stable': 'client_id',
  'success.consistent': 'grant_types',
  'success.one-key-source': 'jwks',
};

/** The member that a finding of the checks speaks of: the first name of the record or the profile in its sentence. */
function memberOf({ check, message, expected }: Finding, names: readonly string[]): string | null {
  const known = MEMBER_OF_CHECK[check];
  if (known !== undefined) return known;
  if (!check.startsWith('success.')) return null;
  // The check names the method by what it is.
  if (message.includes('client authentication method')) return 'token_endpoint_auth_method';
  const words = `${message} ${expected}`.split(/[^\w#-]+/);
  return words.find((word) => names.includes(word)) ?? null;
}

function pointerTo(finding: Finding, record: JsonObject, names: readonly string[]): string {
  const member = memberOf(finding, names);
  if (member === null) return '';
  const value = record[member];
  if (member === 'redirect_uris' && Array.isArray(value)) {
    const index = stringsOf(value as readonly Json[]).indexOf(finding.actual);
    if (index !== -1) return pointerOf(member, index);
  }
  return pointerOf(member);
}

const FIXES: Readonly<Record<string, string>> = {
  'success.status':
    'The bank has to answer a registration with 201, and reads and updates with 200.',
  'success.media-type': 'The bank has to label the record as application/json.',
  'success.body': 'The bank has to answer with one JSON object.',
  'success.unique-members': 'The bank has to send every member once.',
  'success.caching': 'The bank has to send Cache-Control: no-store with a credential.',
  'success.members-present':
    'The bank has to return what it registered. Ask it which value is in force.',
  'success.members-legal':
    'The bank has to return a value of the profile. Ask it which one is in force.',
  'success.times':
    'The bank has to send times as JSON numbers of seconds. Until then convert before use.',
  'success.echo':
    'The bank has to return what it registered. Take the returned value as the one in force.',
  'success.consistent': 'Ask the bank to register the grant that the response types need.',
  'success.redirect-uris':
    'Do not use a redirect URI that you did not ask for; ask the bank what it registered.',
  'success.scope': 'Ask the bank what it registered; request no more than the roles permit.',
  'success.software-statement':
    'The bank has to return the statement byte by byte. Make sure that this is the answer to this request.',
  'success.ssa-members': 'The bank has to register what the statement attests.',
  'success.ssa-flattened':
    'The bank should show the claims of the statement at top level; read them from the statement meanwhile.',
  'success.one-key-source': 'The bank has to return jwks or jwks_uri.',
  'success.nothing-secret': 'Treat the credential as published: have it replaced.',
  'success.client-id-stable': 'Use the client_id of the registration.',
};

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
        : 'The answer holds another software statement than the one that was sent.',
    expected: expectedOf(finding, pointer, profile),
    actual: difference === '' ? finding.actual : difference,
    fix: FIXES[finding.check] ?? '',
    situation: null,
  };
}

/** Where a record does not fit the statement that it returns, when that is not the one of the request. */
function againstOwnStatement({ answer, ssa }: Transaction, profile: Profile): readonly Found[] {
  const statement = answer?.statement ?? null;
  const record = answer?.record ?? null;
  if (statement === null || record === null || statement.compact?.text === ssa?.compact?.text)
    return [];
  const severity = severityIn(profile);
  const row = rowsOf(profile, 'OBUK-redirect_uris-1', 'RFC7591-2-12')[0];
  const { redirectUris, softwareId } = profile.ssa.names;
  // The statement of another ecosystem keeps its list under the name of RFC 7591.
  const attested = stringsOf(statement.claims[redirectUris] ?? statement.claims.redirect_uris);
  const returned = stringsOf(record.redirect_uris);
  const outside = attested.length === 0 ? [] : returned.filter((uri) => !attested.includes(uri));
  const found = outside.map(
    (uri): Found => ({
      id: 'response.redirect-uris.own-statement',
      severity: row === undefined ? 'warning' : severity(row),
      document: 'response',
      pointer: pointerOf('redirect_uris', returned.indexOf(uri)),
      requirements: row === undefined ? [] : [row],
      message:
        'A redirect URI of the answer is not one of the software statement in the same answer.',
      expected: `one of ${shownValue('', attested)}`,
      actual: uri,
      fix: 'Ask the bank what it registered; a redirect URI has to be one of the statement.',
      situation: null,
    }),
  );
  const id = statement.claims[softwareId];
  if (present(id) && present(record.software_id) && id !== record.software_id) {
    found.push({
      id: 'response.software-id.own-statement',
      severity: 'warning',
      document: 'response',
      pointer: '/software_id',
      requirements: rowsOf(profile, 'RFC7591-2-12'),
      message:
        'software_id of the answer is not that of the software statement in the same answer.',
      expected: shownValue(softwareId, id),
      actual: shownValue('software_id', record.software_id),
      fix: 'Ask the bank for which software the client was registered.',
      situation: null,
    });
  }
  return found;
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
