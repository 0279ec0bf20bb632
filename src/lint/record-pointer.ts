import { stringsOf } from '../checks/compare.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerOf } from './text/json-place.ts';

const MEMBER_OF_CHECK: Readonly<Record<string, string>> = {
  'success.redirect-uris': 'redirect_uris',
  'success.scope': 'scope',
  'success.software-statement': 'software_statement',
  'success.client-id-stable': 'client_id',
  'success.consistent': 'grant_types',
  'success.one-key-source': 'jwks',
};

/** The member that a finding of the checks speaks of: the first name of the record or the profile in its sentence. */
function memberOf({ check, message, expected }: Finding, names: readonly string[]): string | null {
  const known = MEMBER_OF_CHECK[check];
  if (known !== undefined) return known;
  if (!check.startsWith('success.')) return null;
  // The check names the method by what it is.
  if (message.includes('client authentication method')) return 'token_endpoint_auth_method';
  const words = `${message} ${expected}`.split(/[^\w#-]+/);
  return words.find((word) => names.includes(word)) ?? null;
}

/** Where in the record a finding of the checks belongs. */
export function pointerTo(finding: Finding, record: JsonObject, names: readonly string[]): string {
  const member = memberOf(finding, names);
  if (member === null) return '';
  const value = record[member];
  if (member === 'redirect_uris' && Array.isArray(value)) {
    const index = stringsOf(value as readonly Json[]).indexOf(finding.actual);
    if (index !== -1) return pointerOf(member, index);
  }
  return pointerOf(member);
}
