import type { Token } from '../lint/token.ts';
import type { LintText } from '../lint/transaction.ts';
import { writeJson } from '../model/json.ts';
import { encodeBase64url } from '../rules/base64url.ts';
import { headerText } from '../rules/jws.ts';
import { compactWith } from './edit-texts.ts';
import { pageKeys } from './page-keys.ts';

/** Names of the documents that hold the keys of the page. */
const KEY_SETS = {
  request: 'keys of the software, made in this page',
  ssa: 'keys of the directory, made in this page',
} as const;

/** The key sets of the page, as documents to verify with. */
export async function pageKeySet(kind: Token['kind']): Promise<LintText> {
  const { trust } = await pageKeys();
  const set = kind === 'request' ? trust.softwareJwks : trust.directoryJwks;
  return { name: KEY_SETS[kind], text: writeJson(set, 2), role: 'jwks' };
}

/** `token` with the kid and the signature of a key of the page, and the set that has this key. */
export async function signedAgain(
  token: Token,
): Promise<{ readonly compact: string; readonly keySet: LintText }> {
  const isEc = headerText(token.jws, 'alg') === 'ES256';
  const base = token.kind === 'request' ? 'tpp-signing' : 'directory';
  const key = isEc ? (`${base}-ec` as const) : base;
  const algorithm = isEc ? 'ES256' : 'PS256';
  const { trust } = await pageKeys();
  const header = { ...token.header, alg: algorithm, kid: trust.key(key).kid };
  const input = compactWith(token, { header }).split('.').slice(0, 2).join('.');
  const signature = await trust.sign({ kind: 'key', key, algorithm }, input);
  return {
    compact: `${input}.${encodeBase64url(signature)}`,
    keySet: await pageKeySet(token.kind),
  };
}
