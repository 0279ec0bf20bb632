import { defineDocument } from './define-document.ts';

export const rfc8705 = defineDocument(
  {
    short: 'RFC 8705',
    title:
      'OAuth 2.0 Mutual-TLS Client Authentication and Certificate-Bound Access Tokens (February 2020)',
    url: 'https://www.rfc-editor.org/rfc/rfc8705.html',
  },
  {
    'RFC8705-2.1.2-1': {
      section: '2.1.2',
      link: '#section-2.1.2',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'tls_client_auth uses exactly one tls_client_auth_* subject parameter.',
      stimulus:
        'tls_client_auth with none, and with two of them; expect 400 invalid_client_metadata.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'obb-br'],
    },
    'RFC8705-2.1.2-2': {
      section: '2.1.2',
      link: '#section-2.1.2',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'tls_client_auth_subject_dn is an RFC 4514 DN string.',
      stimulus:
        'DN in OpenSSL slash form (/C=GB/O=x) or garbage; expect 400 invalid_client_metadata.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'obb-br'],
    },
    'RFC8705-2.1-1': {
      section: '2.1',
      link: '#section-2.1',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'The client authenticates only when the certificate subject equals the registered subject.',
      stimulus:
        'After tls_client_auth registration request a token with another trusted certificate; expect 401 invalid_client.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'obb-br'],
    },
    'RFC8705-2.2.2-1': {
      section: '2.2.2',
      link: '#section-2.2.2',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'self_signed_tls_client_auth conveys certificates through jwks_uri or jwks (x5c).',
      stimulus: 'self_signed_tls_client_auth with neither; expect 400 invalid_client_metadata.',
      profiles: ['rfc7591', 'oidc'],
    },
    'RFC8705-3-1': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'An access token that is bound to a certificate is refused beside any other.',
      stimulus:
        'Use a token whose cnf names our certificate without one and with others; expect a TLS failure or 4xx, at best 401 invalid_token.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
      verified: false,
    },
    'RFC8705-3.2-1': {
      section: '3.2',
      link: '#section-3.2',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'Introspection of a bound token names the certificate in cnf, as x5t#S256.',
      stimulus:
        'Introspect an own token, or decode one that is a JWT: x5t#S256 is the SHA-256 of the certificate that asked for it.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
      note: 'Descriptive wording, level inferred; section 3.1 gives a JWT the same member.',
      verified: false,
    },
    'RFC8705-3.4-1': {
      section: '3.4',
      link: '#section-3.4',
      level: 'SHOULD',
      party: 'server',
      topic: 'claims',
      text: 'tls_client_certificate_bound_access_tokens is a boolean defaulting to false.',
      stimulus: 'Send "true" as a string; expect 400 or a boolean in the response.',
      profiles: ['rfc7591', 'oidc', 'obb-br'],
    },
    'RFC8705-5-1': {
      section: '5',
      link: '#section-5',
      level: 'MUST',
      party: 'client',
      topic: 'discovery',
      text: 'An mTLS client prefers mtls_endpoint_aliases entries over top-level endpoints.',
      stimulus:
        'Harness resolves registration_endpoint and token_endpoint from aliases first; report which was used.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      unobservable:
        'It binds the client, which here is the harness itself; nothing a server answers can break it.',
    },
  },
);
