import { json } from './bank.ts';
import type { Behave, Call, Hostile } from './hostile.ts';

function isJson({ honest }: Call): boolean {
  return typeof honest.body === 'string' && honest.body.startsWith('{');
}

/** Rewrites the JSON text of every answer that has one. */
const rewritten =
  (change: (text: string, call: Call) => string | Uint8Array): Behave =>
  (call) => {
    const { honest, write } = call;
    write(isJson(call) ? { ...honest, body: change(String(honest.body), call) } : honest);
  };

/** Puts members, as JSON text, behind those of every answer. */
const withText = (members: string): Behave =>
  rewritten((text) => `${text.slice(0, -1)},${members}}`);

/** Gives one member of every answer that has it another value. */
const member = (name: string, value: unknown): Behave =>
  rewritten((text) => {
    const parsed = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(name in parsed ? { ...parsed, [name]: value } : parsed);
  });

const issuedAt = (value: string): Behave =>
  rewritten((text) => text.replace(/("client_id_issued_at":)\d+/, `$1${value}`));

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const always =
  (body: string): Behave =>
  ({ honest, write }) =>
    write(json(honest.status, body));

/** Values that no reader of JSON likes. */
export const VALUES: readonly Hostile[] = [
  {
    name: 'JSON nested half a million deep',
    behave: always(nested(450_000)),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a member nested four hundred thousand deep',
    behave: withText(`"extra":${nested(400_000)}`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a known member nested ten thousand deep',
    behave: withText(`"redirect_uris":${nested(10_000)}`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'objects nested sixty deep',
    behave: withText(`"extra":${'{"a":'.repeat(60)}1${'}'.repeat(60)}`),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'every member twice',
    behave: rewritten((text) => `${text.slice(0, -1)},${text.slice(1)}`),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'twenty thousand members',
    behave: withText(Array.from({ length: 20_000 }, (_, n) => `"m${n}":${n}`).join()),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'ten thousand redirect URIs',
    behave: member(
      'redirect_uris',
      Array.from({ length: 10_000 }, (_, n) => `https://x.example/${n}`),
    ),
    fromStart: 1,
    later: 1,
  },
  {
    name: 'a hundred thousand scopes',
    behave: member('scope', 'a b '.repeat(50_000)),
    fromStart: 1,
    later: 1,
  },
  {
    name: 'a number of ten megabytes',
    behave: always('1'.repeat(10_000_000)),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a number of 200,000 digits',
    behave: issuedAt('9'.repeat(200_000)),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'a number beyond all numbers',
    behave: issuedAt('-1e9999'),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'members of Object.prototype',
    behave: withText(
      '"toString":1,"valueOf":null,"__proto__":{"x":1},"constructor":"c","toJSON":2,"hasOwnProperty":0',
    ),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'values that cannot become text',
    behave: rewritten((text) =>
      text.replace(
        /"(application_type|token_endpoint_auth_method|token_endpoint|issuer|scope|error)":("[^"]*")/g,
        '"$1":{"toString":1,"valueOf":1}',
      ),
    ),
    fromStart: 1,
    later: 1,
  },
  {
    name: 'half a surrogate pair in client_id',
    behave: withText('"client_id":"\\ud800"'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'half a surrogate pair in other members',
    behave: withText('"software_client_name":"\\udfff","org_name":"\\ud83d"'),
    fromStart: 1,
    later: 1,
  },
  { name: 'client_id ..', behave: member('client_id', '..'), fromStart: 3, later: 3 },
  { name: 'client_id .', behave: member('client_id', '.'), fromStart: 3, later: 3 },
  {
    name: 'a client_id that is a path',
    behave: member('client_id', '../../admin?x=#'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a client_id with a line end',
    behave: member('client_id', 'c\r\nX-Injected: 1'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a client_id of 100 KB',
    behave: member('client_id', 'c'.repeat(100_000)),
    fromStart: 1,
    later: 1,
  },
  { name: 'a client_id that is a number', behave: member('client_id', 7), fromStart: 1, later: 1 },
  {
    name: 'a token with a line end',
    behave: member('access_token', 'abc\r\nX-Injected: 1'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a token beyond ASCII',
    behave: member('access_token', 'schlüssel-für-alles'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a token of 900 KB',
    behave: member('access_token', 't'.repeat(900_000)),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a token that is an object',
    behave: member('access_token', { a: 1 }),
    fromStart: 3,
    later: 3,
  },
  { name: 'an empty token', behave: member('access_token', ''), fromStart: 3, later: 3 },
  {
    name: 'bytes that are not UTF-8',
    behave: rewritten((text) =>
      Buffer.concat([
        Buffer.from(`${text.slice(0, -1)},"x":"`),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
        Buffer.from('"}'),
      ]),
    ),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'JSON in UTF-16',
    behave: rewritten((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'JSON behind a byte order mark',
    behave: rewritten((text) => `\ufeff${text}`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'an array instead of an object',
    behave: rewritten((text) => `[${text}]`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'JSON that breaks off',
    behave: rewritten((text) => text.slice(0, -5)),
    fromStart: 3,
    later: 1,
  },
  { name: 'a JSON string', behave: always('"client_id"'), fromStart: 3, later: 1 },
];
