import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { RunOptions } from '../model/options.ts';
import type { TargetFacts } from '../model/target.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { type AlternativeInput, alternatives } from './alternatives.ts';
import { runOptions } from './testing/run-options.ts';

const SUBJECT = 'CN=tpp,C=GB';
const ORIGIN = 'https://bank.example';

function listFor(
  discovery: JsonObject | null,
  changes: Partial<RunOptions> = {},
  algorithm: AlternativeInput['algorithm'] = null,
) {
  const target: TargetFacts = {
    kind: 'remote',
    url: ORIGIN,
    understoodAs: 'issuer',
    issuer: ORIGIN,
    discoveryUrl: null,
    discovery,
    endpoints: {
      registration: `${ORIGIN}/register`,
      token: null,
      introspection: null,
      revocation: null,
      authorization: null,
      jwks: null,
    },
    foreign: [],
    loopback: false,
    capabilities: new Set(),
  };
  const trust = { client: { key: '', cert: '', subjectDn: SUBJECT } };
  const options = runOptions(changes);
  const input = { options, profile: obUk33, trust, target, bundledAudience: null, algorithm };
  return alternatives(input);
}

const changesFor = (discovery: JsonObject | null, changes: Partial<RunOptions> = {}) =>
  listFor(discovery, changes).map(({ change }) => change);

const OWN = 'nothing';

describe('the drafts that calibration may send', () => {
  it('are the control and single changes of it, where the target does not say what it offers', () => {
    expect(changesFor(null)).toEqual([
      OWN,
      'content type application/jose',
      'content type application/json',
      'aud https://bank.example/register',
      'aud bank.example',
      'software_mode Live',
      'ES256',
      'response_types ["code"]',
      'tls_client_auth',
      'scope openid accounts',
      'scope openid payments',
      'required claims only',
    ]);
  });

  it('leave an SSA of the user as it is, and sign with the one key that there is', () => {
    const list = listFor({ request_object_signing_alg_values_supported: ['PS256'] }, {}, 'ES256');
    const changes = list.map(({ change }) => change);
    expect([changes.includes('software_mode Live'), changes.includes('ES256')]).toEqual([
      false,
      false,
    ]);
    expect(new Set(list.map(({ base }) => base.algorithm))).toEqual(new Set(['ES256']));
    expect(
      list.flatMap(({ base }) => base.edits).map(({ path }) => path.split('.')[0]),
    ).not.toContain('ssa');
  });

  it.each<[string, JsonObject, string]>([
    ['an algorithm', { request_object_signing_alg_values_supported: ['ES256'] }, 'ES256'],
    [
      'an authentication method',
      { token_endpoint_auth_methods_supported: ['tls_client_auth'] },
      'tls_client_auth',
    ],
    ['a response type', { response_types_supported: ['code'] }, 'response_types ["code"]'],
    ['fewer scopes', { scopes_supported: ['openid', 'accounts'] }, 'scope openid accounts'],
  ])('begin with what discovery offers after the control: %s', (_what, discovery, change) => {
    expect(changesFor(discovery).slice(0, 2)).toEqual([OWN, `what discovery offers: ${change}`]);
  });

  it('take all that discovery offers together, and change one thing more each', () => {
    const list = listFor({
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['tls_client_auth'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'payments'],
    });
    const edits = [
      { path: 'request.token_endpoint_auth_method', value: 'tls_client_auth' },
      { path: 'request.token_endpoint_auth_signing_alg' },
      { path: 'request.tls_client_auth_subject_dn', value: SUBJECT },
      { path: 'request.response_types', value: ['code'] },
      { path: 'request.scope', value: 'openid payments' },
    ];
    const [, together, ...more] = list;
    expect(together?.base).toMatchObject({ algorithm: 'ES256', edits });
    expect(more.map(({ base }) => base.algorithm)).toEqual(more.map(() => 'ES256'));
    const live = { path: 'ssa.software_mode', value: 'Live' };
    expect(more.map(({ base }) => base.edits)).toEqual(
      more.map(({ change }) => (change === 'software_mode Live' ? [...edits, live] : edits)),
    );
  });

  it('do not differ from the control where discovery offers what it asks for', () => {
    const same = {
      request_object_signing_alg_values_supported: ['PS256', 'ES256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth'],
      response_types_supported: ['code', 'code id_token'],
      scopes_supported: ['openid', 'accounts', 'payments', 'fundsconfirmations'],
    };
    expect(changesFor(same)).toEqual(changesFor(null));
  });

  it('do not heed values of discovery that the profile does not have', () => {
    const others = {
      request_object_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      response_types_supported: ['token'],
      scopes_supported: 'openid',
    };
    expect(changesFor(others)).toEqual(changesFor(null));
  });

  it('heed no list of algorithms that excludes what another one has', () => {
    const contradictory = {
      request_object_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256'],
    };
    expect(changesFor(contradictory)).toEqual(changesFor(null));
  });

  it('leave alone what the user has set', () => {
    const discovery = {
      response_types_supported: ['code'],
      token_endpoint_auth_methods_supported: ['tls_client_auth'],
    };
    const edits = [{ path: 'request.response_types' as const, value: ['code id_token'] }];
    const list = listFor(discovery, { edits, audience: 'aud-1' });
    expect(list.map(({ change }) => change)).toEqual([
      OWN,
      'what discovery offers: tls_client_auth',
      'content type application/jose',
      'content type application/json',
      'software_mode Live',
      'ES256',
      'scope openid accounts',
      'scope openid payments',
      'scope openid fundsconfirmations',
      'required claims only',
    ]);
    expect(list.map(({ base }) => base.audience)).toEqual(list.map(() => 'aud-1'));
  });

  it('are twelve at most', () => {
    expect(changesFor({ response_types_supported: ['code'] }).length).toBeLessThanOrEqual(12);
  });
});
