import { parseObject } from '../checks/json-text.ts';
import type { LiveExchange } from '../wire/wire.ts';

/** What an answer to a valid registration says about the reason for refusing it, and what to do. */
interface Reading {
  readonly words: RegExp;
  readonly fix: string;
}

const DIRECTORY =
  'have the target trust keys/directory.jwks.json for the issuer that --profile names (`dcr-conformance keys` shows how)';

const READINGS: readonly Reading[] = [
  {
    words: /\baud(ience)?\b/i,
    fix: 'name the audience that the target expects with --audience',
  },
  {
    words: /jwks|key set|key.?id|\bkid\b/i,
    fix: 'can the target fetch our key sets? --jwks-base-url names the address at which it reaches this machine',
  },
  {
    words: /unapproved|software.?statement|\bssa\b|issuer|directory/i,
    fix: DIRECTORY,
  },
  { words: /signature|verif/i, fix: DIRECTORY },
  {
    words: /certificate|mtls|tls_client/i,
    fix: 'have the target trust keys/ca/root.pem for clients, or give --transport-cert',
  },
  {
    words: /organi[sz]ation|org_id|software_id/i,
    fix: 'give the values that the target expects: --set ssa.org_id=…, --set ssa.software_id=…',
  },
  {
    words: /redirect/i,
    fix: 'give redirect URIs that the target permits: --set request.redirect_uris=[…] --set ssa.software_redirect_uris=[…]',
  },
  {
    words: /\bscope\b/i,
    fix: 'give a scope that the target has: --set request.scope="openid accounts"',
  },
  {
    words: /expired|\biat\b|\bexp\b|\bnbf\b|future|clock/i,
    fix: 'compare the clocks (see the clock rows)',
  },
];

const OWN_SSA =
  'does the target trust the directory of your SSA, and is --signing-key under --signing-kid in the key set that the SSA names?';

/** Where the SSA is the user's, neither it nor the key set that it names is ours to change. */
const SUPPLIED: readonly Reading[] = [
  {
    words:
      /jwks|key set|key.?id|\bkid\b|unapproved|software.?statement|\bssa\b|issuer|directory|signature|verif/i,
    fix: OWN_SSA,
  },
  {
    words: /certificate|mtls|tls_client/i,
    fix: 'give the certificate of the software: --transport-cert',
  },
  {
    words: /organi[sz]ation|org_id|software_id/i,
    fix: 'do certificate and SSA speak of the same organisation and software?',
  },
  {
    words: /redirect/i,
    fix: 'give redirect URIs that the SSA has and the target permits: --set request.redirect_uris=[…]',
  },
];

/** What to do about a refused registration, as far as the answer tells. */
export function fixForRefusal(exchange: LiveExchange, fetched: boolean, supplied = false): string {
  const { status = 0, body = '' } = exchange.response ?? {};
  if (status === 401)
    return 'give the credential that the target asks for: --basic, --initial-access-token';
  const document = parseObject(body);
  const said = [document?.error_description, document?.error, document === null ? body : null]
    .filter((each) => typeof each === 'string')
    .map((each) =>
      [...(supplied ? SUPPLIED : []), ...READINGS].find(({ words }) => words.test(each)),
    )
    .map((reading) => reading?.fix)
    .find((fix) => fix !== undefined);
  if (supplied) return said ?? `see what the answer says, and the log of the target; ${OWN_SSA}`;
  const unfetched = fetched ? '' : `; ${DIRECTORY}, and see whether it reaches our key sets`;
  return said ?? `see what the answer says, and the log of the target${unfetched}`;
}
