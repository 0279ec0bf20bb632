import { describe, expect, it } from 'vitest';
import type { Profile } from '../model/profile.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { oidc } from '../profiles/oidc.ts';
import { rfc7591 } from '../profiles/rfc7591.ts';
import { REQUIREMENTS, type RequirementId } from '../requirements/index.ts';
import { mutationsOf } from './index.ts';

const MUTATIONS = mutationsOf(obUk33);

/** What acceptance of a mutation counts as, where nothing was replaced. */
function weight(id: string): string {
  const found = MUTATIONS.find((mutation) => mutation.id === id);
  const [first] = found?.breaks ?? [];
  if (found === undefined || first === undefined) throw new Error(`no defect ${id}`);
  return found.whenAccepted?.verdict ?? REQUIREMENTS[first satisfies RequirementId].whenBroken;
}

describe('acceptance of what no clause obliges a server to refuse', () => {
  it.each([
    ['the key of another use', 'request.jose.transport-key'],
    ['a key set that marks the key as being for encryption', 'jwks.use-enc'],
    ['the issuer that the data mapping table names', 'request.claims.iss.organisation'],
    ['an iat of the SSA that nobody reads', 'ssa.claims.iat.type-digits'],
    ['a jti of the SSA that nobody reads', 'ssa.claims.jti.null'],
    [
      'a certificate that may be shown later',
      'request.claims.tls_client_auth_subject_dn.other-certificate',
    ],
  ])('is a warning: %s', (_what, id) => {
    expect(weight(id)).toBe('warn');
  });
});

describe('acceptance of what a clause forbids', () => {
  it.each([
    ['a key bound to another algorithm', 'jwks.other-alg'],
    ['an SSA whose software_id cannot be the issuer', 'ssa.claims.software_id.type-number'],
    ['an SSA that attests no redirect URI', 'ssa.claims.software_redirect_uris.null'],
    ['an expiry that is no number', 'ssa.claims.exp.type-digits'],
  ])('is a fail: %s', (_what, id) => {
    expect(weight(id)).toBe('fail');
  });
});

describe('what a clause lets a server answer with another value', () => {
  it.each([
    ['request.claims.response_types.type-string', 'response_types'],
    ['request.claims.scope.absent', 'scope'],
    ['request.claims.token_endpoint_auth_method.absent', 'token_endpoint_auth_method'],
    ['request.claims.tls_client_auth_subject_dn.two-subjects', 'tls_client_auth_san_dns'],
  ])('%s is judged by the member %s of the answer', (id, member) => {
    expect(MUTATIONS.find((mutation) => mutation.id === id)?.replaceable?.member).toBe(member);
  });

  it.each(['iss', 'iat', 'exp', 'aud', 'jti', 'software_statement'])(
    'holds for no absent %s',
    (claim) => {
      const absent = MUTATIONS.find(({ id }) => id === `request.claims.${claim}.absent`);
      expect([absent?.outcome, absent?.replaceable]).toEqual(['refused', undefined]);
    },
  );
});

describe('where two documents about redirect URIs disagree', () => {
  const accepted = (profile: Profile, slug: string) =>
    mutationsOf(profile).find(({ id }) => id === `request.claims.redirect_uris.${slug}`)
      ?.whenAccepted?.verdict;

  it.each(['http', 'http-ip', 'native-https'])('%s is only a warning under oidc', (slug) => {
    expect(accepted(oidc, slug)).toBe('warn');
  });

  it.each(['javascript', 'fragment', 'native-http-elsewhere', 'implicit-http'])(
    '%s weighs what its clause says all the same',
    (slug) => {
      expect(accepted(oidc, slug)).toBeUndefined();
    },
  );

  it('RFC 7591 alone lets nobody have http elsewhere', () => {
    expect(accepted(rfc7591, 'http')).toBeUndefined();
  });
});
