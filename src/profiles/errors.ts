import type { Profile } from '../model/profile.ts';

/** RFC 7591 3.2.2. */
export const REGISTERED_CODES: Profile['errorCodes'] = [
  'invalid_redirect_uri',
  'invalid_client_metadata',
  'invalid_software_statement',
  'unapproved_software_statement',
];

type Errors = Profile['errors'];

/** A statement of somebody who is not trusted: each of the codes is somebody's reading of RFC 7591 3.2.2. */
export const UNTRUSTED: Errors['ssa-untrusted'] = {
  statuses: [400],
  codes: ['unapproved_software_statement', 'invalid_software_statement', 'invalid_client_metadata'],
  body: 'registration',
};

/** What HTTP, TLS, RFC 6749 and RFC 6750 say, whatever the ecosystem. */
export const OUTSIDE_THE_PAYLOAD = {
  'media-type': { statuses: [415, 400, 406], codes: [], body: 'any' },
  'too-large': { statuses: [413, 400, 414, 431], codes: [], drop: true, body: 'any' },
  method: { statuses: [405, 501, 404, 401, 403], codes: [], body: 'any' },
  'no-certificate': { statuses: [401, 400, 403], codes: [], drop: true, body: 'any' },
  'token-missing': { statuses: [401], codes: [], body: 'bearer' },
  'token-invalid': { statuses: [401], codes: [], body: 'bearer' },
  'unknown-client': { statuses: [401], codes: [], body: 'bearer' },
  'foreign-client': { statuses: [401, 403], codes: [], body: 'bearer' },
  'client-assertion': { statuses: [401, 400], codes: ['invalid_client'], body: 'token' },
} as const satisfies Partial<Errors>;
