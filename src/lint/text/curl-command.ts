import { type Excerpt, type Source, sliceOf } from './excerpt.ts';
import { type ShellWord, shellWords } from './shell-words.ts';

export type Header = readonly [name: string, value: string];

/** A request as a curl command or a HAR entry shows it. */
export interface Call {
  readonly method: string;
  readonly url: string | null;
  readonly headers: readonly Header[];
  /** null where there is none, or where it stands in a file. */
  readonly body: Excerpt | null;
  /** The file that holds the body. */
  readonly bodyFile: string | null;
  /** A client certificate is named; null where the form cannot tell. */
  readonly certificate: boolean | null;
  /** Offset in the source where a backslash at the end of a line joins two words. */
  readonly joinedAt: number | null;
  readonly source: Source;
  /** Offset in the source where the call begins. */
  readonly offset: number;
  readonly isCurl: boolean;
}

/** Options of curl that take a value, as far as they are written before a registration; others are read as switches. */
const VALUED = new Set(
  `-X --request -H --header -d --data --data-raw --data-binary --data-ascii --data-urlencode --json -u --user
   -E --cert --key --cacert --capath --cert-type --key-type --pass --resolve --connect-to --url -o --output -A
   --user-agent -e --referer -b --cookie -c --cookie-jar -x --proxy -m --max-time --connect-timeout -w --write-out
   -F --form --tls-max --ciphers --retry -T --upload-file --oauth2-bearer -D --dump-header --config -K`.split(
    /\s+/,
  ),
);

const DATA = /^(-d|--data|--data-raw|--data-binary|--data-ascii|--json)$/;

/** Words as option and value: `-XPOST` and `--data=…` are taken apart. */
function pairsOf(words: readonly ShellWord[]): readonly (readonly [string, ShellWord])[] {
  const pairs: [string, ShellWord][] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { text } = word;
    const long = /^(--[a-z0-9-]+)=/.exec(text)?.[1];
    const short = /^-[XHduEoAebcxmwFTDK](?=.)/.exec(text)?.[0];
    const next = words[at + 1];
    if (long !== undefined) pairs.push([long, partOf(word, long.length + 1)]);
    else if (short !== undefined) pairs.push([short, partOf(word, 2)]);
    else if (VALUED.has(text) && next !== undefined) {
      pairs.push([text, next]);
      at += 1;
    } else pairs.push([text.startsWith('-') && text.length > 1 ? text : '', word]);
  }
  return pairs;
}

function partOf(word: ShellWord, start: number): ShellWord {
  return { ...sliceOf(word, start), joinedAt: word.joinedAt };
}

function headerOf(text: string): Header {
  const colon = text.indexOf(':');
  if (colon === -1) return [text.trim(), ''];
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** Where a curl command begins in `text`; -1 where there is none. */
export function curlStart(text: string): number {
  if (!text.includes('curl')) return -1;
  const found = /(?:^|\n)[ \t]*(?:[$>][ \t]+)?curl(?:\.exe)?(?=\s)/.exec(text);
  return found === null ? -1 : found.index + found[0].lastIndexOf('curl');
}

/** The request that a curl command in `excerpt` would send; null where there is none. */
export function readCurl(excerpt: Excerpt): Call | null {
  const start = curlStart(excerpt.text);
  if (start === -1) return null;
  const pairs = pairsOf(shellWords(excerpt, start).slice(1));
  const valuesOf = (pattern: RegExp) =>
    pairs.filter(([name]) => pattern.test(name)).map(([, word]) => word);
  const data = valuesOf(DATA)[0] ?? null;
  const [name] = pairs.find(([each]) => DATA.test(each)) ?? [''];
  const isFile = data !== null && name !== '--data-raw' && data.text.startsWith('@');
  const request = valuesOf(/^(-X|--request)$/)[0] ?? null;
  const glued = /^([A-Z]+?)(https?:\/\/.*)$/s.exec(request?.text ?? '');
  const url = valuesOf(/^--url$/)[0] ?? pairs.find(([each]) => each === '')?.[1] ?? null;
  const joined = pairs.find(([, word]) => word.joinedAt !== null)?.[1] ?? null;
  const headers = valuesOf(/^(-H|--header)$/).map(({ text }) => headerOf(text));
  const user =
    valuesOf(/^(-u|--user)$/).length > 0 ? [['authorization', 'Basic ***'] as const] : [];
  const bearer =
    valuesOf(/^--oauth2-bearer$/).length > 0 ? [['authorization', 'Bearer ***'] as const] : [];
  return {
    method: glued?.[1] ?? request?.text ?? (data === null ? 'GET' : 'POST'),
    url: glued?.[2] ?? url?.text ?? null,
    headers: [...headers, ...user, ...bearer],
    body: isFile ? null : data,
    bodyFile: isFile ? data.text.slice(1) : null,
    certificate: pairs.some(([each]) => /^(-E|--cert)$/.test(each)),
    joinedAt: joined?.joinedAt == null ? null : joined.at(joined.joinedAt - 1) + 1,
    source: excerpt.source,
    offset: excerpt.at(start),
    isCurl: true,
  };
}
