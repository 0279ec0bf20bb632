import { defineDocument } from './define-document.ts';

export const oidcDiscovery = defineDocument(
  {
    short: 'OpenID Connect Discovery',
    title: 'OpenID Connect Discovery 1.0, errata set 2',
    url: 'https://openid.net/specs/openid-connect-discovery-1_0.html',
  },
  {
    'OIDCD-3-1': {
      section: '3',
      link: '#ProviderMetadata',
      level: 'SHOULD',
      party: 'server',
      topic: 'discovery',
      text: 'registration_endpoint is published and uses https.',
      stimulus: 'Fetch openid-configuration; missing gives a warning, http a failure.',
      profiles: ['oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'wso2-fs4'],
      note: 'An http URL breaks RFC7591-3-2.',
    },
    'OIDCD-4.2-1': {
      section: '4.2',
      link: '#ProviderConfigurationResponse',
      level: 'MUST',
      party: 'server',
      topic: 'discovery',
      text: 'The discovery response is 200 application/json.',
      stimulus: 'Assert status and media type.',
      profiles: ['oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'OIDCD-4.3-1': {
      section: '4.3',
      link: '#ProviderConfigurationValidation',
      level: 'MUST',
      party: 'server',
      topic: 'discovery',
      text: 'issuer equals the URL prefix used for discovery.',
      stimulus: 'String-compare issuer with the configured issuer.',
      profiles: ['oidc', 'ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
  },
);
