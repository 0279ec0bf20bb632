import { defineDocument } from './define-document.ts';

export const rfc7523 = defineDocument(
  {
    short: 'RFC 7523',
    title: 'JWT Profile for OAuth 2.0 Client Authentication and Authorization Grants (May 2015)',
    url: 'https://www.rfc-editor.org/rfc/rfc7523.html',
  },
  {
    'RFC7523-3-1': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'client',
      topic: 'auth',
      text: 'A client assertion has iss and sub equal to client_id, aud naming the server, and exp.',
      stimulus:
        'After registration obtain a token with private_key_jwt; negative: drop each claim, expect 400/401 invalid_client.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC7523-3-2': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'server',
      topic: 'auth',
      text: 'An expired or wrongly addressed assertion is rejected.',
      stimulus: 'exp in the past, foreign aud; expect invalid_client.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC7523-3-3': {
      section: '3',
      link: '#section-3',
      level: 'MUST',
      party: 'server',
      topic: 'signature',
      text: 'Assertions with an invalid signature are rejected.',
      stimulus: 'Sign with a key not in the registered JWKS; expect invalid_client.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC7523-3.2-1': {
      section: '3.2',
      link: '#section-3.2',
      level: 'MUST',
      party: 'server',
      topic: 'error-shape',
      text: 'A bad client assertion gives error invalid_client.',
      stimulus: 'Assert error member at the token endpoint.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
  },
);
