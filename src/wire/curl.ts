import type { TlsIdentity } from '../model/keys.ts';
import type { Segment } from './redact.ts';

/** A request whose credentials are cut out. */
export interface CurlRequest {
  readonly method: string;
  readonly url: readonly Segment[];
  readonly headers: readonly (readonly [name: string, value: readonly Segment[]])[];
  /** null where there is none. */
  readonly body: readonly Segment[] | null;
  readonly identity: TlsIdentity;
}

// Linux takes no single argument beyond 128 KiB.
const LONGEST_ARGUMENT = 100_000;

/**
 * One word of a POSIX shell: text in single quotes, where nothing is special but the quote itself, and
 * credentials as variables in double quotes.
 */
export function shellWord(segments: readonly Segment[]): string {
  const word = segments
    .map((segment) =>
      typeof segment === 'string'
        ? `'${segment.replaceAll("'", "'\\''")}'`
        : `"\${${segment.variable}}"`,
    )
    .join('');
  return word === '' ? "''" : word;
}

function credential(variable: string): string {
  return shellWord([{ variable }]);
}

function isBinary(text: string): boolean {
  // NUL cannot stand in an argument; U+FFFD shows that the bytes were not UTF-8.
  return text.includes('\0') || text.includes('\ufffd');
}

function bodyArguments(body: readonly Segment[], raw: Uint8Array | null) {
  const text = body.map((segment) => (typeof segment === 'string' ? segment : '')).join('');
  if (text.length > LONGEST_ARGUMENT) {
    // The file holds what `generate --case` writes; a line this long would not run.
    return { before: '', words: ['--data-binary', `@${credential('DCR_BODY_FILE')}`] };
  }
  if (raw !== null || isBinary(text)) {
    const encoded = Buffer.from(raw ?? Buffer.from(text, 'utf8')).toString('base64');
    return {
      before: `printf %s '${encoded}' | base64 -d | `,
      words: ['--data-binary', '@-'],
    };
  }
  return { before: '', words: ['--data-raw', shellWord(body)] };
}

/** Whose certificate it is, in the names of variables. */
const OWNERS: Readonly<Partial<Record<TlsIdentity, string>>> = {
  rogue: 'DCR_ROGUE',
  expired: 'DCR_EXPIRED',
  other: 'DCR_OTHER',
  unlisted: 'DCR_UNLISTED',
};

const OFFERS: Readonly<Partial<Record<TlsIdentity, readonly string[]>>> = {
  'tpp-old-tls': ['--tls-max', '1.1', '--ciphers', 'ALL:@SECLEVEL=0'],
  'tpp-weak-ciphers': [
    ...['--tlsv1.2', '--tls-max', '1.2'],
    ...['--ciphers', 'AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA256:AES128-SHA:@SECLEVEL=0'],
  ],
};

function tlsArguments(url: readonly Segment[], identity: TlsIdentity): string[] {
  const [first] = url;
  if (typeof first !== 'string' || !first.startsWith('https:')) return [];
  const words = ['--cacert', credential('DCR_CA')];
  if (identity === 'none') return words;
  const owner = OWNERS[identity] ?? 'DCR';
  const offer = OFFERS[identity] ?? [];
  const shown = ['--cert', credential(`${owner}_CERT`), '--key', credential(`${owner}_KEY`)];
  return [...words, ...shown, ...offer];
}

/**
 * A command line that sends the same request. Everything that came from a target stands inside single quotes;
 * `raw` gives the bytes of a body that is not text.
 */
export function curlLine(request: CurlRequest, raw: Uint8Array | null = null): string {
  const words = ['curl', '--silent', '--show-error', '--include', '--globoff', '--path-as-is'];
  let before = '';
  words.push('--request', shellWord([request.method]));
  words.push(...tlsArguments(request.url, request.identity));
  for (const [name, value] of request.headers) {
    // curl drops "Name:" without a value; "Name;" sends it.
    const header = value.length === 0 ? [`${name};`] : [`${name}: `, ...value];
    words.push('--header', shellWord(joined(header)));
  }
  if (request.body !== null) {
    const typed = request.headers.some(([name]) => name.toLowerCase() === 'content-type');
    // Without this curl would claim application/x-www-form-urlencoded.
    if (!typed) words.push('--header', "'Content-Type:'");
    const data = bodyArguments(request.body, raw);
    before = data.before;
    words.push(...data.words);
  }
  words.push(shellWord(request.url));
  return before + words.join(' ');
}

/** Neighbouring texts as one, for fewer quotes. */
function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (typeof segment === 'string' && typeof last === 'string')
      result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}
