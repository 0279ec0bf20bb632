import type { Finding } from '../model/finding.ts';
import { isRowOf } from '../requirements/applies.ts';
import { present } from './compare.ts';
import { type Deviation, judge } from './judge.ts';
import { ROW } from './rows.ts';
import { shown } from './shown.ts';
import type { RecordInput } from './success-input.ts';

function httpsDeviations({ record, exchange, profile }: RecordInput): Deviation[] {
  const uri = record.registration_client_uri;
  if (!present(uri)) return [];
  const expected = 'a fully qualified https URL';
  if (typeof uri !== 'string' || !URL.canParse(uri)) {
    const message = 'registration_client_uri is no URL.';
    return [{ requirement: ROW.clientUri, expected, actual: shown(uri), message }];
  }
  const secure = new URL(uri).protocol === 'https:' || exchange.request.url.startsWith('http:');
  if (secure) return [];
  const message = 'registration_client_uri is not https.';
  return [ROW.configurationTls, ROW.clientUriTls]
    .filter((requirement) => isRowOf(profile, requirement))
    .map((requirement) => ({ requirement, expected, actual: shown(uri), message }));
}

/** RFC 7592 3 and A.1: both members in every record, once a server has management at all; OpenID wants a pair or nothing. */
function absences({ record, operation }: RecordInput): Deviation[] {
  const uri = present(record.registration_client_uri);
  const token = present(record.registration_access_token);
  const managed = operation !== 'post' || uri || token;
  const lacking = (member: string, requirement: string): Deviation => ({
    requirement,
    expected: `member ${member}`,
    actual: 'absent',
    message: `The record lacks ${member}.`,
  });
  const pair: Deviation = {
    requirement: ROW.managementPair,
    expected: 'registration_client_uri and registration_access_token, or neither',
    actual: uri ? 'registration_client_uri alone' : 'registration_access_token alone',
    message: 'One of the two members of management came without the other.',
  };
  return [
    ...(managed && !uri ? [lacking('registration_client_uri', ROW.clientUri)] : []),
    ...(managed && !token
      ? [
          lacking(
            'registration_access_token',
            operation === 'post' ? ROW.registrationToken : ROW.tokenOnRead,
          ),
        ]
      : []),
    ...(operation === 'post' && uri !== token ? [pair] : []),
  ];
}

function tokenDeviations({
  record: { registration_access_token: token },
}: RecordInput): Deviation[] {
  if (!present(token) || (typeof token === 'string' && token !== '')) return [];
  return [
    {
      requirement: ROW.registrationToken,
      expected: 'a text',
      actual: typeof token === 'string' ? 'an empty one' : 'something else than a text',
      message: 'registration_access_token is no text that a header could carry.',
    },
  ];
}

/** What a record says of its own management (RFC 7592 3), where the profile manages clients with a token of their own. */
export function managementFindings(input: RecordInput): Finding[] {
  const { profile, weigh } = input;
  if (profile.management.credential !== 'registration-access-token') return [];
  return judge(
    {
      check: 'success.management',
      requirement: isRowOf(profile, ROW.clientUri) ? ROW.clientUri : ROW.managementPair,
      expected: 'registration_client_uri and registration_access_token',
      message: 'The record tells how the client is managed, or that it is not.',
    },
    weigh,
    [...httpsDeviations(input), ...absences(input), ...tokenDeviations(input)].filter(
      ({ requirement }) => isRowOf(profile, requirement),
    ),
  );
}
