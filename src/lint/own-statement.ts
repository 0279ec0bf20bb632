import { present, stringsOf } from '../checks/compare.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { rowsOf, severityIn } from './rows.ts';
import { shownValue } from './shown-value.ts';
import { pointerOf } from './text/json-place.ts';
import type { Transaction } from './transaction.ts';

/** Where a record does not fit the statement that it returns, when that is not the one of the request. */
export function againstOwnStatement(
  { answer, ssa }: Transaction,
  profile: Profile,
): readonly Found[] {
  const statement = answer?.statement ?? null;
  const record = answer?.record ?? null;
  if (statement === null || record === null || statement.compact?.text === ssa?.compact?.text)
    return [];
  const severity = severityIn(profile);
  const row = rowsOf(profile, 'OBUK-redirect_uris-1', 'RFC7591-2-12')[0];
  const { redirectUris, softwareId } = profile.ssa.names;
  // The statement of another ecosystem keeps its list under the name of RFC 7591.
  const attested = stringsOf(statement.claims[redirectUris] ?? statement.claims.redirect_uris);
  const returned = stringsOf(record.redirect_uris);
  const outside = attested.length === 0 ? [] : returned.filter((uri) => !attested.includes(uri));
  const found = outside.map(
    (uri): Found => ({
      id: 'response.redirect-uris.own-statement',
      severity: row === undefined ? 'warning' : severity(row),
      document: 'response',
      pointer: pointerOf('redirect_uris', returned.indexOf(uri)),
      requirements: row === undefined ? [] : [row],
      message:
        'A redirect URI of the answer is not one of the software statement in the same answer.',
      expected: `one of ${shownValue('', attested)}`,
      actual: uri,
      fix: 'Ask the bank what it registered; a redirect URI has to be one of the statement.',
      situation: null,
    }),
  );
  const id = statement.claims[softwareId];
  if (present(id) && present(record.software_id) && id !== record.software_id) {
    found.push({
      id: 'response.software-id.own-statement',
      severity: 'warning',
      document: 'response',
      pointer: '/software_id',
      requirements: rowsOf(profile, 'RFC7591-2-12'),
      message:
        'software_id of the answer is not that of the software statement in the same answer.',
      expected: shownValue(softwareId, id),
      actual: shownValue('software_id', record.software_id),
      fix: 'Ask the bank for which software the client was registered.',
      situation: null,
    });
  }
  return found;
}
