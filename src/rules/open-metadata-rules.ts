import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Situation } from '../model/profile.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';
import { absoluteUri, isHttpsUri, isLocalhostName, isLoopbackAddress } from './uri.ts';

type OpenRule = Rule<RegistrationInput>;

function rule(
  id: string,
  rows: Rows,
  complaint: string,
  broken: (metadata: JsonObject, input: RegistrationInput) => boolean | Promise<boolean>,
  situation: Situation = 'client-metadata',
): OpenRule {
  return makeRule(id, rows, situation, complaint, (input) => broken(input.metadata, input));
}

function texts(value: Json | undefined): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'string');
}

function has(value: Json | undefined, wanted: string): boolean {
  return texts(value).includes(wanted);
}

function part(type: string, wanted: string): boolean {
  return type.split(' ').includes(wanted);
}

/** The members of a JWK Set; null for what is none (RFC 7517 5). */
function keysOf(jwks: Json | undefined): readonly JsonObject[] | null {
  const keys: unknown = isJsonObject(jwks) ? jwks.keys : undefined;
  if (!Array.isArray(keys)) return null;
  const sound = keys.filter((key) => isJsonObject(key) && typeof key.kty === 'string');
  return sound.length === keys.length ? sound : null;
}

const SUBJECTS = ['subject_dn', 'san_dns', 'san_uri', 'san_ip', 'san_email'].map(
  (name) => `tls_client_auth_${name}`,
);

/** Where the server may fetch something of the client's: on its own machine without TLS too, if it is there itself. */
function isSecure(location: Json | undefined, { allowLoopbackHttp }: RegistrationInput): boolean {
  if (typeof location !== 'string') return true;
  if (isHttpsUri(location)) return true;
  const url = absoluteUri(location);
  const local = url !== null && (isLocalhostName(url) || isLoopbackAddress(url));
  return allowLoopbackHttp && local && url.protocol === 'http:';
}

const keyRules: readonly OpenRule[] = [
  rule(
    'request.jwks-uri.https',
    'OIDCR-2-7',
    'jwks_uri is not https',
    ({ jwks_uri: location }, input) => !isSecure(location, input),
  ),
  rule(
    'request.jwks.valid',
    'RFC7591-2-8',
    'jwks is no JWK Set',
    ({ jwks }) => isJsonObject(jwks) && keysOf(jwks) === null,
  ),
  rule(
    'request.jwks.public',
    'OIDCR-2-8',
    'jwks has a private or symmetric key in it',
    ({ jwks }) => (keysOf(jwks) ?? []).some((key) => 'd' in key || 'k' in key),
  ),
  rule(
    'request.self-signed.keys',
    'RFC8705-2.2.2-1',
    'self_signed_tls_client_auth comes without a key set',
    ({ token_endpoint_auth_method: method, jwks, jwks_uri: location }) =>
      method === 'self_signed_tls_client_auth' && jwks === undefined && location === undefined,
  ),
  rule(
    'request.tls-subject.present',
    'RFC8705-2.1.2-1',
    'tls_client_auth comes without a certificate subject',
    (metadata) =>
      metadata.token_endpoint_auth_method === 'tls_client_auth' &&
      SUBJECTS.every((name) => metadata[name] === undefined),
  ),
];

const grantRules: readonly OpenRule[] = [
  rule(
    'request.grants.password',
    'RFC9700-2.4-1',
    'the password grant is not offered',
    ({ grant_types: grants }) => has(grants, 'password'),
  ),
  rule(
    'request.responses.token',
    'RFC9700-2.1.2-1',
    'response types with an access token are not offered',
    ({ response_types: types }) => texts(types).some((type) => part(type, 'token')),
  ),
  rule(
    'request.grants.implicit',
    'OIDCR-2-2',
    'a response type with an ID token comes without the implicit grant',
    ({ response_types: types, grant_types: grants }) =>
      texts(types).some((type) => part(type, 'id_token')) && !has(grants, 'implicit'),
  ),
  rule(
    'request.auth-method.offered',
    'RFC7591-2-11',
    'token_endpoint_auth_method is not offered here',
    ({ token_endpoint_auth_method: method }, { authMethods }) =>
      typeof method === 'string' &&
      method.endsWith('tls_client_auth') &&
      !authMethods.includes(method),
  ),
];

const oidcRules: readonly OpenRule[] = [
  rule(
    'request.id-token.unsigned',
    'OIDCR-2-9',
    'unsigned ID tokens are for the code flow only',
    ({ id_token_signed_response_alg: alg, response_types: types }) =>
      alg === 'none' && texts(types).some((type) => part(type, 'id_token')),
  ),
  rule(
    'request.assertion-alg.none',
    'OIDCR-2-14',
    'client assertions have to be signed',
    ({ token_endpoint_auth_signing_alg: alg }) => alg === 'none',
  ),
  rule(
    'request.request-uris.https',
    'OIDCR-2-15',
    'a request URI is not https',
    ({ request_uris: uris }) => texts(uris).some((uri) => absoluteUri(uri)?.protocol !== 'https:'),
  ),
  rule(
    'request.sector.https',
    'OIDCR-2-16',
    'sector_identifier_uri is not https',
    ({ sector_identifier_uri: location }, input) => !isSecure(location, input),
  ),
  rule(
    'request.sector.redirect-uris',
    'OIDCR-5-1',
    'a redirect URI is not in the sector identifier document',
    async ({ sector_identifier_uri: sector, redirect_uris: uris }, { sectorUris }) => {
      if (typeof sector !== 'string' || sector === '' || sectorUris === null) return false;
      const listed = await sectorUris(sector);
      return listed === null || texts(uris).some((uri) => !listed.includes(uri));
    },
  ),
];

/** Rules for the metadata of a client that registers itself in plain JSON. */
export const openMetadataRules: readonly OpenRule[] = [...keyRules, ...grantRules, ...oidcRules];
