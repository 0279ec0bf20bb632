import type { Profile } from '../model/profile.ts';
import { requestClaims } from './oidc-claims.ts';
import { rfc7591 } from './rfc7591.ts';
import { clientInformation, ignorable, shown } from './rfc7591-claims.ts';

const TEXT = 'https://openid.net/specs/openid-connect-registration-1_0.html';

/** OpenID Connect Dynamic Client Registration 1.0 (errata set 2) on top of RFC 7591. */
export const oidc: Profile = {
  ...rfc7591,
  id: 'oidc',
  title: 'OpenID Connect Dynamic Client Registration 1.0',
  url: TEXT,
  lineage: ['oidc'],
  request: {
    ...rfc7591.request,
    claims: requestClaims,
    httpRedirects:
      'OpenID Connect Core 3.1.2.1 lets a provider allow http for confidential clients; RFC 7591 5 and RFC 9700 2.6 do not.',
    values: {
      ...rfc7591.request.values,
      application_type: 'web',
      subject_type: 'public',
      id_token_signed_response_alg: 'RS256',
    },
  },
  response: {
    ...rfc7591.response,
    members: { ...clientInformation, ...shown(requestClaims) },
    mayIgnore: ignorable(requestClaims),
  },
  overrides: [
    {
      requirement: 'RFC7591-3.2-1',
      whenBroken: 'warn',
      reason: 'OpenID Connect Registration 3.2 says SHOULD where RFC 7591 states 201 as a fact.',
      url: `${TEXT}#RegistrationResponse`,
    },
  ],
};
