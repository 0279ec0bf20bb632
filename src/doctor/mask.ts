import type { RunOptions } from '../model/options.ts';
import type { Row } from './row.ts';

/** A shorter one would be found in words that have nothing to do with it. */
const LEAST = 4;

type Secrets = Pick<RunOptions, 'headers' | 'registrationAuthorization' | 'proxy' | 'transport'>;

/** The parts of a credential, for a target that repeats them: all of it, without its scheme, and what Basic encodes. */
function parts(value: string): string[] {
  const credential = /^\S+\s+(\S+)$/.exec(value)?.[1];
  if (credential === undefined) return [value];
  const decoded = /^basic\s/i.test(value) ? Buffer.from(credential, 'base64').toString('utf8') : '';
  return [value, credential, decoded, decoded.slice(decoded.indexOf(':') + 1)];
}

function secretsOf({ headers, registrationAuthorization, proxy, transport }: Secrets): string[] {
  const values = [
    ...headers.map(([, value]) => value),
    registrationAuthorization ?? '',
    transport?.passphrase ?? '',
  ].flatMap(parts);
  const proxies = [proxy?.http?.credentials, proxy?.https?.credentials].flatMap((pair) =>
    pair == null ? [] : [pair, pair.slice(pair.indexOf(':') + 1)],
  );
  return [...new Set([...values, ...proxies])]
    .filter((secret) => secret.length >= LEAST)
    .sort((a, b) => b.length - a.length);
}

/** `rows` without the secrets that the user gave, wherever a target may have repeated them. */
export function masked(rows: readonly Row[], options: Secrets): Row[] {
  const secrets = secretsOf(options);
  const mask = (text: string) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  return rows.map((row) => ({
    ...row,
    subject: mask(row.subject),
    found: mask(row.found),
    fix: row.fix === null ? null : mask(row.fix),
    details: row.details.map(mask),
  }));
}
