import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import type { JwksFetch } from '../jwks-source.ts';
import type { RunningServer, ServerOptions } from '../options.ts';
import { AUDIENCE } from '../own-address.ts';
import { listen } from '../start.ts';

type Claims = Record<string, unknown>;
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

const ALG = 'PS256';

async function keyPair(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(ALG, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

const directory = await keyPair('directory-1');
const software = await keyPair('software-1');
export const stranger = await keyPair('stranger-1');
const spare = await keyPair('spare-1');

export const JWKS_URI = 'https://keys.directory.example/software.jwks';
export const softwareJwks = { keys: [software.jwk] } as never;
export const directoryJwks = { keys: [directory.jwk] } as never;
/** Sets with a second key, of which nobody has the private half. */
export const softwareJwksOfTwo = { keys: [software.jwk, spare.jwk] } as never;
export const directoryJwksOfTwo = { keys: [directory.jwk, spare.jwk] } as never;

let counter = 0;

/** Another identifier every time. */
export function unique(): string {
  counter += 1;
  return `00000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
}

/** Signs claims; header members in `header` win over the ordinary ones. */
export function sign(claims: Claims, key: Key, kid: string, header: Claims = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: ALG, typ: 'JWT', kid, ...header }).sign(key);
}

/** The claims of a statement; undefined values take a claim away. */
export function ssaClaims(edits: Claims = {}): Claims {
  return {
    iss: 'OpenBanking Ltd',
    iat: now() - 60,
    jti: unique(),
    software_id: 'software1',
    software_client_name: 'A TPP',
    software_jwks_endpoint: JWKS_URI,
    software_redirect_uris: ['https://tpp.example/a', 'https://tpp.example/b'],
    software_roles: ['AISP', 'PISP'],
    org_id: 'org1',
    org_name: 'TPP Ltd',
    org_status: 'Active',
    ...edits,
  };
}

/** The claims of a request around `statement`. */
export function requestClaims(statement: unknown, edits: Claims = {}): Claims {
  return {
    iss: 'software1',
    iat: now(),
    exp: now() + 3600,
    aud: AUDIENCE,
    jti: unique(),
    redirect_uris: ['https://tpp.example/a'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'PS256',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    scope: 'openid accounts',
    application_type: 'web',
    id_token_signed_response_alg: 'PS256',
    request_object_signing_alg: 'PS256',
    software_statement: statement,
    ...edits,
  };
}

export function signSsa(claims: Claims, header: Claims = {}): Promise<string> {
  return sign(claims, directory.privateKey, 'directory-1', header);
}

export function signRequest(claims: Claims, header: Claims = {}): Promise<string> {
  return sign(claims, software.privateKey, 'software-1', header);
}

/** A request JWT that the bank accepts, but for the edits. */
export async function registrationJwt(request: Claims = {}, ssa: Claims = {}): Promise<string> {
  return signRequest(requestClaims(await signSsa(ssaClaims(ssa)), request));
}

/** A client assertion that the bank accepts, but for the edits. */
export function assertion(clientId: string, origin: string, edits: Claims = {}): Promise<string> {
  return signRequest({
    iss: clientId,
    sub: clientId,
    aud: `${origin}/token`,
    jti: unique(),
    iat: now(),
    exp: now() + 60,
    ...edits,
  });
}

/** The form of a token request. */
export function tokenForm(clientAssertion: string): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion,
  };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** A server that trusts the directory above and reads software keys through `fetch`. */
export function openBank(
  options: Partial<ServerOptions> = {},
  fetch: JwksFetch = async () => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(softwareJwks),
  }),
): Promise<RunningServer> {
  const directories = [{ issuer: 'OpenBanking Ltd', jwks: directoryJwks }];
  return listen({ profile: obUk33, directories, ...options }, fetch);
}
