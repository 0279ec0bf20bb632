import {
  directoryJwks,
  registrationJwt,
  requestClaims,
  signRequest,
  signSsa,
  softwareJwks,
  ssaClaims,
  stranger,
} from './bank.ts';
import {
  around,
  keyedWith,
  resigned,
  strangeRequest,
  strangeStatement,
  unsecured,
  withTwoAlgorithms,
  ZEROES,
} from './forgery.ts';

type Claims = Record<string, unknown>;

const ELSEWHERE = 'https://x.example/';

/** Lists that a careless comparison takes for part of the statement's. */
const LOOK_ALIKES: readonly (readonly string[])[] = [
  ['https://tpp.example/a', ELSEWHERE],
  [ELSEWHERE, 'https://tpp.example/a'],
  ['https://tpp.example/ab'],
  ['https://tpp.example/'],
  ['https://tpp-example/a'],
  ['https://tpp.example:8443/a'],
  ['https://tpp.example/a?x=1'],
];

const request = async (header: Claims): Promise<string> =>
  signRequest(requestClaims(await signSsa(ssaClaims())), header);
const statement = (header: Claims): Promise<string> => around(signSsa(ssaClaims(), header));
const good = (): Promise<string> => signSsa(ssaClaims());

/** Request JWTs that tell a right server from most wrong ones, by what is odd about them. */
export const PROBE_REGISTRATIONS: Readonly<Record<string, () => Promise<string>>> = {
  nothing: () => registrationJwt(),
  'two redirect URIs': () =>
    registrationJwt({ redirect_uris: ['https://tpp.example/a', 'https://tpp.example/b'] }),
  'no redirect URIs': () => registrationJwt({ redirect_uris: undefined }),
  'no response types': () => registrationJwt({ response_types: undefined }),
  'unknown claim': () => registrationJwt({ x_probe: 1 }),
  'unknown header': () => request({ 'x-probe': 1 }),
  'self-asserted': () => registrationJwt({ software_client_name: 'Another' }),
  wishes: () => registrationJwt({ client_id: 'wish', client_secret: 'wish' }),
  malformed: async () => 'x',
  'short signature': async () => resigned(await registrationJwt(), 'AAAA'),
  'no signature': async () => resigned(await registrationJwt(), ''),
  zeroes: async () => resigned(await registrationJwt(), ZEROES),
  none: async () => unsecured(await registrationJwt(), { alg: 'none' }),
  'none in capitals': async () => unsecured(await registrationJwt(), { alg: 'NONE' }),
  'two algorithms': async () => withTwoAlgorithms(await registrationJwt()),
  hmac: async () => keyedWith(await registrationJwt(), softwareJwks),
  'wrong key': () => strangeRequest({}),
  'wrong key under the right kid': () => strangeRequest({ kid: 'software-1' }),
  'directory key': async () => signSsa(requestClaims(await good()), { kid: 'software-1' }),
  jwk: () => strangeRequest({ jwk: stranger.jwk }),
  jku: () => strangeRequest({ jku: ELSEWHERE, kid: 'elsewhere' }),
  x5u: () => strangeRequest({ x5u: ELSEWHERE, kid: 'elsewhere' }),
  'own keys': () => registrationJwt({ jwks: { keys: [] } }),
  'own key location': () => registrationJwt({ jwks_uri: ELSEWHERE }),
  'jwks claim': () =>
    strangeRequest({ kid: 'software-1' }, { jwks: { keys: [{ ...stranger.jwk, kid: 'x' }] } }),
  'jwks_uri claim': () => strangeRequest({ kid: 'software-1' }, { jwks_uri: ELSEWHERE }),
  'endpoint claim': () =>
    strangeRequest({ kid: 'software-1' }, { software_jwks_endpoint: ELSEWHERE }),
  'unknown kid': () => request({ kid: 'x' }),
  'kid of another key': () => request({ kid: 'spare-1' }),
  'no statement': () => registrationJwt({ software_statement: undefined }),
  'malformed statement': () => registrationJwt({ software_statement: 'x' }),
  'statement, short signature': async () => around(resigned(await good(), 'AAAA')),
  'statement, no signature': async () => around(resigned(await good(), '')),
  'statement, zeroes': async () => around(resigned(await good(), ZEROES)),
  'statement, none': async () => around(unsecured(await good(), { alg: 'none', typ: 'JWT' })),
  'statement, none in capitals': async () =>
    around(unsecured(await good(), { alg: 'NONE', typ: 'JWT' })),
  'statement, two algorithms': async () => around(withTwoAlgorithms(await good())),
  'statement, hmac': async () => around(keyedWith(await good(), directoryJwks)),
  'statement, software key': () => around(signRequest(ssaClaims())),
  'statement, jwk': () => strangeStatement({ jwk: stranger.jwk }),
  'statement, jku': () => strangeStatement({ jku: ELSEWHERE, kid: 'elsewhere' }),
  'statement, x5u': () => strangeStatement({ x5u: ELSEWHERE, kid: 'elsewhere' }),
  'statement, unknown kid': () => statement({ kid: 'x' }),
  'statement, kid of another key': () => statement({ kid: 'spare-1' }),
  'statement, strange issuer': () => strangeStatement({}, { iss: 'Nobody' }),
  'statement, issuer with a longer name': () =>
    registrationJwt({}, { iss: 'OpenBanking Ltd Mirror' }),
  'statement, no issuer': () => registrationJwt({}, { iss: undefined }),
  expired: () => registrationJwt({ exp: 1 }),
  'foreign redirect URI': () => registrationJwt({ redirect_uris: [ELSEWHERE] }),
  ...Object.fromEntries(
    LOOK_ALIKES.map((uris) => [
      `redirect URIs ${uris.join(' ')}`,
      () => registrationJwt({ redirect_uris: uris }),
    ]),
  ),
  'redirect URI that mentions https': () => {
    const uris = ['http://tpp.example/https'];
    return registrationJwt({ redirect_uris: uris }, { software_redirect_uris: uris });
  },
  'grant of a later version': () =>
    registrationJwt({
      grant_types: ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    }),
  'no authentication method': () =>
    registrationJwt({
      token_endpoint_auth_method: undefined,
      token_endpoint_auth_signing_alg: undefined,
    }),
  'grants in capitals': () => registrationJwt({ grant_types: ['CLIENT_CREDENTIALS'] }),
  'statement without token': () => registrationJwt({ software_statement: { software_id: 'x' } }),
  'long jti': () => registrationJwt({ jti: 'x'.repeat(300) }),
  'bad grants': () => registrationJwt({ grant_types: ['password'] }),
  'too large': async () => 'x'.repeat(300_000),
};
