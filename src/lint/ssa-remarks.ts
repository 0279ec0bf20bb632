import type { JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import { shownValue } from './shown-value.ts';

/** The id that a location of keys ends with: its file name up to the first dot. */
function idIn(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  return new URL(value).pathname.split('/').at(-1)?.split('.')[0] ?? null;
}

function remark(about: Omit<Found, 'severity' | 'document' | 'requirements' | 'situation'>): Found {
  return { ...about, severity: 'info', document: 'ssa', requirements: [], situation: null };
}

/** What in a statement of the OB Directory does not fit together, though no clause speaks of it. */
export function ssaRemarks(claims: JsonObject): readonly Found[] {
  const { software_id: id, software_client_id: clientId } = claims;
  const { software_jwks_endpoint: keys, software_jwks_revoked_endpoint: revoked } = claims;
  const found: Found[] = [];
  if (typeof clientId === 'string' && typeof id === 'string' && clientId !== id) {
    found.push(
      remark({
        id: 'ssa.client-id.differs',
        pointer: '/software_client_id',
        message:
          'software_client_id and software_id differ; the directory gives both the same value.',
        expected: shownValue('software_id', id),
        actual: shownValue('software_client_id', clientId),
        fix: 'Make sure that nobody edited the statement: a changed one verifies with no key.',
      }),
    );
  }
  const names = [idIn(keys), idIn(revoked)];
  if (!names.includes(null) && names[0] !== names[1]) {
    found.push(
      remark({
        id: 'ssa.jwks.other-software',
        pointer: '/software_jwks_endpoint',
        message:
          'The key sets for current and for revoked keys are named after two different software ids.',
        expected: `${names[1]}, as in software_jwks_revoked_endpoint`,
        actual: String(names[0]),
        fix: 'Make sure that the keys are those of this software; the request is verified with them.',
      }),
    );
  }
  return found;
}
