import { describe, expect, it } from 'vitest';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { registrationRules } from './registration-rules.ts';
import { allViolations, firstViolation } from './rule.ts';
import { type Example, modulus, NOW, proven, registrationInput } from './testing/registration.ts';

const RULES = registrationRules(obUk33);
const CIBA = {
  grant_types: ['client_credentials', 'authorization_code', 'urn:openid:params:grant-type:ciba'],
};
const POLL = {
  ...CIBA,
  backchannel_token_delivery_mode: 'poll',
  backchannel_authentication_request_signing_alg: 'PS256',
};
const TLS_AUTH = {
  token_endpoint_auth_method: 'tls_client_auth',
  token_endpoint_auth_signing_alg: undefined,
  tls_client_auth_subject_dn: 'CN=org1,O=TPP Ltd,C=GB',
};
const DAY = 24 * 3600;

async function broken(example: Example): Promise<readonly string[]> {
  const violations = await allViolations(RULES, registrationInput(example));
  return violations.map(({ rule }) => rule.id);
}

function uri(text: string): Example {
  return { claimEdits: { redirect_uris: [text] }, ssaEdits: { software_redirect_uris: [text] } };
}

describe('the rules of a registration hold', () => {
  it.each<[string, Example]>([
    ['for a right one', {}],
    ['without redirect_uris', { claimEdits: { redirect_uris: undefined } }],
    ['without response_types', { claimEdits: { response_types: undefined } }],
    ['without typ', { headerEdits: { typ: undefined } }],
    ['without kid', { headerEdits: { kid: undefined } }],
    ['with an unknown header parameter', { headerEdits: { x: 1 } }],
    ['with an unknown claim', { claimEdits: { x_unknown: { a: [1] } } }],
    ['with aud in a list', { claimEdits: { aud: ['other', 'bank1'] } }],
    ['with a clock 20 seconds ahead', { claimEdits: { iat: NOW + 20, nbf: NOW + 20 } }],
    ['when it expired within the clock skew', { claimEdits: { exp: NOW - 30 } }],
    ['with lower-case hex in jti', { claimEdits: { jti: '0af0c0de-aaaa-4abc-9abc-0123456789ab' } }],
    ['with roles left out of the statement', { ssaEdits: { software_roles: undefined } }],
    ['with a redirect URI on another port', uri('https://tpp.example:8443/a?b=c')],
    ['for a CIBA client', { claimEdits: POLL }],
    [
      'for a TLS client',
      { claimEdits: TLS_AUTH, certificate: { subjectDn: 'C=GB, O=TPP Ltd, CN=org1' } },
    ],
    [
      'for a client without users',
      { claimEdits: { grant_types: ['client_credentials'], response_types: undefined } },
    ],
  ])('%s', async (_what, example) => {
    expect(await broken(example)).toEqual([]);
  });
});

describe('a registration with one defect breaks one rule', () => {
  it.each<[string, Example]>([
    ['request.jose.base64url', { compact: (jwt) => `${jwt}=` }],
    ['request.jose.parts', { compact: (jwt) => `${jwt}.x` }],
    ['request.jose.alg-present', { headerEdits: { alg: undefined } }],
    ['request.jose.alg-none', { headerEdits: { alg: 'nOnE' } }],
    ['request.jose.alg-spelling', { headerEdits: { alg: 'ps256' } }],
    ['request.jose.alg-allowed', { headerEdits: { alg: 'HS256' } }],
    ['request.jose.typ', { headerEdits: { typ: 'at+jwt' } }],
    ['request.jose.crit', { headerEdits: { crit: ['exp'] } }],
    ['request.jose.b64', { headerEdits: { b64: false } }],
    ['request.jose.not-nested', { headerEdits: { cty: 'JWT' } }],
    ['request.jose.kid-type', { headerEdits: { kid: 1 } }],
    ['request.jose.kid-safe', { headerEdits: { kid: 'a\u0000b' } }],
    ['request.jose.no-embedded-key', { headerEdits: { jwk: {} } }],
    ['request.jose.no-key-url', { headerEdits: { jku: 'https://keys.example' } }],
    [
      'request.claims.software_statement.present',
      { claimEdits: { software_statement: undefined } },
    ],
    ['request.claims.software_statement.empty', { claimEdits: { software_statement: '' } }],
    ['request.claims.software_statement.type', { claimEdits: { software_statement: {} } }],
    ['ssa.jose.typ', { ssaHeaderEdits: { typ: undefined } }],
    ['ssa.jose.alg-allowed', { ssaHeaderEdits: { alg: 'RS256' } }],
    ['ssa.issuer.trusted', { ssaEdits: { iss: 'Another Ltd' } }],
    ['ssa.claims.iss.present', { ssaEdits: { iss: undefined } }],
    ['ssa.claims.software_id.type', { ssaEdits: { software_id: 1 } }],
    [
      'ssa.claims.software_jwks_endpoint.present',
      { ssaEdits: { software_jwks_endpoint: undefined } },
    ],
    ['ssa.claims.org_status.value', { ssaEdits: { org_status: 'Unheard-of' } }],
    ['ssa.org.active', { ssaEdits: { org_status: 'Withdrawn' } }],
    ['ssa.time.exp', { ssaEdits: { exp: NOW - 600 } }],
    ['ssa.time.nbf', { ssaEdits: { nbf: NOW + 600 } }],
    ['ssa.time.iat', { ssaEdits: { iat: NOW + DAY } }],
    ['ssa.time.age', { ssaEdits: { iat: NOW - 800 * DAY } }],
    ['ssa.claims.iat.value', { ssaEdits: { iat: NOW * 1000 } }],
    ['ssa.jwks-uri.https', { ssaEdits: { software_jwks_endpoint: 'http://keys.example/' } }],
    ['transport.certificate-matches-ssa', { certificate: { subjectDn: 'CN=org2,O=Other Ltd' } }],
    ['request.jwks.available', { proof: { unavailable: 'gone', match: null } }],
    ['request.signature.valid', { proof: { unavailable: null, match: null } }],
    ['request.signature.pss-salt', { proof: proven({}, true, 20) }],
    [
      'request.signature.ecdsa-form',
      {
        headerEdits: { alg: 'ES256' },
        proof: {
          unavailable: null,
          match: { jwk: { kty: 'EC' }, kidMatches: true, saltLength: null },
        },
      },
    ],
    ['request.key.kid', { proof: proven({}, false) }],
    ['request.key.use', { proof: proven({ use: 'enc' }) }],
    ['request.key.use', { proof: proven({ key_ops: ['encrypt'] }) }],
    ['request.key.alg', { proof: proven({ alg: 'RS256' }) }],
    ['request.key.size', { proof: proven({ n: modulus(128) }) }],
    ['request.key.size', { proof: proven({ n: `AAAA${modulus(252)}` }) }],
    ['request.claims.iss.present', { claimEdits: { iss: undefined } }],
    ['request.claims.aud.present', { claimEdits: { aud: undefined } }],
    ['request.claims.aud.type', { claimEdits: { aud: 1 } }],
    ['request.claims.jti.value', { claimEdits: { jti: '00000000-0000-1000-8000-000000000001' } }],
    ['request.claims.jti.length', { claimEdits: { jti: 'short' } }],
    ['request.claims.exp.type', { claimEdits: { exp: String(NOW + 300) } }],
    ['request.claims.exp.value', { claimEdits: { exp: (NOW + 300) * 1000 } }],
    ['request.time.exp', { claimEdits: { exp: NOW - 600 } }],
    ['request.time.nbf', { claimEdits: { nbf: NOW + 600 } }],
    ['request.time.iat', { claimEdits: { iat: NOW + DAY } }],
    ['request.jti.fresh', { jtiUsed: () => true }],
    ['request.aud.us', { claimEdits: { aud: 'otherbank' } }],
    ['request.iss.software-id', { claimEdits: { iss: 'software2' } }],
    ['request.software-id.same', { claimEdits: { software_id: 'software2' } }],
    ['update.software-id', { registered: { clientId: 'c1', softwareId: 'software2' } }],
    [
      'update.client-id',
      { registered: { clientId: 'c1', softwareId: null }, claimEdits: { client_id: 'c2' } },
    ],
    ['request.claims.redirect_uris.empty', { claimEdits: { redirect_uris: [] } }],
    ['request.claims.redirect_uris.type', { claimEdits: { redirect_uris: [1] } }],
    ['request.claims.redirect_uris.length', uri(`https://tpp.example/${'a'.repeat(250)}`)],
    ['redirect.absolute', uri('/callback')],
    ['redirect.https', uri('JavaScript:alert(1)')],
    ['redirect.localhost', uri('https://LOCALHOST./cb')],
    ['redirect.loopback', uri('https://127.1/cb')],
    ['redirect.loopback', uri('https://[::1]/cb')],
    ['redirect.fragment', uri('https://tpp.example/#')],
    ['redirect.userinfo', uri('https://a@tpp.example/')],
    ['redirect.wildcard', uri('https://*.tpp.example/')],
    [
      'redirect.subset',
      { claimEdits: { redirect_uris: ['https://tpp.example/a', 'https://tpp.example/a/'] } },
    ],
    ['request.claims.scope.type', { claimEdits: { scope: ['openid'] } }],
    ['request.scope.syntax', { claimEdits: { scope: 'openid  accounts' } }],
    ['request.scope.known', { claimEdits: { scope: 'openid admin' } }],
    ['request.scope.within-roles', { claimEdits: { scope: 'openid payments' } }],
    [
      'request.claims.grant_types.value',
      { claimEdits: { grant_types: ['authorization_code', 'password'] } },
    ],
    ['request.grants.response-types', { claimEdits: { grant_types: ['client_credentials'] } }],
    [
      'request.keys.one-place',
      { claimEdits: { jwks: { keys: [] }, jwks_uri: 'https://keys.example' } },
    ],
    [
      'request.auth-method.fit',
      { claimEdits: { token_endpoint_auth_method: 'client_secret_jwt' } },
    ],
    [
      'request.claims.token_endpoint_auth_method.value',
      { claimEdits: { token_endpoint_auth_method: 'none' } },
    ],
    ['request.auth-method.supported', { claimEdits: TLS_AUTH, authMethods: ['private_key_jwt'] }],
    [
      'request.claims.id_token_signed_response_alg.value',
      { claimEdits: { id_token_signed_response_alg: 'RS256' } },
    ],
    [
      'request.claims.token_endpoint_auth_signing_alg.present',
      { claimEdits: { token_endpoint_auth_signing_alg: undefined } },
    ],
    [
      'request.claims.tls_client_auth_subject_dn.present',
      { claimEdits: { ...TLS_AUTH, tls_client_auth_subject_dn: undefined } },
    ],
    [
      'request.claims.tls_client_auth_subject_dn.value',
      { claimEdits: { ...TLS_AUTH, tls_client_auth_subject_dn: '/CN=org1' } },
    ],
    [
      'request.tls-subject.single',
      { claimEdits: { ...TLS_AUTH, tls_client_auth_san_dns: 'tpp.example' } },
    ],
    ['request.tls-subject.needs-method', { claimEdits: { tls_client_auth_subject_dn: 'CN=org1' } }],
    [
      'request.tls-subject.certificate',
      { claimEdits: TLS_AUTH, certificate: { subjectDn: 'CN=org1,O=Other Ltd,C=GB' } },
    ],
    [
      'request.claims.backchannel_token_delivery_mode.present',
      { claimEdits: { ...POLL, backchannel_token_delivery_mode: undefined } },
    ],
    [
      'request.claims.backchannel_token_delivery_mode.value',
      {
        claimEdits: {
          ...POLL,
          backchannel_token_delivery_mode: 'push',
          backchannel_client_notification_endpoint: 'https://tpp.example/n',
        },
      },
    ],
    [
      'request.claims.backchannel_client_notification_endpoint.present',
      { claimEdits: { ...POLL, backchannel_token_delivery_mode: 'ping' } },
    ],
    [
      'request.claims.backchannel_client_notification_endpoint.value',
      {
        claimEdits: {
          ...POLL,
          backchannel_token_delivery_mode: 'ping',
          backchannel_client_notification_endpoint: 'http://tpp.example/n',
        },
      },
    ],
    [
      'request.claims.backchannel_user_code_parameter_supported.value',
      { claimEdits: { ...POLL, backchannel_user_code_parameter_supported: true } },
    ],
    [
      'request.ciba.poll-endpoint',
      {
        claimEdits: { ...POLL, backchannel_client_notification_endpoint: 'https://tpp.example/n' },
      },
    ],
    [
      'request.ciba.backchannel_token_delivery_mode',
      { claimEdits: { backchannel_token_delivery_mode: 'poll' } },
    ],
    ['request.encryption.rsa1-5', { claimEdits: { id_token_encrypted_response_alg: 'RSA1_5' } }],
  ])('%s', async (rule, example) => {
    expect(await broken(example)).toEqual([rule]);
  });
});

describe('a request whose payload is no JSON object', () => {
  it('comes to an answer for a method that is an object without a text', async () => {
    const claimEdits = { token_endpoint_auth_method: { toString: 1, valueOf: 1 } };
    const violation = await firstViolation(RULES, registrationInput({ claimEdits }));
    expect(violation?.rule.id).toBe('request.claims.token_endpoint_auth_method.type');
  });

  it.each([
    ['request.jose.payload-json', '[]'],
    ['request.jose.payload-json', '{"a":'],
    ['request.jose.payload-trailing', '{"a":1} x'],
    ['request.jose.payload-bom', '\uFEFF{}'],
    ['request.jose.payload-duplicates', '{"a":{"b":1,"\\u0062":2}}'],
    ['request.jose.payload-depth', `{"a":${'['.repeat(60)}${']'.repeat(60)}}`],
  ])('breaks %s first: %s', async (rule, payloadText) => {
    const violation = await firstViolation(RULES, registrationInput({ payloadText }));
    expect(violation?.rule.id).toBe(rule);
  });
});

describe('the list of rules', () => {
  it('has an id for each rule', () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('judges the statement before the keys that it names are used', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.indexOf('ssa.signature.valid')).toBeLessThan(ids.indexOf('request.jwks.available'));
  });

  it('passes over rules that are off', async () => {
    const input = registrationInput({ claimEdits: { aud: 'otherbank' } });
    expect(await firstViolation(RULES, input, new Set(['request.aud.us']))).toBeNull();
  });

  it('never repeats what was sent', async () => {
    const evil = { jti: '<script>', aud: '<script>', scope: '<script>', iss: '<script>' };
    const violations = await allViolations(RULES, registrationInput({ claimEdits: evil }));
    expect(violations.filter(({ message }) => message.includes('script'))).toEqual([]);
  });
});
