import type { SubjectAttribute } from './distinguished-name.ts';

/** The fictitious organisation that the certificates and the SSAs speak of. */
export const ORGANISATION = { orgId: '0015800001EXAMPLE', orgName: 'Example TPP Ltd' } as const;

/** Subject of the TPP's certificates, in the order of the certificate (ETSI TS 119 495 5.1 for the identifier). */
export const TPP_SUBJECT: readonly SubjectAttribute[] = [
  { type: '2.5.4.6', value: 'GB' },
  { type: '2.5.4.10', value: ORGANISATION.orgName },
  { type: '2.5.4.97', value: 'PSDGB-OB-123456' },
  { type: '2.5.4.3', value: ORGANISATION.orgId },
];

/** Subject of the certificate of another software: nothing of it is the TPP's but the country. */
export const OTHER_SUBJECT: readonly SubjectAttribute[] = [
  { type: '2.5.4.6', value: 'GB' },
  { type: '2.5.4.10', value: 'Another TPP Ltd' },
  { type: '2.5.4.97', value: 'PSDGB-OB-654321' },
  { type: '2.5.4.3', value: '0015800002EXAMPLE' },
];

const AUTHORITY = 'Example Trust Services';

export const ROOT_CA_SUBJECT = authority(AUTHORITY, 'DCR Conformance Test Root CA');
export const ISSUING_CA_SUBJECT = authority(AUTHORITY, 'DCR Conformance Test Issuing CA');
export const ROGUE_CA_SUBJECT = authority('Example Rogue Services', 'DCR Conformance Rogue CA');
export const SERVER_SUBJECT = authority('Example Bank plc', 'localhost');

function authority(organisation: string, name: string): readonly SubjectAttribute[] {
  return [
    { type: '2.5.4.6', value: 'GB' },
    { type: '2.5.4.10', value: organisation },
    { type: '2.5.4.3', value: name },
  ];
}
