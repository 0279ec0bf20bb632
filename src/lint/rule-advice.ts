/** What to say of a broken rule besides its own sentence: where, what would be right, how to get there. */
import type { Profile } from '../model/profile.ts';
import { oneOf } from './shown-value.ts';

export interface RuleAdvice {
  /** Pointer into the part: `#header/alg`, `/exp`, '' for the whole. */
  readonly at: string;
  readonly expected: string;
  readonly fix: string;
}

const SIGN_AGAIN = 'Sign again with a JOSE library instead of by hand.';
const BASE_64 =
  'Send the compact form as the library gives it: no padding, no line breaks, - and _ instead of + and /.';

function algorithms(profile: Profile, layer: 'request' | 'ssa'): string {
  return oneOf(profile[layer].algorithms);
}

/** Form and header of either token, by the name behind `request.jose.` and `ssa.jose.`. */
function joseAdvice(name: string, profile: Profile, layer: 'request' | 'ssa'): RuleAdvice | null {
  const allowed = algorithms(profile, layer);
  const table: Readonly<Record<string, readonly [at: string, expected: string, fix: string]>> = {
    parts: [
      '',
      'header.payload.signature, base64url each',
      'Send the whole token; look for a part that was cut off or doubled.',
    ],
    base64url: ['', 'base64url without padding and white space', BASE_64],
    'header-utf8': ['#header', 'UTF-8', SIGN_AGAIN],
    'header-json': ['#header', 'one JSON object', SIGN_AGAIN],
    'header-duplicates': ['#header', 'every header parameter once', SIGN_AGAIN],
    'alg-present': ['#header/alg', allowed, `Add alg: ${allowed}, whichever the key is for.`],
    'alg-none': ['#header/alg', allowed, `Sign it with ${allowed}.`],
    'alg-spelling': [
      '#header/alg',
      allowed,
      'Write the algorithm in capitals; names are case-sensitive.',
    ],
    'alg-allowed': ['#header/alg', allowed, `Sign it with ${allowed}.`],
    typ: ['#header/typ', 'JWT', 'Set typ to JWT.'],
    crit: ['#header/crit', 'no crit', 'Leave crit out: no extension is agreed on.'],
    b64: ['#header/b64', 'no b64', 'Encode the payload in base64url, and leave b64 out.'],
    'not-nested': ['#header/cty', 'no cty', 'Sign the claims themselves, and leave cty out.'],
    'kid-type': ['#header/kid', 'a JSON string', 'Set kid to the kid of the key in the JWKS.'],
    'kid-safe': [
      '#header/kid',
      'at most 256 characters, none of them a control',
      'Use a plain kid, such as the thumbprint of the key.',
    ],
    'no-embedded-key': [
      '#header',
      'no jwk and no x5c',
      'Leave the key out of the header: the bank takes it from the JWKS that the SSA names.',
    ],
    'no-key-url': [
      '#header',
      'no jku and no x5u',
      'Leave the location out of the header: the bank takes it from the SSA.',
    ],
    'payload-utf8': ['', 'UTF-8', 'Encode the claims as UTF-8 before signing.'],
    'payload-bom': ['', 'no byte order mark', 'Take the byte order mark away before signing.'],
    'payload-json': ['', 'one JSON object of claims', 'Sign the claims as one JSON object.'],
    'payload-trailing': [
      '',
      'nothing behind the JSON object',
      'Sign the claims as one JSON object.',
    ],
    'payload-duplicates': [
      '',
      'every claim once',
      'Leave one of the two out: readers disagree about which counts.',
    ],
    'payload-depth': [
      '',
      'at most 32 levels',
      'Send the claims of the data dictionary; none of them nests so deeply.',
    ],
  };
  const found = table[name];
  return found === undefined ? null : { at: found[0], expected: found[1], fix: found[2] };
}

const OWN_KEY =
  'Sign with the key whose public half stands in the JWKS that the SSA names, and name its kid.';
const DIRECTORY_KEY =
  'Take a fresh SSA from the directory, byte by byte; make sure that it is the directory that the bank trusts.';

function signatureAdvice(name: string, layer: 'request' | 'ssa'): RuleAdvice | null {
  const key = layer === 'request' ? OWN_KEY : DIRECTORY_KEY;
  const table: Readonly<Record<string, RuleAdvice>> = {
    'signature.valid': {
      at: '#signature',
      expected: 'a signature by one of the keys that were given',
      fix: key,
    },
    'signature.ecdsa-form': {
      at: '#signature',
      expected: 'R and S, 32 bytes each',
      fix: 'Convert the DER signature of the crypto library to R || S, or let a JOSE library sign.',
    },
    'signature.pss-salt': {
      at: '#signature',
      expected: 'a salt as long as the hash: 32 bytes for PS256',
      fix: 'Set the salt length of RSASSA-PSS to the length of the hash.',
    },
    'key.kid': {
      at: '#header/kid',
      expected: 'the kid of the key that signed',
      fix: 'Set kid to that of the key in the JWKS; a bank looks the key up by it.',
    },
    'key.use': {
      at: '#header/kid',
      expected: 'a key whose use is sig',
      fix: 'Sign with the signing key, not with that for transport or encryption.',
    },
    'key.alg': {
      at: '#header/alg',
      expected: 'the alg of the key',
      fix: 'Sign with the algorithm that the key in the JWKS is for.',
    },
    'key.size': {
      at: '#header/kid',
      expected: 'an RSA key of 2048 bits or more',
      fix: 'Make a longer key and publish it.',
    },
  };
  return table[name] ?? null;
}

const NO_CIBA = 'Leave it out, or add urn:openid:params:grant-type:ciba to grant_types.';

const OTHERS: Readonly<Record<string, RuleAdvice>> = {
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
  'request.encryption.rsa1-5': {
    at: '',
    expected: 'RSA-OAEP or RSA-OAEP-256',
    fix: 'Use RSA-OAEP-256 for the encryption of keys.',
  },
  'request.encryption.enc-with-alg': {
    at: '',
    expected: 'an …_alg beside every …_enc',
    fix: 'Add the algorithm, or leave the method out.',
  },
};

/** What to say of rule `id`; null for a rule about a claim of the tables, and for one that is not known here. */
export function ruleAdvice(id: string, profile: Profile): RuleAdvice | null {
  const [layer = '', family = '', ...rest] = id.split('.');
  if (layer === 'request' || layer === 'ssa') {
    if (family === 'jose') return joseAdvice(rest.join('.'), profile, layer);
    if (family === 'signature' || family === 'key') {
      return signatureAdvice([family, ...rest].join('.'), layer);
    }
  }
  return Object.hasOwn(OTHERS, id) ? (OTHERS[id] ?? null) : null;
}
