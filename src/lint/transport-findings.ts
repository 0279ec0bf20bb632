import { stringsOf } from '../checks/compare.ts';
import type { CertificateFacts, Found, Severity } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { isLocalhostName, isLoopbackAddress } from '../rules/uri.ts';
import { rowsOf, severityIn } from './rows.ts';
import { shownTime, shownValue } from './shown-value.ts';
import type { Call } from './text/curl-command.ts';
import type { Transaction } from './transaction.ts';

type Detail = Pick<Found, 'id' | 'message' | 'expected' | 'actual' | 'fix'> &
  Partial<Pick<Found, 'situation' | 'offset'>>;

function finding(
  profile: Profile,
  severity: Severity | null,
  ids: readonly RequirementId[],
  detail: Detail,
): Found {
  const rows = rowsOf(profile, ...ids).slice(0, 1);
  const [row] = rows;
  return {
    situation: null,
    ...detail,
    severity: severity ?? (row === undefined ? 'info' : severityIn(profile)(row)),
    document: 'transport',
    pointer: '',
    requirements: rows,
  };
}

function headerOf({ headers }: Call, wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

function mediaTypeFindings(call: Call, profile: Profile): readonly Found[] {
  if (call.body === null && call.bodyFile === null) return [];
  const sent = headerOf(call, 'content-type');
  const type = sent?.split(';')[0]?.trim().toLowerCase() ?? null;
  const { mediaTypes } = profile.request;
  if (type !== null && mediaTypes.includes(type)) return [];
  const assumed = call.isCurl
    ? 'application/x-www-form-urlencoded, which curl sends by itself'
    : 'absent';
  return [
    finding(profile, 'warning', [], {
      id: 'transport.content-type',
      message: 'The media type is not one that this ecosystem names for registrations.',
      expected: mediaTypes.join(' or '),
      actual: sent === null ? assumed : shownValue('', sent),
      fix: `Send Content-Type: ${mediaTypes[0]}.`,
      situation: 'media-type',
    }),
  ];
}

function urlFindings({ url }: Call, profile: Profile): readonly Found[] {
  if (url === null || !URL.canParse(url)) return [];
  const parsed = new URL(url);
  if (parsed.protocol === 'https:' || isLocalhostName(parsed) || isLoopbackAddress(parsed))
    return [];
  return [
    finding(profile, null, ['RFC7591-3-2'], {
      id: 'transport.https',
      message: 'The request goes out without TLS.',
      expected: 'an https URL',
      actual: parsed.protocol,
      fix: 'Use the https URL that the discovery document of the bank names.',
    }),
  ];
}

function credentialFindings(call: Call, profile: Profile): readonly Found[] {
  const found: Found[] = [];
  const authorization = headerOf(call, 'authorization');
  const mutual = rowsOf(profile, 'OBUK-authentication-1').length > 0;
  if (
    call.certificate === false &&
    mutual &&
    call.url?.startsWith('https:') &&
    call.method.toUpperCase() === 'POST'
  ) {
    found.push(
      finding(profile, 'warning', ['OBUK-authentication-1'], {
        id: 'transport.certificate.none',
        message:
          'The command names no client certificate: a registration is authenticated by mutual TLS.',
        expected: '--cert and --key, or -E',
        actual: 'neither',
        fix: 'Add --cert and --key with the transport certificate of the software.',
        situation: 'no-certificate',
      }),
    );
  }
  if (authorization !== null && mutual) {
    const scheme = /^[A-Za-z]+/.exec(authorization)?.[0] ?? 'another';
    found.push(
      finding(profile, 'info', ['OBUK-authentication-1'], {
        id: 'transport.authorization',
        message: `The request carries a credential of scheme ${scheme}; a registration needs the client certificate alone, unless the bank asks for more.`,
        expected: 'no Authorization header',
        actual: `${scheme}, not shown`,
        fix: 'Leave it out unless the bank documents it, and change a credential that was passed on or published.',
      }),
    );
  }
  return found;
}

/** What is wrong with how a request is sent, as far as a command or a HAR entry shows it. */
export function callFindings(call: Call | null, profile: Profile): readonly Found[] {
  if (call === null) return [];
  const joined: readonly Found[] =
    call.joinedAt === null
      ? []
      : [
          finding(profile, 'error', [], {
            id: 'transport.curl.joined-words',
            offset: call.joinedAt,
            message:
              'A backslash at the end of a line joins two words of the command: the shell sees one.',
            expected: 'a space before the backslash',
            actual: 'none',
            fix: 'Put a space before the backslash.',
          }),
        ];
  const file: readonly Found[] =
    call.bodyFile === null
      ? []
      : [
          finding(profile, 'info', [], {
            id: 'transport.body-elsewhere',
            message: 'The body of the request stands in a file that was not given.',
            expected: 'the body',
            actual: shownValue('', `@${call.bodyFile}`),
            fix: 'Give that file as well, with --request.',
          }),
        ];
  return [
    ...joined,
    ...file,
    ...urlFindings(call, profile),
    ...mediaTypeFindings(call, profile),
    ...credentialFindings(call, profile),
  ];
}

/** ETSI TS 119 495 5.1 and what software statements call the same. */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  PSP_AI: 'AISP',
  PSP_PI: 'PISP',
  PSP_IC: 'CBPII',
  PSP_AS: 'ASPSP',
};

/** What a client certificate shows besides what the rules compare: its times, and its roles against those of the statement. */
export function certificateFindings(
  certificate: CertificateFacts | null,
  { ssa }: Transaction,
  profile: Profile,
  now: number,
): readonly Found[] {
  if (certificate === null) return [];
  const { notBefore, notAfter, roles } = certificate;
  const found: Found[] = [];
  if (now < notBefore || now > notAfter) {
    found.push(
      finding(profile, 'error', ['OBUK-authentication-1'], {
        id: 'transport.certificate.time',
        message:
          now > notAfter
            ? 'The client certificate has expired.'
            : 'The client certificate is not valid yet.',
        expected: `a certificate that is valid at ${shownTime(now)}`,
        actual: `${shownTime(notBefore)} to ${shownTime(notAfter)}`,
        fix: 'Have the certificate renewed.',
        situation: 'no-certificate',
      }),
    );
  }
  const stated = stringsOf(ssa?.claims[profile.ssa.names.roles]);
  const certified = roles.flatMap((role) => ROLE_NAMES[role] ?? []);
  const beyond = stated.filter(
    (role) => Object.values(ROLE_NAMES).includes(role) && !certified.includes(role),
  );
  if (roles.length > 0 && beyond.length > 0) {
    found.push(
      finding(profile, 'warning', [], {
        id: 'transport.certificate.roles',
        message: 'The software statement has roles that the client certificate does not have.',
        expected: `at most ${certified.join(', ') || 'none'}, as ${roles.join(', ')} of the certificate say`,
        actual: beyond.join(', '),
        fix: 'Request scopes of the roles of the certificate, or have a certificate with the missing roles issued.',
        situation: 'ssa-untrusted',
      }),
    );
  }
  return found;
}
