/** The same rows for both tokens. */
function ofBoth(rule: string, ...rows: string[]): Readonly<Record<string, readonly string[]>> {
  return { [`request.${rule}`]: rows, [`ssa.${rule}`]: rows };
}

/** Nothing stands where `iss` of the request has to be. */
const NO_SOFTWARE = ['OBUK-iss-1'];

const SIGNING_ALGORITHMS = [
  'id_token_signed_response_alg',
  'request_object_signing_alg',
  'token_endpoint_auth_signing_alg',
];

/** Rows that a server without a rule breaks besides the one that the rule cites, by rule id. */
export const DERIVED_ROWS: Readonly<Record<string, readonly string[]>> = {
  ...ofBoth('jose.alg-allowed', 'RFC8725-3.2-1', 'RFC8725-3.1-1'),
  ...ofBoth('jose.alg-none', 'RFC7518-3.6-1', 'RFC7518-3.6-2'),
  ...ofBoth('jose.header-json', 'RFC7515-10.12-1'),
  ...ofBoth('jose.header-utf8', 'RFC7515-5.2-3'),
  ...ofBoth('jose.payload-utf8', 'RFC7519-7.2-2'),

  'request.jose.parts': ['OBUK-jws-1'],
  'request.signature.valid': ['RFC7515-5.2-4', 'RFC7515-4.1.1-1', 'RFC8725-3.4-1'],
  'request.key.kid': ['OBUK-SSA-request-validation-2', 'RFC7515-4.1.4-1'],
  'request.key.size': ['RFC7518-3.3-1'],
  'request.jwks.available': ['OBUK-SSA-request-validation-2'],
  'request.claims.scope.present': ['OBUK-put-1'],
  'request.jose.alg-allowed': ['RFC8725-3.2-1', 'RFC8725-3.1-1', 'CDRAU-registration-request-2'],
  'request.claims.response_types.value': ['FAPI1A-5.2.2-2-1'],
  'request.claims.token_endpoint_auth_method.value': [
    'FAPI1A-5.2.2-14-1',
    'FAPI1A-5.2.2-16-1',
    'CDRAU-client-types-1',
  ],
  ...Object.fromEntries(
    SIGNING_ALGORITHMS.map((name) => [
      `request.claims.${name}.value`,
      ['FAPI1A-8.6-2', 'FAPI1A-8.6-3'],
    ]),
  ),
  'request.claims.tls_client_auth_subject_dn.value': ['RFC8705-2.1.2-2'],
  'request.claims.software_statement.present': ['RFC8725-3.12-1'],
  'request.scope.known': ['RFC6749-3.3-1'],
  'request.scope.active-roles': ['OBBR-7.2-1'],

  'ssa.signature.valid': ['RFC7515-5.2-4', 'RFC7515-4.1.1-1', 'RFC8725-3.8-1'],
  'ssa.issuer.trusted': ['RFC8725-3.8-1', 'RFC7591-3.2.2-10'],
  'ssa.software.unregistered': ['CDRAU-registration-errors-1', 'CDRAU-endpoints-4'],
  'token.scope': ['RFC6750-3.1-2'],
  'ssa.key.kid': ['OBUK-SSA-header-3', 'RFC7515-4.1.4-1'],
  'ssa.claims.software_id.present': NO_SOFTWARE,
  'ssa.claims.software_id.type': NO_SOFTWARE,
  'ssa.claims.software_id.empty': NO_SOFTWARE,
  'ssa.claims.software_redirect_uris.type': ['OBUK-redirect_uris-1'],

  'request.aud.us': ['CDRAU-registration-request-5'],

  'redirect.subset': ['RFC7519-4-1'],
  'redirect.scheme': ['RFC7592-2.2-10'],
  'request.claims.redirect_uris.present': ['RFC7591-3.1-1'],
  'redirect.https': ['RFC7591-5-3', 'FAPI1B-7.5-1'],

  // Tokens of nobody are taken, those that were revoked among them.
  'token.valid': ['OBUK-get-2', 'OBUK-put-3', 'RFC6750-3.1-1', 'RFC7592-2.1-5'],
  // A token is bound to the certificate of the connection that it was asked for on.
  'transport.certificate.present': ['FAPI1A-5.2.2-5-1', 'OBBR-9.3.2-3-1'],
  'transport.certificate.trusted': ['RFC8705-2.1-1', 'OBBR-9.3.2-3-1'],
  'transport.certificate.current': ['RFC8705-2.1-1', 'OBBR-9.3.2-3-1'],
  'transport.certificate-matches-ssa': ['OBBR-9.3.1-4-1'],
  'authorization.redirect-uri': ['RFC9700-2.1-1', 'FAPI1B-5.2.2-10-1'],

  // Whoever knows the secret of one client could log in as another.
  'assertion.signature': ['RFC7591-3.2.1-4'],
  'assertion.form': ['RFC7515-5.2-1', 'RFC7515-5.2-2'],
  'assertion.alg-none': ['RFC7523-3-3'],
  'assertion.signature-form': ['RFC7518-3.5-1'],
  'assertion.client-id': ['RFC7523-3-1'],
  'assertion.aud': ['RFC7523-3-1'],
  'assertion.exp-present': ['RFC7519-4.1.4-2'],
};
