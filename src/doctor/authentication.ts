import { shown } from '../checks/shown.ts';
import { responseHeader } from '../model/exchange.ts';
import type { RunOptions } from '../model/options.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { TRUST_OURS } from './alerts.ts';
import { answerText, blamesCertificate } from './answer-text.ts';
import { about, type Row } from './row.ts';

/** The schemes of a WWW-Authenticate header (RFC 9110 11.6.1), in order. */
export function schemesOf(header: string | null): string[] {
  const found = [
    ...(header ?? '').matchAll(/(?:^|,)\s*([A-Za-z][A-Za-z0-9-]*)(?=\s+[^\s=]|\s*,|\s*$)/g),
  ];
  return [...new Set(found.map(([, scheme = '']) => scheme))];
}

function fixFor(schemes: readonly string[]): string {
  const known = schemes.map((scheme) => scheme.toLowerCase());
  const ways = [
    ...(known.includes('basic') ? ['--basic env:NAME (USER:PASSWORD)'] : []),
    ...(known.includes('bearer') ? ['--initial-access-token env:NAME (RFC 7591 3)'] : []),
  ];
  if (ways.length > 0) return `give ${ways.join(' or ')}`;
  return schemes.length === 0
    ? 'ask the bank which credential it wants: --basic, --initial-access-token, or another one with --header'
    : 'give it with --header "Authorization: …"';
}

/** The credential that the user gave for registrations; null without one. */
function given(options: Pick<RunOptions, 'registrationAuthorization' | 'headers'>): string | null {
  return (
    options.registrationAuthorization ??
    options.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ??
    null
  );
}

/** What is known about the credentials of a registration, and whether one can be sent. */
export interface Authentication {
  readonly rows: readonly Row[];
  readonly blocked: boolean;
}

/**
 * What the registration endpoint asks of the sender of an empty request: nothing, or a credential, and whether the one
 * given is accepted. `send` sends the same request with that credential.
 */
export async function examineAuthentication(
  options: Pick<RunOptions, 'registrationAuthorization' | 'headers'>,
  url: string,
  anonymous: LiveExchange,
  send: (authorization: string) => Promise<LiveExchange>,
): Promise<Authentication> {
  const { ok, note, unknown, problem } = about('authentication', url);
  const credential = given(options);
  const status = anonymous.response?.status;
  if (status === undefined)
    return { rows: [unknown('no answer to ask for a credential')], blocked: true };
  const wanted = status === 401 || status === 403;
  if (!wanted) {
    const text = `an empty request is answered for its content (${answerText(anonymous)}), no credential is asked for`;
    const row =
      credential === null
        ? ok(text)
        : note(`${text}; the one given is sent all the same`, 'leave it out if nothing needs it');
    return { rows: [row], blocked: false };
  }
  if (blamesCertificate(anonymous)) {
    const text = `refused for the client certificate: ${answerText(anonymous)}`;
    return { rows: [problem(text, TRUST_OURS)], blocked: true };
  }
  const schemes = schemesOf(responseHeader(anonymous, 'www-authenticate'));
  const names =
    schemes.length === 0 ? 'without a WWW-Authenticate header' : schemes.map(shown).join(', ');
  const asks =
    status === 401
      ? `a credential is asked for: 401, ${names}`
      : `refused without a credential: ${answerText(anonymous)}`;
  if (credential === null) {
    // A 403 may as well be about the certificate, or the empty body.
    if (status === 403) return { rows: [unknown(asks, fixFor(schemes))], blocked: false };
    return { rows: [problem(asks, fixFor(schemes))], blocked: true };
  }
  const [scheme = ''] = credential.split(' ');
  const answer = await send(credential);
  if (answer.response?.status === 401 || answer.response?.status === 403) {
    const text = `${asks}; the ${scheme} credential given is refused: ${answerText(answer)}`;
    return {
      rows: [problem(text, 'check the credential, and whether it has run out')],
      blocked: true,
    };
  }
  return {
    rows: [ok(`${asks}; the ${scheme} credential given is accepted (${answerText(answer)})`)],
    blocked: false,
  };
}
