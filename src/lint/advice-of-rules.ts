import type { RuleAdvice } from './advice.ts';

const NO_CIBA = 'Leave it out, or add urn:openid:params:grant-type:ciba to grant_types.';

/** Every other rule by its id. */
export const RULE_ADVICE: Readonly<Record<string, RuleAdvice>> = {
  'request.time.exp': {
    at: '/exp',
    expected: 'a time to come',
    fix: 'Make and sign a new request right before it is sent; five minutes are plenty.',
  },
  'request.time.nbf': {
    at: '/nbf',
    expected: 'a time that has come',
    fix: 'Leave nbf out, or set it to the time of signing; check the clock.',
  },
  'request.time.iat': {
    at: '/iat',
    expected: 'the time of signing',
    fix: 'Check the clock of the machine that signs, and its time zone.',
  },
  'ssa.time.exp': {
    at: '/exp',
    expected: 'a time to come',
    fix: 'Take a fresh SSA from the directory.',
  },
  'ssa.time.nbf': {
    at: '/nbf',
    expected: 'a time that has come',
    fix: 'Wait, or take a fresh SSA from the directory.',
  },
  'ssa.time.iat': {
    at: '/iat',
    expected: 'a time that has come',
    fix: 'Take a fresh SSA from the directory; check the clock.',
  },
  'ssa.time.age': {
    at: '/iat',
    expected: 'a fresh statement',
    fix: 'Take a fresh SSA from the directory: banks set a limit of their own.',
  },
  'ssa.issuer.trusted': {
    at: '/iss',
    expected: 'an issuer of this ecosystem',
    fix: 'Take the SSA from the directory that the bank trusts, or ask the bank which ones those are.',
  },
  'ssa.org.active': {
    at: '/org_status',
    expected: 'Active',
    fix: 'Settle the status of the organisation at the directory first.',
  },
  'ssa.jwks-uri.https': {
    at: '',
    expected: 'an https URL',
    fix: 'Correct the location of the keys at the directory and take a fresh SSA.',
  },
  'transport.certificate-matches-ssa': {
    at: '',
    expected: 'a certificate of the organisation that the SSA names',
    fix: 'Connect with the certificate of this organisation, or take the SSA of the other one.',
  },
  'request.jti.fresh': {
    at: '/jti',
    expected: 'a jti that was never used',
    fix: 'Make a new jti for every request.',
  },
  'ssa.software.unregistered': {
    at: '/software_id',
    expected: 'a software without a registration',
    fix: 'Change the registration that there is with PUT.',
  },
  'request.aud.us': {
    at: '/aud',
    expected: 'a name of this bank',
    fix: 'Set aud to what the bank documents: its id at the directory, or its issuer URL.',
  },
  'request.iss.software-id': {
    at: '/iss',
    expected: 'the software_id of the SSA',
    fix: 'Set iss to the software_id of the SSA, letter by letter.',
  },
  'request.software-id.same': {
    at: '/software_id',
    expected: 'the software_id of the SSA',
    fix: 'Set software_id to that of the SSA, or leave it out.',
  },
  'update.software-id': {
    at: '',
    expected: 'a statement of the registered software',
    fix: 'Register the other software anew instead of updating.',
  },
  'update.client-id': {
    at: '/client_id',
    expected: 'the registered client_id',
    fix: 'Send the client_id of the registration.',
  },
  'redirect.absolute': {
    at: '/redirect_uris',
    expected: 'an absolute URI',
    fix: 'Write the URI with scheme and host.',
  },
  'redirect.https': { at: '/redirect_uris', expected: 'an https URI', fix: 'Use https.' },
  'redirect.localhost': {
    at: '/redirect_uris',
    expected: 'a public host',
    fix: 'Use a host of your own instead of localhost.',
  },
  'redirect.loopback': {
    at: '/redirect_uris',
    expected: 'a public host',
    fix: 'Use a host of your own instead of a loopback address.',
  },
  'redirect.fragment': {
    at: '/redirect_uris',
    expected: 'no fragment',
    fix: 'Take # and what follows it away.',
  },
  'redirect.userinfo': {
    at: '/redirect_uris',
    expected: 'no user information',
    fix: 'Take what stands before @ away.',
  },
  'redirect.wildcard': {
    at: '/redirect_uris',
    expected: 'no wildcard',
    fix: 'List every URI by itself.',
  },
  'redirect.subset': {
    at: '/redirect_uris',
    expected: 'a redirect URI of the SSA',
    fix: 'Request only URIs of the SSA, character by character; add a new one at the directory first and take a fresh SSA.',
  },
  'request.keys.one-place': {
    at: '/jwks',
    expected: 'jwks or jwks_uri',
    fix: 'Leave one of the two out.',
  },
  'request.auth-method.fit': {
    at: '/token_endpoint_auth_method',
    expected: 'private_key_jwt or tls_client_auth',
    fix: 'Use private_key_jwt or tls_client_auth.',
  },
  'request.auth-method.supported': {
    at: '/token_endpoint_auth_method',
    expected: 'a method that the bank offers',
    fix: 'Choose one of token_endpoint_auth_methods_supported in the discovery document of the bank.',
  },
  'request.grants.response-types': {
    at: '/grant_types',
    expected: 'authorization_code exactly where a response type holds code',
    fix: 'Add authorization_code to grant_types, or take the response types with code away.',
  },
  'request.scope.syntax': {
    at: '/scope',
    expected: 'tokens with one space between them',
    fix: 'Join the scopes with single spaces into one string.',
  },
  'request.scope.known': {
    at: '/scope',
    expected: 'scopes of this ecosystem',
    fix: 'Take the other scopes away.',
  },
  'request.scope.within-roles': {
    at: '/scope',
    expected: 'scopes that the roles of the SSA permit',
    fix: 'Request fewer scopes, or have the role added at the directory and take a fresh SSA.',
  },
  'request.tls-subject.single': {
    at: '/tls_client_auth_subject_dn',
    expected: 'one tls_client_auth_… member',
    fix: 'Name the certificate in one way only.',
  },
  'request.tls-subject.needs-method': {
    at: '/tls_client_auth_subject_dn',
    expected: 'absent, or tls_client_auth as method',
    fix: 'Leave it out, or set token_endpoint_auth_method to tls_client_auth.',
  },
  'request.tls-subject.certificate': {
    at: '/tls_client_auth_subject_dn',
    expected: 'the subject of the client certificate',
    fix: 'Copy the subject of the transport certificate: openssl x509 -noout -subject -nameopt RFC2253.',
  },
  'request.ciba.backchannel_token_delivery_mode': {
    at: '/backchannel_token_delivery_mode',
    expected: 'absent without the CIBA grant',
    fix: NO_CIBA,
  },
  'request.ciba.backchannel_authentication_request_signing_alg': {
    at: '/backchannel_authentication_request_signing_alg',
    expected: 'absent without the CIBA grant',
    fix: NO_CIBA,
  },
  'request.ciba.backchannel_client_notification_endpoint': {
    at: '/backchannel_client_notification_endpoint',
    expected: 'absent without the CIBA grant',
    fix: NO_CIBA,
  },
  'request.ciba.backchannel_user_code_parameter_supported': {
    at: '/backchannel_user_code_parameter_supported',
    expected: 'absent without the CIBA grant',
    fix: NO_CIBA,
  },
  'request.ciba.poll-endpoint': {
    at: '/backchannel_client_notification_endpoint',
    expected: 'absent with poll',
    fix: 'Leave the endpoint out: with poll nobody is notified.',
  },
  'request.jwks.by-value': {
    at: '/jwks',
    expected: 'no jwks',
    fix: 'Leave jwks out: the keys are those at the software_jwks_uri of the software statement.',
  },
  'request.jwks-uri.attested': {
    at: '/jwks_uri',
    expected: 'software_jwks_uri of the software statement',
    fix: 'Repeat software_jwks_uri, or leave jwks_uri out.',
  },
  'request.tls-subject.types': {
    at: '/tls_client_auth_subject_dn',
    expected: 'names of RFC 4514 3 (CN, L, ST, O, OU, C, STREET, DC, UID), else OIDs',
    fix: 'Write other types as OIDs, such as 2.5.4.97 for organizationIdentifier.',
  },
  'request.scope.active-roles': {
    at: '/scope',
    expected: 'scopes of roles that are active in software_statement_roles',
    fix: 'Ask for fewer scopes, or have the directory activate the role.',
  },
  'request.encryption.rsa1-5': {
    at: '',
    expected: 'RSA-OAEP or RSA-OAEP-256',
    fix: 'Use RSA-OAEP-256 for the encryption of keys.',
  },
  'request.encryption.code-flow': {
    at: '',
    expected: 'encryption of ID Tokens with the hybrid flow only',
    fix: 'Leave id_token_encrypted_response_alg and _enc out, or ask for "code id_token".',
  },
  'request.encryption.enc-with-alg': {
    at: '',
    expected: 'an …_alg beside every …_enc',
    fix: 'Add the algorithm, or leave the method out.',
  },
  'request.encryption.userinfo-enc-with-alg': {
    at: '',
    expected: 'an …_alg beside every …_enc',
    fix: 'Add the algorithm, or leave the method out.',
  },
  'request.encryption.object-enc-with-alg': {
    at: '',
    expected: 'an …_alg beside every …_enc',
    fix: 'Add the algorithm, or leave the method out.',
  },
};
