import { defineDocument } from './define-document.ts';

export const rfc8414 = defineDocument(
  {
    short: 'RFC 8414',
    title: 'OAuth 2.0 Authorization Server Metadata (June 2018)',
    url: 'https://www.rfc-editor.org/rfc/rfc8414.html',
  },
  {
    'RFC8414-2-1': {
      section: '2',
      link: '#section-2',
      level: 'MAY',
      party: 'server',
      topic: 'discovery',
      text: 'registration_endpoint may be published in server metadata.',
      stimulus: 'Fetch /.well-known/oauth-authorization-server; use it if present.',
      profiles: ['rfc7591'],
    },
  },
);
