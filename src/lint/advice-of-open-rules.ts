import type { RuleAdvice } from './advice.ts';

/** What to say of a rule for requests in plain JSON, by its id. */
export const OPEN_ADVICE: Readonly<Record<string, RuleAdvice>> = {
  'request.body.object': {
    at: '',
    expected: 'one JSON object in UTF-8',
    fix: 'Send the metadata as the members of one JSON object, and nothing around or behind it.',
  },
  'redirect.scheme': {
    at: '/redirect_uris',
    expected: 'https, http on the loopback interface, or a private scheme of an app',
    fix: 'Register https redirect URIs; http is for the machine of the user alone.',
  },
  'redirect.web-implicit': {
    at: '/redirect_uris',
    expected: 'https on a host that is not localhost',
    fix: 'Register https redirect URIs, or leave the implicit grant out.',
  },
  'redirect.native': {
    at: '/redirect_uris',
    expected: 'a private scheme, or http on the loopback interface',
    fix: 'Register a scheme of the app, or set application_type to web.',
  },
  'request.jwks-uri.https': {
    at: '/jwks_uri',
    expected: 'an https URL',
    fix: 'Serve the key set over https.',
  },
  'request.jwks.valid': {
    at: '/jwks',
    expected: 'a JWK Set: an object with a list of keys, each with its kty',
    fix: 'Send {"keys": [...]} with the public keys.',
  },
  'request.jwks.public': {
    at: '/jwks',
    expected: 'public keys only',
    fix: 'Take the private and the symmetric keys out, and replace them: they are known now.',
  },
  'request.self-signed.keys': {
    at: '',
    expected: 'jwks or jwks_uri',
    fix: 'Register the certificate in x5c of a key in jwks.',
  },
  'request.tls-subject.present': {
    at: '',
    expected: 'one tls_client_auth_* member',
    fix: 'Name the subject of the certificate, such as tls_client_auth_subject_dn.',
  },
  'request.grants.password': {
    at: '/grant_types',
    expected: 'no password grant',
    fix: 'Use the authorization code grant.',
  },
  'request.responses.token': {
    at: '/response_types',
    expected: 'response types without token',
    fix: 'Use the response type code.',
  },
  'request.grants.implicit': {
    at: '/grant_types',
    expected: 'implicit beside a response type with id_token',
    fix: 'Add implicit to grant_types, or leave id_token out of response_types.',
  },
  'request.auth-method.offered': {
    at: '/token_endpoint_auth_method',
    expected: 'a method that the server offers',
    fix: 'Take one of token_endpoint_auth_methods_supported.',
  },
  'request.id-token.unsigned': {
    at: '/id_token_signed_response_alg',
    expected: 'a signature algorithm',
    fix: 'Use none only where every response type is code.',
  },
  'request.assertion-alg.none': {
    at: '/token_endpoint_auth_signing_alg',
    expected: 'a signature algorithm',
    fix: 'Name the algorithm that the assertions are signed with.',
  },
  'request.request-uris.https': {
    at: '/request_uris',
    expected: 'https URLs',
    fix: 'Serve the request objects over https.',
  },
  'request.sector.https': {
    at: '/sector_identifier_uri',
    expected: 'an https URL',
    fix: 'Serve the sector document over https.',
  },
  'request.sector.redirect-uris': {
    at: '/redirect_uris',
    expected: 'redirect URIs that the sector document lists',
    fix: 'Add every redirect URI to the document at sector_identifier_uri.',
  },
};
