import type { ClaimSpec } from '../model/profile.ts';

const METADATA_ECHO = { absent: 'RFC7591-3.2.1-7' };

/** The member of a record that shows the metadata which `spec` describes. */
export function metadataMember(spec: ClaimSpec): ClaimSpec {
  return { ...spec, clauses: { ...spec.clauses, ...METADATA_ECHO } };
}
