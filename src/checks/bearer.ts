import { type Exchange, responseHeader } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import { type Deviation, judge } from './judge.ts';
import { isUk, ROW, UK_ROW } from './rows.ts';
import { shown } from './shown.ts';

export interface BearerInput {
  readonly exchange: Exchange;
  readonly profile: Profile;
  readonly weigh: Weigh;
  /** True when the request carried an access token that is none. */
  readonly presented: boolean;
}

/** The challenge of a refusal at a protected resource: there, of the Bearer scheme, with an error where a token was presented (RFC 6750 3). */
export function bearerFindings({ exchange, profile, weigh, presented }: BearerInput): Finding[] {
  const header = responseHeader(exchange, 'www-authenticate');
  const challenge = {
    check: 'bearer.challenge',
    requirement: ROW.challenge,
    expected: 'WWW-Authenticate: Bearer …',
    actual: shown(header ?? undefined),
  };
  const deviations: Deviation[] = [];
  if (header === null) {
    deviations.push({ ...challenge, message: 'The refusal carries no WWW-Authenticate header.' });
    if (isUk(profile)) {
      deviations.push({
        ...challenge,
        requirement: UK_ROW.challenge,
        message: 'The refusal carries no WWW-Authenticate header.',
      });
    }
  } else if (!/(^|,\s*)bearer(\s|,|$)/i.test(header)) {
    deviations.push({
      ...challenge,
      requirement: ROW.bearerScheme,
      message: 'The challenge is not of the Bearer scheme.',
    });
  } else if (presented && !/\berror\s*=\s*"?invalid_token"?/i.test(header)) {
    deviations.push({
      ...challenge,
      requirement: ROW.invalidToken,
      verdict: 'warn',
      expected: 'error="invalid_token"',
      message: 'The challenge does not say that the token is invalid.',
    });
  }
  return judge(
    { ...challenge, message: 'The refusal carries a Bearer challenge.' },
    weigh,
    deviations,
  );
}
