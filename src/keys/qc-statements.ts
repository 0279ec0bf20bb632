import { type Der, oid, sequence, utf8 } from './der.ts';

export const QC_STATEMENTS_OID = '1.3.6.1.5.5.7.1.3';

const PSD2_STATEMENT = '0.4.0.19495.2';
const QC_TYPE_STATEMENT = '0.4.0.1862.1.6';
const QC_TYPES = { seal: '0.4.0.1862.1.6.2', web: '0.4.0.1862.1.6.3' } as const;

/** Roles of a third party, ETSI TS 119 495 5.1: all but account servicing. */
const ROLES = [
  ['0.4.0.19495.1.3', 'PSP_AI'],
  ['0.4.0.19495.1.2', 'PSP_PI'],
  ['0.4.0.19495.1.4', 'PSP_IC'],
] as const;

/** Every role of ETSI TS 119 495 5.1 by its OID. */
export const PSD2_ROLE_OIDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ROLES),
  '0.4.0.19495.1.1': 'PSP_AS',
};

const COMPETENT_AUTHORITY = { name: 'Financial Conduct Authority', id: 'GB-FCA' };

/**
 * Value of the QCStatements extension of a PSD2 certificate: its type (seal or web, ETSI EN 319 412-5
 * 4.2.3), the roles and the competent authority (ETSI TS 119 495 5.1). It does not claim to be qualified.
 */
export function qcStatements(type: keyof typeof QC_TYPES): Der {
  const roles = ROLES.map(([id, name]) => sequence(oid(id), utf8(name)));
  return sequence(
    sequence(oid(QC_TYPE_STATEMENT), sequence(oid(QC_TYPES[type]))),
    sequence(
      oid(PSD2_STATEMENT),
      sequence(sequence(...roles), utf8(COMPETENT_AUTHORITY.name), utf8(COMPETENT_AUTHORITY.id)),
    ),
  );
}
