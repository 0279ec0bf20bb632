import { defineDocument } from './define-document.ts';

export const rfc7517 = defineDocument(
  {
    short: 'RFC 7517',
    title: 'JSON Web Key (May 2015)',
    url: 'https://www.rfc-editor.org/rfc/rfc7517.html',
  },
  {
    'RFC7517-4.5-1': {
      section: '4.5',
      link: '#section-4.5',
      level: 'SHOULD',
      party: 'client',
      topic: 'claims',
      text: 'Keys in one JWK Set have distinct kid values.',
      stimulus: 'Payload lint of the fixture/TPP JWKS.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      unobservable:
        'It is advice to whoever publishes the key set; no clause asks a server to refuse a set with a repeated kid.',
    },
    'RFC7517-5-1': {
      section: '5',
      link: '#section-5',
      level: 'SHOULD',
      party: 'server',
      topic: 'signature',
      text: 'JWKs with unknown kty or missing members are skipped, not fatal.',
      stimulus: 'Add an unknown-kty key beside the valid one in the hosted JWKS; expect 201.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
  },
);
