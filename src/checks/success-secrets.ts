import type { Finding } from '../model/finding.ts';
import { present } from './compare.ts';
import { judge } from './judge.ts';
import { privateMembers } from './key-set.ts';
import { ROW } from './rows.ts';
import { listed } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** Access tokens have no business in a client record; the management token has (RFC 7592 3). */
const STRAY = ['access_token', 'refresh_token', 'id_token', 'private_key', 'client_private_key'];

/** No private key and no stray credential in the record, and one source of keys (RFC 7591 2). */
export function secretFindings({ record, weigh }: RecordInput): Finding[] {
  const both = present(record.jwks) && present(record.jwks_uri);
  const keySource = {
    check: 'success.one-key-source',
    requirement: ROW.oneKeySource,
    expected: 'jwks or jwks_uri, not both',
  };
  const leaked = [
    ...privateMembers(record.jwks).map((name) => `jwks: ${name}`),
    ...STRAY.filter((name) => present(record[name])),
  ];
  const nothingSecret = {
    check: 'success.nothing-secret',
    // No row forbids it by name: what comes back is what was registered, and no client registers these.
    requirement: ROW.echo,
    expected: 'no private key and no token',
  };
  return [
    ...judge(
      { ...keySource, message: 'There is one source of keys.' },
      weigh,
      both
        ? [{ ...keySource, actual: 'both', message: 'jwks and jwks_uri came back together.' }]
        : [],
    ),
    ...judge(
      { ...nothingSecret, message: 'The record holds nothing secret that is not its own.' },
      weigh,
      leaked.length === 0
        ? []
        : [{ ...nothingSecret, actual: listed(leaked), message: 'The record gives secrets away.' }],
    ),
  ];
}
