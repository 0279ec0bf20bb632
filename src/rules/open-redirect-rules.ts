import type { JsonObject } from '../model/json.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';
import { absoluteUri, isLocalhostName, isLoopbackAddress } from './uri.ts';

/** Schemes that a browser runs or reads by itself: none of them belongs to an app. */
const UNSAFE = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:']);

function isLocal(url: URL): boolean {
  return isLocalhostName(url) || isLoopbackAddress(url);
}

function includes(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.includes(wanted);
}

function rule(
  name: string,
  rows: Rows,
  complaint: string,
  broken: (url: URL, metadata: JsonObject) => boolean,
): Rule<RegistrationInput> {
  return makeRule(
    `redirect.${name}`,
    rows,
    'redirect-uri',
    `a redirect URI ${complaint}`,
    ({ metadata }) => {
      const uris: readonly unknown[] = Array.isArray(metadata.redirect_uris)
        ? metadata.redirect_uris
        : [];
      return uris.some((uri) => {
        const url = typeof uri === 'string' ? absoluteUri(uri) : null;
        return url !== null && broken(url, metadata);
      });
    },
  );
}

/** Which redirect URIs RFC 7591 5 and OpenID Connect Registration 2 let a client have. */
export const openRedirectRules: readonly Rule<RegistrationInput>[] = [
  rule(
    'scheme',
    'RFC7591-5-3',
    'is neither https, nor http on this machine, nor of an app',
    (url) => UNSAFE.has(url.protocol) || (url.protocol === 'http:' && !isLocal(url)),
  ),
  rule(
    'web-implicit',
    'OIDCR-2-3',
    'of a web client with the implicit grant is not https, or leads to localhost',
    (url, { application_type: type, grant_types: grants }) =>
      type !== 'native' &&
      includes(grants, 'implicit') &&
      (url.protocol !== 'https:' || isLocalhostName(url)),
  ),
  rule(
    'native',
    'OIDCR-2-4',
    'of a native client is neither of an app nor http on this machine',
    (url, { application_type: type }) =>
      type === 'native' &&
      (url.protocol === 'https:' || (url.protocol === 'http:' && !isLocal(url))),
  ),
];
