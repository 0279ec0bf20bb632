import type { Fault } from './fault.ts';

/** What there is to say about a rule that is switched off, beyond the requirement it cites. */
type Note = Partial<Pick<Fault, 'breaks' | 'permitted' | 'maskedBy' | 'onlyWarns' | 'unreachable'>>;

const maskedBy = (...rules: readonly [string, ...string[]]): Note => ({
  maskedBy: rules.map((rule) => `accepts:${rule}`) as [string, ...string[]],
});

const permitted = (clause: string): Note => ({ permitted: clause });
const onlyWarns = (reason: string): Note => ({ onlyWarns: reason });
const unreachable = (reason: string): Note => ({ unreachable: reason });

const LAST_COUNTS = permitted(
  'RFC 7515 4, RFC 7519 4: a repeated name is refused, or the last one counts, as it does here.',
);
const UNKNOWN_IGNORED = permitted(
  'RFC 7515 4: header parameters that are not understood and not critical are ignored.',
);
const COMPARED_ONLY = permitted(
  'RFC 8725 3.10 is about a kid that goes into queries and paths; one that is only compared harms nobody.',
);
const MARK_IGNORED = permitted('RFC 8259 8.1: a parser may ignore a byte order mark.');
const NO_DEPTH = permitted('RFC 8259 9: a parser may limit the depth of nesting; none has to.');
const KID_IS_A_HINT = onlyWarns(
  'RFC 7515 4.1.4: kid is a hint; every key of the set may be tried.',
);
const FAR_TIMES = permitted(
  'RFC 7519 4.1.4, 4.1.5: a number of seconds far away is a number of seconds.',
);
const NO_IAT_RULE = permitted(
  'RFC 7519 4.1.6 lets a recipient know the age of a token and asks nothing of it.',
);
const DROPPED = onlyWarns('RFC 7591 2: a server may drop members that it has no use for.');
const SHOWN_NOWHERE = onlyWarns(
  'RFC 7591 2: a server may fill in a default; the record does not tell which.',
);
const DIRECTORY_KEYS = unreachable(
  'The keys of the directory are configured; a request cannot change what they say of themselves.',
);
const USE_IS_OPTIONAL = 'RFC 7517 4.2 makes use optional, and no clause has a verifier look at it.';
const NOT_READ = onlyWarns(
  'No clause obliges a server to read this claim of a software statement.',
);
/** Claims of a statement that a server only displays, or has other means for. */
const UNREAD = [
  'iat',
  'jti',
  'org_id',
  'org_name',
  'client_name',
  'client_description',
  'client_uri',
  'logo_uri',
  'revocation_uri',
  'recipient_base_uri',
];
const ASSERTION_TIMES = 'RFC 7523 3 lets a server refuse that without demanding it.';

/** A payload that is no object has no claims: every rule about a missing one has to be off before it passes. */
const REQUEST_WITHOUT_CLAIMS = maskedBy(
  'request.claims.software_statement.present',
  'request.claims.iss.present',
  'request.claims.iat.present',
  'request.claims.exp.present',
  'request.claims.aud.present',
  'request.claims.jti.present',
  'request.claims.token_endpoint_auth_method.present',
  'request.claims.grant_types.present',
  'request.claims.scope.present',
  'request.claims.application_type.present',
  'request.claims.id_token_signed_response_alg.present',
  'request.claims.request_object_signing_alg.present',
  'request.claims.response_types.present',
  'request.claims.token_endpoint_auth_signing_alg.present',
);

const SSA_WITHOUT_CLAIMS = maskedBy(
  'ssa.claims.iss.present',
  'ssa.claims.iat.present',
  'ssa.claims.jti.present',
  'ssa.claims.software_id.present',
  'ssa.claims.software_jwks_endpoint.present',
  'ssa.claims.software_redirect_uris.present',
  'ssa.claims.exp.present',
  'ssa.claims.org_id.present',
  'ssa.claims.org_name.present',
  'ssa.claims.client_name.present',
  'ssa.claims.client_description.present',
  'ssa.claims.client_uri.present',
  'ssa.claims.redirect_uris.present',
  'ssa.claims.logo_uri.present',
  'ssa.claims.jwks_uri.present',
  'ssa.claims.revocation_uri.present',
  'ssa.claims.recipient_base_uri.present',
  'ssa.claims.software_roles.present',
  'ssa.claims.scope.present',
);

/** Notes by rule id. Rules whose row is only a remark need none: nothing weighs them. */
export const DERIVED_NOTES: Readonly<Record<string, Note>> = {
  'http.media-type': permitted(
    'The artefacts of DCR v3.3 differ about media types, and none demands a refusal.',
  ),

  // Where requests are plain JSON around a statement, more than one rule speaks of their keys and algorithms.
  'request.jwks.by-value': maskedBy('request.keys.one-place'),
  'request.jwks-uri.attested': permitted(
    'Open Finance Brasil DCR 7.1-10: the statement wins over the request, so another jwks_uri in the request counts for nothing.',
  ),
  'request.jwks-uri.https': maskedBy('ssa.jwks-uri.https'),
  'request.tls-subject.present': maskedBy('request.claims.tls_client_auth_subject_dn.present'),
  'request.assertion-alg.none': maskedBy('request.claims.token_endpoint_auth_signing_alg.value'),
  'request.id-token.unsigned': maskedBy('request.claims.id_token_signed_response_alg.value'),

  // Where a profile lists what is offered, neither of them is on the list.
  'request.grants.password': maskedBy('request.claims.grant_types.value'),
  'request.responses.token': maskedBy('request.claims.response_types.value'),

  'request.jose.header-duplicates': LAST_COUNTS,
  'request.jose.payload-duplicates': LAST_COUNTS,
  'request.jose.typ': permitted(
    'RFC 7519 5.1: typ is for the application to use; the word JWT is only recommended.',
  ),
  'request.jose.b64': UNKNOWN_IGNORED,
  'request.jose.not-nested': UNKNOWN_IGNORED,
  'request.jose.kid-safe': COMPARED_ONLY,
  'request.jose.no-embedded-key': onlyWarns(
    'The key that verifies the signature is still the one that the statement names.',
  ),
  'request.jose.no-key-url': onlyWarns(
    'The key that verifies the signature is still the one that the statement names.',
  ),
  'request.jose.payload-json': REQUEST_WITHOUT_CLAIMS,
  'request.jose.payload-bom': MARK_IGNORED,
  'request.jose.payload-depth': NO_DEPTH,

  'ssa.jose.header-duplicates': LAST_COUNTS,
  'ssa.jose.payload-duplicates': LAST_COUNTS,
  'ssa.jose.typ': permitted(
    'DCR v3.3 tells the directory what typ to send; no clause has the server look at it.',
  ),
  'ssa.jose.b64': UNKNOWN_IGNORED,
  'ssa.jose.not-nested': UNKNOWN_IGNORED,
  'ssa.jose.kid-safe': COMPARED_ONLY,
  'ssa.jose.payload-json': SSA_WITHOUT_CLAIMS,
  'ssa.jose.payload-bom': MARK_IGNORED,
  'ssa.jose.payload-depth': NO_DEPTH,
  'ssa.key.kid': KID_IS_A_HINT,
  'ssa.key.use': DIRECTORY_KEYS,
  'ssa.key.alg': DIRECTORY_KEYS,
  'ssa.key.size': DIRECTORY_KEYS,
  'ssa.claims.iat.value': NO_IAT_RULE,
  'ssa.claims.iat.type': NOT_READ,
  'ssa.claims.jti.type': NOT_READ,
  'ssa.claims.exp.value': FAR_TIMES,
  'ssa.claims.nbf.value': FAR_TIMES,
  'ssa.claims.software_redirect_uris.empty': maskedBy('redirect.subset'),
  'ssa.claims.redirect_uris.empty': maskedBy('redirect.subset'),
  'ssa.signature.ecdsa-form': maskedBy('ssa.jose.alg-allowed'),
  ...Object.fromEntries(UNREAD.map((name) => [`ssa.claims.${name}.present`, NOT_READ])),
  'ssa.claims.sector_identifier_uri.value': NOT_READ,
  'ssa.time.iat': NO_IAT_RULE,
  'ssa.jwks-uri.https': {
    ...maskedBy('request.jwks.available', 'request.jwks-uri.https', 'request.jwks-uri.attested'),
    ...onlyWarns('The server may have the keys of this software from elsewhere.'),
  },

  'request.key.kid': KID_IS_A_HINT,
  'request.key.use': { breaks: ['FAPI1A-8.11-1', 'RFC8725-3.1-1'], onlyWarns: USE_IS_OPTIONAL },
  'request.claims.iss.value': maskedBy('request.iss.software-id'),
  'request.claims.iss.length': maskedBy('request.iss.software-id'),
  'request.claims.iat.value': NO_IAT_RULE,
  'request.claims.exp.value': FAR_TIMES,
  'request.claims.nbf.value': FAR_TIMES,
  'request.claims.software_id.value': maskedBy('request.software-id.same'),
  'request.claims.software_id.length': maskedBy('request.software-id.same'),
  'request.claims.software_id.empty': onlyWarns(
    'Requirements research 6: an empty string may be read as an absent claim.',
  ),
  'request.time.iat': onlyWarns('No clause obliges a server to refuse a future iat.'),
  'request.jti.fresh': permitted(
    'Requirements research 6: the purpose of jti is stated, a duty to remember it is not.',
  ),
  'update.client-id': permitted(
    'Requirements research 6: a requested client_id may be ignored; the identifier does not change.',
  ),
  'update.software-id': { breaks: ['RFC7592-2.1-2', 'RFC8725-3.8-1'] },
  'redirect.wildcard': permitted(
    'RFC 9700 2.1 is about comparing: an asterisk that the statement holds as well is a character.',
  ),
  'redirect.userinfo': permitted(
    'No clause forbids user information in a URI that the statement holds as well.',
  ),
  'request.claims.grant_types.present': SHOWN_NOWHERE,
  'request.claims.response_types.present': SHOWN_NOWHERE,
  // The key algorithm and the method of an encryption are each demanded because of the other.
  'request.claims.id_token_encrypted_response_alg.present': maskedBy(
    'request.encryption.enc-with-alg',
  ),
  'request.encryption.enc-with-alg': maskedBy(
    'request.claims.id_token_encrypted_response_alg.present',
  ),
  'request.claims.application_type.present': SHOWN_NOWHERE,
  'request.claims.grant_types.empty': maskedBy('request.grants.response-types'),
  'request.claims.tls_client_auth_subject_dn.length': maskedBy('request.tls-subject.certificate'),
  'request.claims.tls_client_auth_subject_dn.value': maskedBy(
    'request.tls-subject.certificate',
    'request.tls-subject.types',
  ),
  'request.keys.one-place': permitted(
    'RFC 7591 2: members that a server does not know are ignored, and it reads neither of the two.',
  ),
  'request.auth-method.supported': unreachable(
    'With mutual TLS every method of the profile is offered, and without it no draft asks for a certificate.',
  ),
  'request.scope.syntax': maskedBy('request.scope.known'),
  'request.tls-subject.needs-method': DROPPED,
  'request.tls-subject.single': DROPPED,
  'request.tls-subject.certificate': onlyWarns(
    'RFC 8705 2.1: the certificate counts where the client authenticates, at the token endpoint.',
  ),
  'request.ciba.backchannel_token_delivery_mode': {
    ...maskedBy('request.ciba.backchannel_authentication_request_signing_alg'),
    ...DROPPED,
  },
  'request.ciba.backchannel_authentication_request_signing_alg': DROPPED,
  'request.ciba.backchannel_client_notification_endpoint': DROPPED,
  'request.ciba.backchannel_user_code_parameter_supported': DROPPED,
  'request.ciba.poll-endpoint': DROPPED,
  'request.encryption.rsa1-5': {
    ...maskedBy('request.encryption.code-flow'),
    ...SHOWN_NOWHERE,
  },

  'assertion.key': { breaks: ['RFC8725-3.1-1', 'RFC7523-3-3'], onlyWarns: USE_IS_OPTIONAL },
  'assertion.lifetime': permitted(ASSERTION_TIMES),
  'assertion.iat': permitted(ASSERTION_TIMES),
  'assertion.jti': permitted('RFC 7523 3: jti is optional.'),
  'assertion.jti-fresh': permitted('RFC 7523 3: a server MAY remember jti.'),
};
