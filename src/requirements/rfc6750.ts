import { defineDocument } from './define-document.ts';

export const rfc6750 = defineDocument(
  {
    short: 'RFC 6750',
    title: 'OAuth 2.0 Bearer Token Usage (October 2012)',
    url: 'https://www.rfc-editor.org/rfc/rfc6750.html',
  },
  {
    'RFC6750-3-1': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'Requests without usable credentials get a WWW-Authenticate header.',
      stimulus: 'GET the client record without Authorization; assert 401 and the header.',
      profiles: ['rfc7591', 'oidc', 'obb-br', 'cdr-au', 'ob-uk-3.2', 'ob-uk-3.3'],
    },
    'RFC6750-3-2': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'Challenges use the Bearer scheme.',
      stimulus: 'Assert WWW-Authenticate starts with "Bearer" (UK/CDR/Brazil pattern ^Bearer ).',
      profiles: ['rfc7591', 'oidc', 'obb-br', 'cdr-au', 'ob-uk-3.2', 'ob-uk-3.3'],
    },
    'RFC6750-3.1-1': {
      section: '3.1',
      link: '#section-3.1',
      level: 'SHOULD',
      party: 'server',
      topic: 'auth',
      text: 'invalid_token is answered with 401.',
      stimulus:
        'Expired/garbage token; assert 401 and error="invalid_token" (warning if error missing).',
      profiles: ['rfc7591', 'oidc', 'obb-br', 'cdr-au', 'ob-uk-3.2', 'ob-uk-3.3'],
    },
    'RFC6750-3.1-2': {
      section: '3.1',
      link: '#section-3.1',
      level: 'SHOULD',
      party: 'server',
      topic: 'auth',
      text: 'insufficient_scope is answered with 403.',
      stimulus: 'Token lacking the management scope; expect 403.',
      profiles: ['cdr-au'],
    },
  },
);
