import { defineDocument } from './define-document.ts';

/**
 * What v3.4 (January 2026) says that v3.3 does not: the text, and the OpenAPI file of the same release, which changes more
 * than the text does. Whatever is not here stands as in v3.3.
 */
export const obUkDcr34 = defineDocument(
  {
    short: 'OB UK DCR 3.4',
    title: 'Open Banking UK Dynamic Client Registration v3.4, where it differs from v3.3',
    url: 'https://openbankinguk.github.io/dcr-docs-pub/v3.4/dynamic-client-registration.html',
  },
  {
    'OBUK34-endpoints-1': {
      section: 'Endpoints',
      link: '#endpoints',
      level: 'MUST',
      party: 'server',
      topic: 'http',
      text: 'A client record is read with GET on /register/{ClientId}.',
      stimulus: 'GET the own record; expect 200 where reading is offered.',
      profiles: ['ob-uk-3.4'],
      note: 'The list of endpoints of v3.3 named POST by mistake; the operation itself is optional.',
    },
    'OBUK34-authentication-1': {
      section: 'OpenAPI/GET, PUT and DELETE /register/{ClientId}',
      link: '#swagger-specification',
      level: 'MUST',
      whenBroken: 'warn',
      party: 'server',
      topic: 'transport',
      text: 'GET, PUT and DELETE are secured by mutual TLS besides the client credentials grant.',
      stimulus:
        'Call with the own token, but no certificate or another one; expect a refusal or a dropped connection.',
      profiles: ['ob-uk-3.4'],
      note: 'Descriptive wording of the OpenAPI file alone, level inferred; the text asks for the token only, so acceptance is a warning.',
    },
    'OBUK34-grant_types-1': {
      section: 'Data Dictionary/grant_types',
      link: '#data-dictionary',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'grant_types is a non-empty array from client_credentials, authorization_code, refresh_token, urn:openid:params:grant-type:ciba; the OpenAPI file adds urn:ietf:params:oauth:grant-type:jwt-bearer.',
      stimulus:
        'Missing, [], "password", "implicit"; expect 400 or replacement. jwt-bearer: either.',
      profiles: ['ob-uk-3.4'],
      note: 'The text and the OpenAPI file disagree about jwt-bearer, so both answers to it are right.',
    },
    'OBUK34-application_type-1': {
      section: 'Data Dictionary/application_type',
      link: '#data-dictionary',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'application_type is 1..1, web or native.',
      stimulus: 'Missing, "mobile", random; expect 400 or replacement.',
      profiles: ['ob-uk-3.4'],
      note: 'v3.2 and v3.3 said mobile where this version says native.',
    },
    'OBUK34-tls_client_auth_subject_dn-1': {
      section: 'Data Dictionary/tls_client_auth_subject_dn',
      link: '#data-dictionary',
      level: 'MUST',
      party: 'client',
      topic: 'claims',
      text: 'tls_client_auth_subject_dn is set if and only if tls_client_auth is requested, 1 to 512 characters, and equals the certificate DN.',
      stimulus:
        'tls_client_auth without DN; DN with private_key_jwt; DN of another certificate; 513 characters; expect 400. 129 characters: either.',
      profiles: ['ob-uk-3.4'],
      note: 'The OpenAPI file allows 512 characters, the table of the text still 128: both answers to what lies between are right. The ASPSP may match only part of the DN.',
    },
    'OBUK34-tls_client_auth_subject_dn-2': {
      section: 'OpenAPI/tls_client_auth_subject_dn',
      link: '#swagger-specification',
      level: 'SHOULD',
      party: 'client',
      topic: 'claims',
      text: 'tls_client_auth_subject_dn begins with its CN.',
      stimulus: 'The DN in the order of the certificate, country first; either answer is recorded.',
      profiles: ['ob-uk-3.4'],
      note: 'A pattern of the OpenAPI file alone. The text asks for the DN of the certificate, and RFC 4514 knows no such order, so accepting another one is no violation.',
    },
  },
);
