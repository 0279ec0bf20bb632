/**
 * Duties that the versions of Open Banking UK DCR word differently, each under a row of its own: whoever cites one of them
 * lists all of its rows, and the profile takes its own.
 */
export const UK_GRANT_TYPES = [
  'OBUK-grant_types-2',
  'OBUK-grant_types-1',
  'OBUK34-grant_types-1',
] as const;

export const UK_APPLICATION_TYPE = [
  'OBUK-application_type-1',
  'OBUK34-application_type-1',
] as const;

export const UK_SUBJECT_DN = [
  'OBUK-tls_client_auth_subject_dn-1',
  'OBUK34-tls_client_auth_subject_dn-1',
] as const;
