import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { detect, LONGEST_TEXT } from './detect.ts';
import { HEADER, REQUEST, recordText, requestText, SSA, ssaText } from './testing/documents.ts';

/** What a text holds, as words. */
function kinds(text: string | Uint8Array, role: Parameters<typeof detect>[2] = null): string {
  return detect('text', text, role)
    .map((part) => {
      if (part.kind === 'token') return `${part.token.kind} ${part.token.form}`;
      if (part.kind === 'answer') return `answer ${part.answer.status ?? 'body'}`;
      return part.kind === 'trouble' ? part.trouble.id : part.kind;
    })
    .join(', ');
}

const json = (value: Json): string => JSON.stringify(value);
const wrapped = (text: string): string => text.replace(/.{80}/g, '$&\n');
const ERROR = json({ error: 'invalid_redirect_uri' });
const CURL = `curl -X POST https://bank.example/register -H 'Content-Type: application/jwt' -d '${requestText()}'`;
const HAR_ENTRY = {
  request: {
    method: 'POST',
    url: 'https://bank.example/register',
    headers: [{ name: 'Content-Type', value: 'application/jwt' }],
    postData: { text: requestText() },
  },
  response: { status: 400, headers: [], content: { text: ERROR } },
};

describe('a text is taken for', () => {
  it.each([
    ['a request JWT', requestText(), 'request jwt'],
    ['a statement', ssaText(), 'ssa jwt'],
    ['a JWT in quotes', `"${requestText()}"`, 'request jwt'],
    ['a JWT broken into lines', wrapped(requestText()), 'request jwt'],
    ['a JWT broken into lines, in quotes', `'${wrapped(ssaText())}'`, 'ssa jwt'],
    [
      'a JWT with Windows line ends',
      wrapped(requestText()).replaceAll('\n', '\r\n'),
      'request jwt',
    ],
    ['a JWT after words', `my request is: ${requestText()} thanks`, 'request jwt'],
    ['a JWT with a byte order mark', `\ufeff${requestText()}`, 'request jwt'],
    ['a JWT that was cut off', requestText().slice(0, 400), 'request jwt'],
    ['decoded claims', json(REQUEST), 'request decoded'],
    ['decoded claims of a statement', json(SSA), 'ssa decoded'],
    [
      'header and claims in one object',
      json({ header: HEADER, claims: REQUEST }),
      'request decoded',
    ],
    ['header and payload in one object', json({ header: HEADER, payload: SSA }), 'ssa decoded'],
    [
      'header and claims one after the other',
      `${json(HEADER)}\n${json(REQUEST)}`,
      'request decoded',
    ],
    [
      'a header and a token',
      `${json(HEADER)}\n${wrapped(requestText())}\n<signature>`,
      'request jwt',
    ],
    ['a client record', recordText(), 'answer body'],
    ['an error', ERROR, 'answer body'],
    [
      'an answer of curl -i',
      `HTTP/1.1 201 Created\r\nDate: x\r\n\r\n${recordText()}`,
      'answer 201',
    ],
    [
      'an answer behind a proxy',
      `HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 400 \r\n\r\n${ERROR}`,
      'answer 400',
    ],
    [
      'an answer after 100 Continue',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n\r\n${recordText()}`,
      'answer 201',
    ],
    [
      'an answer of curl -v',
      `* Connected\n> POST /register HTTP/1.1\n>\n< HTTP/1.1 400 Bad Request\n< Content-Type: application/json\n<\n* left intact\n${ERROR}`,
      'answer 400',
    ],
    ['a key set', json({ keys: [] }), 'key-set'],
    ['a curl command', CURL, 'call, request jwt'],
    ['a curl command after a prompt', `$ ${CURL}`, 'call, request jwt'],
    [
      'a curl command and what it printed',
      `${CURL} -i\nHTTP/1.1 201 Created\n\n${recordText()}`,
      'call, request jwt, answer 201',
    ],
    [
      'a curl command with plain metadata',
      `curl https://bank.example/register -H 'Content-Type: application/json' -d '${json({ redirect_uris: [] })}'`,
      'call, request json',
    ],
    ['a curl command with a file', 'curl https://bank.example/register -d @request.jwt', 'call'],
    ['a HAR entry', json(HAR_ENTRY), 'call, request jwt, answer 400'],
    ['a HAR file', json({ log: { entries: [HAR_ENTRY] } }), 'call, request jwt, answer 400'],
    ['a JSON string', json(requestText()), 'request jwt'],
    ['nothing', '', 'text.unknown'],
    ['prose', 'It does not work.', 'text.unknown'],
    ['a number', '42', 'text.unknown'],
    ['an array', '[1, 2]', 'text.unknown'],
    ['broken JSON', '{"client_id": "x", }', 'text.not-json'],
    ['JSON that was cut off', recordText().slice(0, 60), 'text.not-json'],
    ['too much', 'a'.repeat(LONGEST_TEXT + 1), 'text.too-long'],
  ])('%s', (_what, text, expected) => {
    expect(kinds(text)).toBe(expected);
  });

  it('what the user says where it could be several things', () => {
    expect(kinds(ssaText(), 'request')).toBe('request jwt');
    expect(kinds('<html></html>', 'response')).toBe('answer body');
    expect(kinds('not a token', 'ssa')).toBe('ssa jwt');
  });

  it('what it is although its bytes are not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(json(REQUEST)), 0xff]);
    expect(kinds(bytes)).toMatch(/^text\.not-utf-8/);
  });
});
