import type { Profile } from '../model/profile.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';
import { absoluteUri, isLocalhostName, isLoopbackAddress } from './uri.ts';

/** The strings of an array of strings; empty for anything else. */
function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/**
 * The redirect URIs that will be registered: the request's, or all of the SSA's where the request
 * has none (DCR v3.3, redirect_uris).
 */
export function effectiveRedirectUris(
  claims: Readonly<Record<string, unknown>>,
  ssaClaims: Readonly<Record<string, unknown>>,
  profile: Profile,
): readonly string[] {
  const requested = claims.redirect_uris;
  return strings(requested === undefined ? ssaClaims[profile.ssa.names.redirectUris] : requested);
}

/** `redirect.*`: every URI to be registered is fit for a bank's redirect. */
export function redirectRules(profile: Profile): readonly Rule<RegistrationInput>[] {
  const rule = (
    name: string,
    rows: Rows,
    complaint: string,
    broken: (url: URL, text: string) => boolean,
  ): Rule<RegistrationInput> =>
    makeRule(`redirect.${name}`, rows, 'redirect-uri', `a redirect URI ${complaint}`, (input) =>
      effectiveRedirectUris(input.claims, input.ssaClaims, profile).some((text) => {
        const url = absoluteUri(text);
        return url !== null && broken(url, text);
      }),
    );
  return [
    makeRule(
      'redirect.absolute',
      'RFC6749-3.1.2-1',
      'redirect-uri',
      'a redirect URI is not an absolute URI',
      ({ claims, ssaClaims }) =>
        effectiveRedirectUris(claims, ssaClaims, profile).some(
          (text) => text !== '' && absoluteUri(text) === null,
        ),
    ),
    rule('https', 'OBUK-redirect_uris-2', 'is not https', (url) => url.protocol !== 'https:'),
    rule('localhost', 'OBUK-redirect_uris-3', 'leads to localhost', isLocalhostName),
    rule('loopback', 'FAPI1B-7.5-1', 'leads to a loopback address', isLoopbackAddress),
    rule('fragment', 'RFC6749-3.1.2-2', 'has a fragment', (_url, text) => text.includes('#')),
    rule('userinfo', 'RFC7591-5-3', 'has user information', (_url, text) =>
      /^[^/?#]*\/\/[^/?#]*@/.test(text),
    ),
    rule('wildcard', 'OBUK-redirect_uris-1', 'has a wildcard', (_url, text) => text.includes('*')),
    makeRule(
      'redirect.subset',
      'OBUK-redirect_uris-1',
      'redirect-uri',
      'a redirect URI is not one of the software statement',
      ({ claims, ssa, ssaClaims }) => {
        const stated = ssaClaims[profile.ssa.names.redirectUris];
        if (ssa === null || !Array.isArray(stated)) return false;
        // Exact comparison, as RFC 9700 2.1 demands: a look-alike is another URI.
        return strings(claims.redirect_uris).some((uri) => uri !== '' && !stated.includes(uri));
      },
    ),
  ];
}
