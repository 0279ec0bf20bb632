import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ClaimSpec, Condition } from '../model/profile.ts';
import { present, sameJson, stringsOf } from './compare.ts';
import { type Deviation, judge } from './judge.ts';
import { defectsOf, illegalValues } from './member-value.ts';
import { ROW } from './rows.ts';
import { shown } from './shown.ts';
import type { RecordInput } from './success-input.ts';
import { timeDeviations } from './success-times.ts';

/** Scope has no legal set of its own and the statement is compared as a whole: their own checks judge the value. */
const VALUE_JUDGED_ELSEWHERE = new Set(['scope', 'software_statement', 'redirect_uris']);

/** Members that may be left out while nobody asked for them (requirements research, section 6). */
const MAY_BE_DEFAULTED = new Set(['application_type', 'response_types']);

/** Never shown: a finding is no place for a credential. */
const SECRET = new Set(['client_secret', 'registration_access_token']);

function holds(condition: Condition | undefined, record: JsonObject): boolean {
  if (condition === undefined) return true;
  const value = record[condition.claim];
  return condition.is.some((wanted) => value === wanted || stringsOf(value).includes(wanted));
}

const SUBJECT = 'tls_client_auth_subject_dn';

/**
 * True when the server itself chose tls_client_auth and names no subject: the dictionary has one in the response iff
 * that is the method, RFC 8705 2.1.2 asks for one, and what a server provisions it returns (RFC 7591 3.2.1).
 */
function lacksSubject(record: JsonObject, request: JsonObject): boolean {
  const method = 'token_endpoint_auth_method';
  const chosen =
    record[method] === 'tls_client_auth' &&
    present(request[method]) &&
    request[method] !== 'tls_client_auth';
  const named = ([name, value]: [string, Json]) =>
    name.startsWith('tls_client_auth_') && present(value);
  return chosen && !Object.entries(record).some(named);
}

/** True when the record may lack the member: not asked for, a default that means the same, or its condition gone by a replacement. */
function mayLack(name: string, spec: ClaimSpec, { profile, record, sent }: RecordInput): boolean {
  const asked = sent.request[name];
  // RFC 7591 2: what a server does not understand it ignores.
  if (profile.response.mayIgnore?.includes(name) === true) return true;
  if (name === SUBJECT && lacksSubject(record, sent.request)) return false;
  if (!present(asked)) return spec.presence === 'optional' || MAY_BE_DEFAULTED.has(name);
  if (asked === false) return true;
  return spec.presence === 'optional' && !holds(spec.requiredWhen, record);
}

function isAttested(name: string, { presence }: ClaimSpec, { sent }: RecordInput): boolean {
  return (
    presence === 'optional' && name in sent.ssa && sameJson(sent.request[name], sent.ssa[name])
  );
}

function absences(input: RecordInput): Deviation[] {
  const { profile, record } = input;
  const noEcho = new Set(profile.response.notEchoed);
  return Object.entries(profile.response.members)
    .filter(([name, spec]) => !present(record[name]) && !mayLack(name, spec, input))
    .filter(([name, spec]) => spec.presence === 'required' || !noEcho.has(name))
    .map(([name, spec]) => ({
      requirement: spec.clauses.absent ?? ROW.echo,
      // What the dictionary makes optional and the returned statement says anyway is not lost; and a
      // server that chose the method itself may know the certificate otherwise than by a registered subject.
      // Where metadata may be ignored at all, only redirect URIs have to be understood (RFC 7591 2).
      ...(isAttested(name, spec, input) ||
      (profile.response.mayIgnore !== undefined &&
        spec.replaceable === true &&
        name !== 'redirect_uris') ||
      (name === SUBJECT && !present(input.sent.request[name]))
        ? { verdict: 'warn' as const }
        : {}),
      expected: `member ${name}`,
      actual: 'absent',
      message: `The client record lacks ${name}.`,
    }));
}

/** OpenID Connect Registration 2 pairs "code id_token" with the implicit grant, which Open Banking UK does not list: a matter of opinion. */
function isImplicitOnly(name: string, value: Json, spec: ClaimSpec): boolean {
  const illegalOnes = name === 'grant_types' ? illegalValues(value, spec) : [];
  return illegalOnes.length > 0 && illegalOnes.every((grant) => grant === 'implicit');
}

function illegal(input: RecordInput): Deviation[] {
  const { profile, record, sent } = input;
  return Object.entries(profile.response.members).flatMap(([name, spec]): Deviation[] => {
    const value = record[name];
    // A value that comes back as sent or attested was accepted before: nothing new to say.
    const known = sameJson(value, sent.request[name]) || sameJson(value, sent.ssa[name]);
    if (!present(value) || known) return [];
    return defectsOf(value, spec)
      .filter((defect) => defect !== 'value' || !VALUE_JUDGED_ELSEWHERE.has(name))
      .map((defect) => ({
        requirement: spec.clauses[defect] ?? ROW.echo,
        ...(isImplicitOnly(name, value, spec) ? { verdict: 'warn' as const } : {}),
        expected: `a legal ${name} (${spec.values?.join(', ') ?? spec.type})`,
        actual: SECRET.has(name) ? 'present, not shown' : shown(value),
        message: `The ${defect} of ${name} is not legal.`,
      }));
  });
}

/** Every member of the response table: there when it has to be, of the right type, length and value, times sane. */
export function memberFindings(input: RecordInput): Finding[] {
  const { profile, record, weigh, clientId } = input;
  const stable = {
    check: 'success.client-id-stable',
    requirement: ROW.stableId,
    expected: 'the client_id of the registration',
  };
  const moved = clientId !== undefined && record.client_id !== clientId;
  return [
    ...judge(
      {
        check: 'success.members-present',
        requirement: ROW.echo,
        expected: 'all registered metadata',
        message: 'All registered metadata came back.',
      },
      weigh,
      absences(input),
    ),
    ...judge(
      {
        check: 'success.members-legal',
        requirement: profile.response.members.client_id?.clauses.length ?? ROW.clientId,
        expected: 'types, lengths and values of the profile',
        message: 'Every member has a legal type, length and value.',
      },
      weigh,
      illegal(input),
    ),
    ...judge(
      {
        check: 'success.times',
        requirement: ROW.issuedAt,
        expected: 'seconds since the epoch',
        message: 'The times are numbers of seconds.',
      },
      weigh,
      timeDeviations(input),
    ),
    ...(clientId === undefined
      ? []
      : judge(
          { ...stable, message: 'The identifier has not changed.' },
          weigh,
          moved
            ? [
                {
                  ...stable,
                  actual: shown(record.client_id),
                  message: 'The identifier has changed.',
                },
              ]
            : [],
        )),
  ];
}
