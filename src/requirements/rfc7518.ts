import { defineDocument } from './define-document.ts';

export const rfc7518 = defineDocument(
  {
    short: 'RFC 7518',
    title: 'JSON Web Algorithms (May 2015)',
    url: 'https://www.rfc-editor.org/rfc/rfc7518.html',
  },
  {
    'RFC7518-3.3-1': {
      section: '3.3',
      link: '#section-3.3',
      level: 'MUST',
      party: 'client',
      topic: 'algorithm',
      text: 'RSA keys for RS*/PS* signatures have at least 2048 bits.',
      stimulus: 'Sign with a 1024-bit key published in the JWKS; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC7518-3.4-1': {
      section: '3.4',
      link: '#section-3.4',
      level: 'MUST',
      party: 'server',
      topic: 'signature',
      text: 'An ES256 signature is exactly 64 octets R||S.',
      stimulus:
        'Send a DER-encoded ECDSA signature and one with stripped leading zeroes; expect 400.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC7518-3.5-1': {
      section: '3.5',
      link: '#section-3.5',
      level: 'MUST',
      whenBroken: 'warn',
      party: 'server',
      topic: 'algorithm',
      text: 'PS256 uses SHA-256, MGF1-SHA-256 and a 32-byte salt.',
      stimulus: 'Sign PSS with salt length 0 or 20, or MGF1-SHA-1; expect 400 (strict) else warn.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      note: 'Many deployed libraries accept any salt length, so acceptance is a warning.',
    },
    'RFC7518-3.6-1': {
      section: '3.6',
      link: '#section-3.6',
      level: 'MUST NOT',
      party: 'server',
      topic: 'algorithm',
      text: 'Unsecured (alg none) JWS are not accepted by default.',
      stimulus: 'Request JWT and SSA with alg none and empty signature; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4', 'rfc7591', 'oidc'],
    },
    'RFC7518-3.6-2': {
      section: '3.6',
      link: '#section-3.6',
      level: 'MUST',
      party: 'server',
      topic: 'algorithm',
      text: 'For alg none the signature segment is empty.',
      stimulus: 'alg none with a leftover signature; expect 400 in all cases.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4', 'rfc7591', 'oidc'],
    },
  },
);
