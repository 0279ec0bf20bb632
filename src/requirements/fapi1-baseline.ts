import { defineDocument } from './define-document.ts';

export const fapi1Baseline = defineDocument(
  {
    short: 'FAPI 1.0 Baseline',
    title: 'Financial-grade API Security Profile 1.0 - Part 1: Baseline',
    url: 'https://openid.net/specs/openid-financial-api-part-1-1_0.html',
  },
  {
    'FAPI1B-5.2.2-5-1': {
      section: '5.2.2-5',
      link: '#authorization-server',
      level: 'MUST',
      party: 'server',
      topic: 'algorithm',
      text: 'RSA keys of 2048 bits or more are required.',
      stimulus: '1024-bit signing key in request JWT or client JWKS; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-5.2.2-8-1': {
      section: '5.2.2-8',
      link: '#authorization-server',
      level: 'MUST',
      party: 'server',
      topic: 'claims',
      text: 'Redirect URIs are pre-registered.',
      stimulus:
        'Registration yielding an empty redirect_uris for an authorization_code client is a failure.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-5.2.2-10-1': {
      section: '5.2.2-10',
      link: '#authorization-server',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'redirect_uri of an authorization request exactly matches a registered one.',
      stimulus:
        'Ask for authorization with near misses of a registered redirect URI; expect an error page, never a redirect to them.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-5.2.2-20-1': {
      section: '5.2.2-20',
      link: '#authorization-server',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'Redirect URIs use https.',
      stimulus: 'http and custom-scheme URIs; expect 400 invalid_redirect_uri.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-5.2.2-22-1': {
      section: '5.2.2-22',
      link: '#authorization-server',
      level: 'MUST',
      party: 'server',
      topic: 'discovery',
      text: 'OpenID discovery is supported and is the only source of metadata.',
      stimulus:
        'openid-configuration reachable and contains registration_endpoint for DCR deployments.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-7.1-1': {
      section: '7.1',
      link: '#tls-and-dnssec-considerations',
      level: 'MUST',
      party: 'server',
      topic: 'transport',
      text: 'TLS 1.2 or later is used for all communication.',
      stimulus: 'Handshake with TLS 1.0/1.1 only; expect failure.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
    'FAPI1B-7.5-1': {
      section: '7.5',
      link: '#native-apps',
      level: 'MUST NOT',
      party: 'server',
      topic: 'security',
      text: 'Private-use scheme and loopback redirect URIs are not supported.',
      stimulus: 'Register com.app:/cb and http://127.0.0.1/cb; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br'],
    },
  },
);
