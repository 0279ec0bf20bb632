import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { UK_SUBJECT_DN } from '../requirements/ob-uk-versions.ts';
import { sameDn } from './distinguished-name.ts';
import { makeRule } from './make-rule.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rows, Rule } from './rule.ts';
import { scopeRules } from './scope-rules.ts';

type MetadataRule = Rule<RegistrationInput>;

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';
const TLS_SUBJECTS = ['subject_dn', 'san_dns', 'san_uri', 'san_ip', 'san_email'].map(
  (name) => `tls_client_auth_${name}`,
);
const ENCRYPTIONS = [
  'id_token_encrypted_response',
  'userinfo_encrypted_response',
  'request_object_encryption',
];

/** An encryption method without its algorithm, by member (OpenID Connect Registration 2). */
const METHODS = [
  ['enc', 'OIDCR-2-11', 'id_token_encrypted_response'],
  ['userinfo-enc', 'OIDCR-2-12', 'userinfo_encrypted_response'],
  ['object-enc', 'OIDCR-2-13', 'request_object_encryption'],
] as const;

function metadataRule(
  id: string,
  rows: Rows,
  complaint: string,
  broken: (metadata: JsonObject, input: RegistrationInput) => boolean,
): MetadataRule {
  return makeRule(id, rows, 'client-metadata', complaint, (input) => broken(input.metadata, input));
}

function includes(value: unknown, wanted: string): boolean {
  return Array.isArray(value) && value.includes(wanted);
}

/** Rules about how the metadata of a client fit together, with each other and with this server. */
export function metadataRules(profile: Profile): readonly MetadataRule[] {
  return [
    metadataRule(
      'request.keys.one-place',
      'RFC7591-2-6',
      'jwks and jwks_uri stand together',
      (metadata) => metadata.jwks !== undefined && metadata.jwks_uri !== undefined,
    ),
    ...authMethodRules(profile),
    metadataRule(
      'request.grants.response-types',
      'RFC7591-2.1-1',
      'grant_types and response_types contradict each other',
      ({ grant_types: grants, response_types: types }) => {
        if (!Array.isArray(grants) || !Array.isArray(types) || types.length === 0) return false;
        return includes(grants, 'authorization_code') !== types.some(isCodeType);
      },
    ),
    ...scopeRules(profile),
    ...tlsSubjectRules,
    ...cibaRules,
    metadataRule(
      'request.encryption.rsa1-5',
      'FAPI1A-8.6.1-1',
      'RSA1_5 is not allowed',
      (metadata) => ENCRYPTIONS.some((name) => metadata[`${name}_alg`] === 'RSA1_5'),
    ),
    metadataRule(
      'request.encryption.code-flow',
      'CDRAU-registration-request-14',
      'encryption of ID Tokens is asked for without the hybrid flow',
      (metadata) =>
        Array.isArray(metadata.response_types) &&
        !includes(metadata.response_types, 'code id_token') &&
        ['alg', 'enc'].some(
          (name) => metadata[`id_token_encrypted_response_${name}`] !== undefined,
        ),
    ),
    ...METHODS.map(([slug, row, name]) =>
      metadataRule(
        `request.encryption.${slug}-with-alg`,
        row,
        `${name}_enc comes without its algorithm`,
        (metadata) =>
          metadata[`${name}_enc`] !== undefined && metadata[`${name}_alg`] === undefined,
      ),
    ),
  ];
}

function isCodeType(type: unknown): boolean {
  return typeof type === 'string' && type.split(' ').includes('code');
}

function authMethodRules(profile: Profile): readonly MetadataRule[] {
  const listed = profile.request.claims.token_endpoint_auth_method?.values ?? [];
  // What is no text is for the rule about the claim.
  const method = ({ token_endpoint_auth_method: named }: JsonObject): string =>
    typeof named === 'string' ? named : '';
  const unfit = listed.filter((name) => !profile.authMethods.includes(name));
  const strength = metadataRule(
    'request.auth-method.fit',
    'FAPI1A-5.2.2-14-1',
    'token_endpoint_auth_method is not strong enough',
    (metadata) => unfit.includes(method(metadata)),
  );
  return [
    ...(unfit.length === 0 ? [] : [strength]),
    metadataRule(
      'request.auth-method.supported',
      'OBUK-general-1',
      'token_endpoint_auth_method is not offered here',
      (metadata, { authMethods }) =>
        profile.authMethods.includes(method(metadata)) && !authMethods.includes(method(metadata)),
    ),
  ];
}

const tlsSubjectRules: readonly MetadataRule[] = [
  metadataRule(
    'request.tls-subject.single',
    'RFC8705-2.1.2-1',
    'more than one certificate subject is named',
    (metadata) => TLS_SUBJECTS.filter((name) => metadata[name] !== undefined).length > 1,
  ),
  metadataRule(
    'request.tls-subject.needs-method',
    UK_SUBJECT_DN,
    'a certificate subject comes without tls_client_auth',
    (metadata) =>
      metadata.tls_client_auth_subject_dn !== undefined &&
      metadata.token_endpoint_auth_method !== 'tls_client_auth',
  ),
  metadataRule(
    'request.tls-subject.certificate',
    UK_SUBJECT_DN,
    'tls_client_auth_subject_dn is not the subject of the client certificate',
    (metadata, { certificate }) => {
      const dn = metadata.tls_client_auth_subject_dn;
      if (certificate === null || typeof dn !== 'string' || dn === '') return false;
      if (metadata.token_endpoint_auth_method !== 'tls_client_auth') return false;
      return !sameDn(dn, certificate.subjectDn);
    },
  ),
];

const cibaRules: readonly MetadataRule[] = [
  ...[
    ['backchannel_token_delivery_mode', 'OBUK-backchannel-1'],
    ['backchannel_authentication_request_signing_alg', 'OBUK-backchannel-1'],
    ['backchannel_client_notification_endpoint', 'OBUK-backchannel-2'],
    ['backchannel_user_code_parameter_supported', 'OBUK-backchannel-3'],
  ].map(([name = '', requirement = '']) =>
    metadataRule(
      `request.ciba.${name}`,
      requirement,
      `${name} comes without the CIBA grant`,
      (metadata) => metadata[name] !== undefined && !includes(metadata.grant_types, CIBA_GRANT),
    ),
  ),
  metadataRule(
    'request.ciba.poll-endpoint',
    'OBUK-backchannel-2',
    'a notification endpoint comes with the poll mode',
    (metadata) =>
      metadata.backchannel_token_delivery_mode === 'poll' &&
      metadata.backchannel_client_notification_endpoint !== undefined,
  ),
];
