import { defineDocument } from './define-document.ts';

export const rfc6749 = defineDocument(
  {
    short: 'RFC 6749',
    title: 'The OAuth 2.0 Authorization Framework (October 2012)',
    url: 'https://www.rfc-editor.org/rfc/rfc6749.html',
  },
  {
    'RFC6749-3.1.2-1': {
      section: '3.1.2',
      link: '#section-3.1.2',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'Redirect URIs are absolute.',
      stimulus: 'Relative URI "/cb"; expect 400 invalid_redirect_uri.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC6749-3.1.2-2': {
      section: '3.1.2',
      link: '#section-3.1.2',
      level: 'MUST NOT',
      party: 'client',
      topic: 'claims',
      text: 'Redirect URIs contain no fragment.',
      stimulus: 'https://x.example/cb#frag; expect 400 invalid_redirect_uri.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC6749-3.1.2.4-1': {
      section: '3.1.2.4',
      link: '#section-3.1.2.4',
      level: 'MUST NOT',
      party: 'server',
      topic: 'security',
      text: 'A browser is not sent on to a redirect URI that is missing, invalid or not registered.',
      stimulus:
        'Ask for authorization with an unregistered redirect URI; expect an error page and no redirect to it.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC6749-3.3-1': {
      section: '3.3',
      link: '#section-3.3',
      level: 'SHOULD',
      party: 'client',
      topic: 'claims',
      text: 'scope tokens use the allowed character set and are case-sensitive.',
      stimulus: 'scope with a double quote or backslash; expect 400 or omission.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      note: 'ABNF, no keyword.',
    },
    'RFC6749-4.1.2.1-1': {
      section: '4.1.2.1',
      link: '#section-4.1.2.1',
      level: 'MUST NOT',
      party: 'server',
      topic: 'security',
      text: 'A browser is not sent on for a client_id that is missing or invalid.',
      stimulus:
        'Ask for authorization as a client that was never registered, and as one that is deleted; expect an error page.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC6749-5.1-1': {
      section: '5.1',
      link: '#section-5.1',
      level: 'MUST',
      whenBroken: 'warn',
      party: 'server',
      topic: 'security',
      text: 'Responses containing credentials carry Cache-Control: no-store and Pragma: no-cache.',
      stimulus:
        'On 201/200 with client_secret or registration_access_token assert the headers; failure is a warning.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      note: 'The rule sits in the token-response section but says "any response"; RFC 7591/7592 only show the headers in examples, so their absence is a warning.',
    },
  },
);
