import { scopeTokens, stringsOf } from '../checks/compare.ts';
import type { JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { shownTime, shownValue } from './shown-value.ts';

function remark(about: Omit<Found, 'severity' | 'document' | 'requirements' | 'situation'>): Found {
  return { ...about, severity: 'info', document: 'request', requirements: [], situation: null };
}

/** Requests are made right before they are sent: whatever lives longer was not meant to. */
const LONG_LIFE = 86_400;

function inWords(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  return days > 730 ? `${Math.round(days / 365.25)} years` : `${days} days`;
}

/** What no clause forbids in a request, and a bank or a client may trip on. */
export function requestRemarks(claims: JsonObject, profile: Profile): readonly Found[] {
  const { iat, exp, scope } = claims;
  const found: Found[] = [];
  if (
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp - iat > LONG_LIFE &&
    exp < 100_000_000_000 &&
    iat >= 0
  ) {
    found.push(
      remark({
        id: 'request.time.span',
        pointer: '/exp',
        message: `The request is good for ${inWords(exp - iat)}. No clause sets a limit; banks may.`,
        expected: 'a few minutes after iat',
        actual: shownTime(exp),
        fix: 'Set exp to a few minutes after iat: whoever gets hold of the request may use it until then.',
      }),
    );
  }
  const idToken = stringsOf(claims.response_types).some((type) =>
    type.split(' ').includes('id_token'),
  );
  const offered = profile.freeScopes.includes('openid');
  if (idToken && offered && typeof scope === 'string' && !scopeTokens(scope).includes('openid')) {
    found.push(
      remark({
        id: 'request.scope.openid',
        pointer: '/scope',
        message:
          'A response type asks for an ID Token, and scope has no openid: without it none is issued (OpenID Connect Core 3.1.2.1).',
        expected: 'openid among the scopes',
        actual: shownValue('scope', scope),
        fix: 'Add openid to scope, unless the bank adds it by itself.',
      }),
    );
  }
  return found;
}
