import { defineDocument } from './define-document.ts';

export const rfc9700 = defineDocument(
  {
    short: 'RFC 9700',
    title: 'Best Current Practice for OAuth 2.0 Security (January 2025)',
    url: 'https://www.rfc-editor.org/rfc/rfc9700.html',
  },
  {
    'RFC9700-2.1-1': {
      section: '2.1',
      link: '#section-2.1',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'Redirect URIs are compared by exact string match.',
      stimulus:
        'Register https://x/cb, then authorise with https://x/cb/ or added query; expect an error page, no redirect.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC9700-2.1.2-1': {
      section: '2.1.2',
      link: '#section-2.1.2',
      level: 'SHOULD NOT',
      party: 'client',
      topic: 'security',
      text: 'Clients do not use response types that return access tokens from the authorisation endpoint.',
      stimulus: 'Register response_types=["token"]; FAPI profiles must refuse (400); others warn.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC9700-2.4-1': {
      section: '2.4',
      link: '#section-2.4',
      level: 'MUST NOT',
      party: 'client',
      topic: 'security',
      text: 'The resource-owner password grant is not used.',
      stimulus:
        'Register grant_types containing "password"; expect 400 or its removal from the response.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC9700-2.6-1': {
      section: '2.6',
      link: '#section-2.6',
      level: 'MUST NOT',
      party: 'server',
      topic: 'security',
      text: 'http redirect URIs are refused except loopback for native clients.',
      stimulus: 'Register http://app.example/cb; expect 400 invalid_redirect_uri.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC9700-2.6-2': {
      section: '2.6',
      link: '#section-2.6',
      level: 'SHOULD NOT',
      party: 'server',
      topic: 'security',
      text: 'Clients do not influence their own client_id.',
      stimulus: 'Request client_id="admin"; a 201 with that exact value gives a warning.',
      profiles: ['rfc7591', 'oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      note: 'Applies under the conditions of its section 4.15.1. UK lets the TPP ask for a client_id, the ASPSP may ignore it.',
    },
  },
);
