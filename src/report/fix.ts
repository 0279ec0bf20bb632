import type { Finding } from '../model/finding.ts';
import type { CaseResult } from '../model/report.ts';
import { duty } from './clause.ts';

const ERROR_BODY =
  'Answer refusals with status 400, Content-Type application/json and {"error": …, "error_description": …}.';
const RECORD =
  'Build the answers of POST, GET and PUT from the stored client record by one function.';

/** What to change on the server, by check. Where nothing stands here, the duty itself says it. */
const BY_CHECK: Readonly<Record<string, string>> = {
  accepted:
    'This request is valid: find the rule that refuses it, by the error code and the description of the answer, and loosen it.',
  'read.not-404': 'Answer 401, not 404, so that nobody learns which clients exist.',
  'refusal.accepted':
    'Check this before anything is stored, and refuse the request with the error code that fits.',
  'refusal.status':
    'Refuse with the status named; 5xx tells the client that it may try again, 2xx that it succeeded.',
  'refusal.media-type': ERROR_BODY,
  'refusal.body': ERROR_BODY,
  'refusal.code-registered':
    'Use one of the error codes that the specification registers; put details into error_description.',
  'refusal.code-fits':
    'Use the code of the part that is wrong: invalid_redirect_uri, invalid_software_statement, unapproved_software_statement, else invalid_client_metadata.',
  'refusal.description':
    'Write error_description in printable ASCII without quotes and backslashes, or leave it out.',
  'refusal.leak':
    'Build the error answer on its own, not from the client record: no client_id, no secret, no token.',
  'refusal.reflection':
    'Do not repeat input in a page; answer JSON with X-Content-Type-Options: nosniff.',
  'store-unchanged': 'Validate everything before the first write, or roll back.',
  'record-unchanged': 'Validate the whole update before the record is written, or roll back.',
  'record.unchanged': 'Validate the whole update before the record is written, or roll back.',
  'probe.orderly':
    'Catch the failure and answer it with a 4xx error; a request must not bring the endpoint down.',
  'fuzz.disagreement':
    'Find the rule that refuses it, and decide by the clause who is right; where the server is, tell us.',
  'fuzz.judged':
    'Look at what the answers say that could not be judged, then run --fuzz again with the same --seed.',
  'header-not-followed':
    'Take keys from the JWKS that the verified software statement names; do not fetch what jku or x5u in a header points to.',
  'name.code-points':
    'Store and return names as the code points that were sent, without normalising or escaping them.',
  'registration-token.entropy':
    'Make registration access tokens at random, at least 128 bits of each its own.',
  'registration-token.kept':
    'Keep the registration access token for the life of the client: software of this ecosystem stores it once.',
  'registration-token.superseded':
    'Answer 401 to a registration access token once another one has taken its place.',
  'registration.initial-access-token':
    'Accept a valid initial access token as Bearer in the Authorization header.',
  'registration.junk-token':
    'Answer 401 to a registration with a token that is not valid, or ignore tokens where none is needed.',
  'registration.open':
    'Let clients register without a token, or document how they get an initial access token.',
  'success.management':
    'Return registration_client_uri and registration_access_token together, or neither.',
  'encryption.one-pair':
    'Offer at least one of the listed pairs of encryption algorithms for ID Tokens of the hybrid flow.',
  'scope.unsupported-ignored':
    'Register the scopes that are known and leave the others out, instead of refusing the client.',
  'statement.reused': 'Answer a statement that comes again like any other; a 5xx says nothing.',
  'success.nothing-else':
    'Leave out of the record what the tables do not know, instead of storing whatever was sent.',
  'token.insufficient-scope':
    'Answer a token without the scope for it with 403 and error="insufficient_scope".',
  'update.statement-in-force':
    'Take name and metadata from the statement of the update, not from the first one.',
  'update.deletes': 'Delete what an update leaves out, or set it to a default and show that.',
  'update.servers-own':
    'Issue client_id, secrets and registration data yourself: refuse or ignore what an update says of them.',
  'success.status': 'Answer a created client with 201, a read or updated one with 200.',
  'success.media-type': 'Label the client record as application/json.',
  'success.body': 'Answer with the client record, one JSON object.',
  'success.unique-members': 'Write each member of the client record once.',
  'success.caching':
    'Send Cache-Control: no-store (and Pragma: no-cache) with every answer that holds a client record.',
  'success.members-present': RECORD,
  'success.members-legal': 'Return values of the type and from the list that the profile defines.',
  'success.times':
    'Write times as whole seconds since 1970; client_secret_expires_at is 0 where a secret does not expire.',
  'success.client-id-stable': 'Keep the client_id over reads and updates.',
  'success.redirect-uris':
    'Register the redirect URIs of the request, character by character, and none besides.',
  'success.echo':
    'Return what was registered. Where a value is replaced, the answer shows the one in force.',
  'success.consistent':
    'Keep grant types, response types and authentication methods consistent with each other.',
  'success.scope':
    'Register no scope that was not asked for, or that the roles of the software do not allow.',
  'success.one-key-source': 'Return jwks or jwks_uri, not both.',
  'success.nothing-secret':
    'Leave private keys, tokens and foreign secrets out of the client record.',
  'success.ssa-flattened': 'Return the claims of the SSA as members of the record itself.',
  'success.software-statement': 'Return software_statement exactly as it was received, unparsed.',
  'success.ssa-members':
    'Take these members from the SSA; its values win over those of the request.',
  'record.read-back': RECORD,
  'record.idempotent': RECORD,
  'record.identity':
    'Look the client up by the identifier in the URL, and compare it with the token and the body.',
  'read.own-record-only':
    'Bind registration access tokens to one client, and check it on every call.',
  'update.in-force':
    'Replace the record by what PUT sends; members left out are deleted or set to their default.',
  'secret.not-chosen': 'Never take a client_secret or client_id that the client chose.',
  'statement.returned':
    'Return software_statement, byte for byte as it came, in the answer to every registration that was made with it.',
  'update.statement':
    'Store the software statement of the update with it, and return that one from then on.',
  'token.survives-update':
    'Keep the access token valid after an update, or return the new one in the answer.',
  'token.revoked-after-misuse':
    'Answer 401 for a client that does not exist, and revoke the token that was used.',
  'registration.distinct-ids': 'Issue a new, unguessable client_id for every registration.',
  'registration.distinct-secrets': 'Make client secrets at random, one for each client.',
  'registration.concurrent':
    'Guard registration of one software by a unique constraint, not by a look-up beforehand.',
  'registration.own-identifier': 'Issue the client_id yourself; never take it from the request.',
  'default.response-types':
    'Apply the default of the specification where the request leaves the member out.',
  'deletion.status': 'Answer a deletion with 204, and 401 for a client that is gone.',
  'deletion.empty': 'Send no body with 204.',
  'deletion.not-offered': 'Answer 405 where deletion is not offered.',
  'bearer.challenge': 'Send WWW-Authenticate: Bearer with every 401.',
  'token.status':
    'Let a registered client get a token with the method and the key that it registered.',
  'token.shape': 'Answer with access_token, token_type and expires_in as one JSON object.',
  'token.caching': 'Send Cache-Control: no-store with every token.',
  'token.scope': 'Grant no more scope than was registered and asked for.',
  'token.bound':
    'Compare the certificate of the connection with the thumbprint in the token (cnf, x5t#S256).',
  'token.sender-constrained': 'Bind access tokens to the client certificate.',
  'token.confirmation': 'Put cnf with x5t#S256 into the token, and into what introspection says.',
  'subject.match':
    'Compare names with distinguishedNameMatch: case and repeated spaces of a value count for nothing.',
  'key-set.usable':
    'Skip keys that are not understood, and choose among those of one kid by kty, use and alg.',
  'scope.of-roles':
    'Grant a client that names no scope all that its active roles permit, and return them.',
  'statement.fills-in':
    'Fill in what the request leaves out from the software statement, and return it in the record.',
  'subject.form': 'Compare subject names as RFC 4514 tells, not as texts.',
  'introspection.inactive':
    'Say {"active": false} for tokens that are revoked, expired or unknown.',
  'introspection.authenticated': 'Ask for client authentication at the introspection endpoint.',
  'transport.https': 'Serve every endpoint over TLS only.',
  'transport.no-plain-http': 'Close the plain port, or let it redirect without taking the request.',
  'tls.version': 'Switch TLS 1.0 and 1.1 off.',
  'tls.cipher': 'Offer only the cipher suites that the profile permits.',
  'tls.refused':
    'Refuse connections whose client certificate is missing, expired, revoked or of an unknown issuer.',
  'discovery.response': 'Serve the discovery document with status 200 as application/json.',
  'discovery.issuer':
    'The issuer in the document has to be the URL that it was fetched by, without the well-known part.',
  'discovery.mechanisms':
    'List every algorithm and authentication method that is taken in its …_supported member of the discovery document.',
  'discovery.mtls-aliases':
    'Publish mtls_endpoint_aliases with token_endpoint, registration_endpoint and userinfo_endpoint.',
  'discovery.required-members': 'Add the members that the specification requires.',
  'discovery.registration-endpoint': 'Publish registration_endpoint, and serve it there.',
  'discovery.https': 'Name https URLs only.',
  'discovery.own-hosts':
    'Name endpoints on hosts of your own domain, or allow them with --allow-host.',
  'discovery.no-alg-none': 'Take "none" out of the lists of signing algorithms.',
  'discovery.fapi-algorithm': 'Offer PS256 or ES256.',
  'discovery.unwanted-algorithm':
    'Take the algorithms out of the lists that the profile does not permit.',
  'discovery.strong-authentication': 'Offer private_key_jwt or tls_client_auth.',
  'discovery.no-public-clients': 'Take "none" out of token_endpoint_auth_methods_supported.',
  'discovery.jwks-uri': 'Publish jwks_uri, and serve the key set there.',
  'jwks.readable': 'Serve a JWK Set: a JSON object with an array "keys".',
  'jwks.public-only': 'Publish public keys only, and replace those whose private part was shown.',
  'jwks.distinct-kids': 'Give each key a kid of its own.',
  'jwks.media-type': 'Label the key set as application/jwk-set+json or application/json.',
  'authorization.redirect':
    'Redirect only to URIs that are registered for the client, compared character by character.',
};

/** What to change so that `finding` goes away, in one or two sentences. */
export function howToFix(finding: Finding): string {
  const advice = Object.hasOwn(BY_CHECK, finding.check) ? BY_CHECK[finding.check] : undefined;
  const rule = duty(finding.requirement);
  return advice ?? (rule === '' ? `Expected: ${finding.expected}.` : `Make this true: ${rule}`);
}

/** What to do about a case that reached no verdict; null where it has one. */
export function howToDecide({ verdict }: Pick<CaseResult, 'verdict'>): string | null {
  if (verdict === 'inconclusive')
    return 'Make the valid request of this case work first (its control), or lift the limit that was hit; then run it again with --only.';
  if (verdict === 'error')
    return 'The harness failed in this case, not the target. Run it again with --debug, and report what it says.';
  return null;
}
