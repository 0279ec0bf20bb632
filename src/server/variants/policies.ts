import { isRowOf } from '../../requirements/applies.ts';
import { headerText } from '../../rules/jws.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import type { ExtraRefusal, Hooks } from '../faults/fault.ts';
import { addressOf } from '../own-address.ts';
import { type Variant, variant } from './variant.ts';

const REFUSED: ExtraRefusal = {
  situation: 'request-claims',
  message: 'not accepted by this server',
};

const UNSUPPORTED = 'DCR v3.3: a value that the server does not support is rejected.';
const OTHER_VALUE: ExtraRefusal = {
  situation: 'client-metadata',
  message: 'a value that is not supported here',
};

const MAX_STATEMENT_AGE = 600;

function refusing(broken: (input: RegistrationInput) => boolean, refusal = REFUSED): Hooks {
  return { refuses: (input) => (broken(input) ? refusal : null) };
}

const ONE_EACH =
  'DCR v3.3, software_id: an ASPSP may allow several registrations of one statement.';

function onePerSoftware(situation: ExtraRefusal['situation']): Hooks {
  return {
    refuses: ({ ssaClaims, operation }, known) =>
      operation === 'post' && known.hasSoftware(String(ssaClaims.software_id))
        ? { situation, message: 'this software is registered already' }
        : null,
  };
}

export const policyVariants: readonly Variant[] = [
  variant(
    'one-client-per-software',
    'refuses a second client of one software',
    ONE_EACH,
    onePerSoftware('client-metadata'),
  ),
  variant(
    'one-client-per-statement',
    'calls the statement of a second client invalid',
    ONE_EACH,
    onePerSoftware('ssa-claims'),
  ),
  variant(
    'replays-allowed',
    'takes a jti twice, in requests and assertions',
    'DCR v3.3 and RFC 7523 3 do not ask for a memory of jti.',
    {
      skips: ['request.jti.fresh', 'assertion.jti-fresh'],
    },
  ),
  variant(
    'statement-age-limited',
    'takes statements of ten minutes at most',
    'OB Directory: each ASPSP applies a pragmatic maximum age.',
    refusing(({ ssaClaims, now }) => Number(ssaClaims.iat) + MAX_STATEMENT_AGE < now, {
      situation: 'ssa-claims',
      message: 'the software statement is too old',
    }),
  ),
  variant(
    'statement-age-unlimited',
    'takes statements of any age',
    'DCR v3.3: the lifetime of a statement is not defined.',
    {
      skips: ['ssa.time.age'],
      where: (profile) => !isRowOf(profile, 'OBBR-7.1-3-1'),
    },
  ),
  variant(
    'kid-demanded',
    'refuses a request without kid',
    'RFC 7515 4.1.4 leaves the use of kid to the application.',
    {
      where: ({ request }) => request.format === 'jwt',
      ...refusing(({ request }) => headerText(request, 'kid') === null),
    },
  ),
  variant(
    'aud-array-refused',
    'refuses an aud that is an array',
    'DCR v3.3 OpenAPI: aud is a string.',
    refusing(({ claims }) => Array.isArray(claims.aud)),
  ),
  variant(
    'aud-id-only',
    'does not answer to its URL in aud',
    'DCR v3.3, aud: base62, 18 characters at most.',
    {
      where: (profile) => addressOf(profile) !== null,
      ...refusing(({ claims }) => [claims.aud].flat().every((aud) => String(aud).includes(':'))),
    },
  ),
  variant(
    'es256-only',
    'takes requests signed with ES256 only',
    'FAPI 1.0 Part 2, 8.6: PS256 or ES256; no clause asks for both.',
    {
      where: ({ request }) => request.format === 'jwt',
      ...refusing(({ request }) => headerText(request, 'alg') !== 'ES256', {
        situation: 'request-signature',
        message: 'only ES256 is taken here',
      }),
    },
  ),
  variant(
    'ps256-only',
    'takes requests signed with PS256 only',
    'FAPI 1.0 Part 2, 8.6: PS256 or ES256; no clause asks for both.',
    {
      where: ({ request }) => request.format === 'jwt',
      ...refusing(({ request }) => headerText(request, 'alg') !== 'PS256', {
        situation: 'request-signature',
        message: 'only PS256 is taken here',
      }),
    },
  ),
  variant(
    'test-software-refused',
    'refuses software that is in test',
    'OB Directory, software_mode: what to make of test software is up to the ASPSP.',
    refusing(({ ssaClaims }) => ssaClaims.software_mode === 'Test', {
      situation: 'ssa-untrusted',
      message: 'software in test is not taken here',
    }),
  ),
  variant('hybrid-flow-refused', 'refuses the response type "code id_token"', UNSUPPORTED, {
    // Where it is the only one there is, nobody can do without.
    where: (profile) => !isRowOf(profile, 'OBBR-openapi-5'),
    ...refusing(
      ({ claims }) => [claims.response_types].flat().includes('code id_token'),
      OTHER_VALUE,
    ),
  }),
  variant(
    'tls-client-auth-only',
    'refuses client authentication by anything but a certificate, of peers who have one',
    UNSUPPORTED,
    {
      where: ({ authMethods }) => authMethods.includes('tls_client_auth'),
      ...refusing(
        ({ claims, certificate }) =>
          certificate !== null && claims.token_endpoint_auth_method !== 'tls_client_auth',
        OTHER_VALUE,
      ),
      discovery: (document) => ({
        ...document,
        token_endpoint_auth_methods_supported: ['tls_client_auth'],
      }),
    },
  ),
  variant(
    'redirect-uris-demanded',
    'refuses a request without redirect_uris',
    'DCR v3.3: the table demands the claim.',
    {
      where: (profile) => !isRowOf(profile, 'CDRAU-registration-request-6'),
      ...refusing(({ claims }) => claims.redirect_uris === undefined, {
        situation: 'redirect-uri',
        message: 'redirect_uris is missing',
      }),
    },
  ),
  variant(
    'requested-client-id-refused',
    'refuses a request that asks for a client_id',
    'DCR v3.3, client_id: the ASPSP may ignore or refuse the wish.',
    refusing(({ claims, operation }) => operation === 'post' && claims.client_id !== undefined),
  ),
  variant(
    'long-requests-refused',
    'refuses a request that is valid for more than an hour',
    'Requirements research 6: the span of exp and iat is open.',
    refusing(({ claims }) => Number(claims.exp) - Number(claims.iat) > 3600),
  ),
];
