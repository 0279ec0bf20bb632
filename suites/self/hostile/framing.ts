import type { Behave, Call, Hostile } from './hostile.ts';
import { encode } from './start.ts';

const raw =
  (text: string | ((call: Call) => string)): Behave =>
  (call) =>
    void call.socket.write(typeof text === 'string' ? text : text(call), 'latin1');

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const bodyOf = ({ honest }: Call): string => Buffer.from(honest.body).toString('latin1');
const statusLine = ({ honest }: Call): string => `HTTP/1.1 ${honest.status} X\r\n`;

/** The honest body under a wrong description. */
const framed = (
  fields: (length: number) => string,
  body: (text: string) => string = (text) => text,
) => raw((call) => `${statusLine(call)}${fields(bodyOf(call).length)}\r\n${body(bodyOf(call))}`);

const chunked = (body: (text: string) => string) =>
  framed(() => 'Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n', body);

/** Lies about where a message ends. */
export const FRAMING: readonly Hostile[] = [
  {
    name: 'a Content-Length that is too long',
    hangs: true,
    behave: framed((length) => `Content-Length: ${length + 100}\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a Content-Length that is too short',
    behave: framed((length) => `Content-Length: ${Math.max(0, length - 10)}\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a negative Content-Length',
    behave: framed(() => 'Content-Length: -1\r\n'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a Content-Length beyond all numbers',
    behave: framed(() => `Content-Length: ${'9'.repeat(40)}\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'two different Content-Lengths',
    behave: framed((length) => `Content-Length: ${length}\r\nContent-Length: 5\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'Content-Length and chunks together',
    behave: framed(
      (length) => `Content-Length: ${length}\r\nTransfer-Encoding: chunked\r\n`,
      (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    ),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a chunk size that is no number',
    behave: chunked((text) => `zz\r\n${text}\r\n0\r\n\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a chunk size beyond all numbers',
    behave: chunked((text) => `${'f'.repeat(20)}\r\n${text}`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a chunk without its end',
    behave: chunked((text) => `${text.length.toString(16)}\r\n${text}0\r\n\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'chunks without a last one',
    hangs: true,
    behave: chunked((text) => `${text.length.toString(16)}\r\n${text}\r\n`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a chunk extension of one megabyte',
    behave: chunked((text) => `1;${'x'.repeat(1_000_000)}\r\n${text}`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'trailers without end',
    hangs: true,
    behave: (call) => {
      call.socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`);
      call.every(5, () => call.socket.write(`X-Trailer: ${'x'.repeat(1_000)}\r\n`));
    },
    fromStart: 3,
    later: 1,
  },
  {
    name: 'two answers to one request',
    behave: ({ honest, socket }) => {
      socket.write(Buffer.concat([encode(honest), encode({ ...honest, status: 500 })]));
    },
    fromStart: 0,
    later: 0,
  },
  {
    name: 'garbage behind every answer',
    behave: ({ honest, socket }) => {
      socket.write(
        Buffer.concat([encode(honest), Buffer.from('\0\u001b]0;garbage\u0007 HTTP/1.1')]),
      );
    },
    fromStart: 0,
    later: 0,
  },
  {
    name: 'an answer before anything is asked',
    greet: (socket) => {
      socket.write(
        'HTTP/1.1 201 X\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"client_id":"x"}',
      );
    },
    fromStart: 3,
    later: '1 or 3',
  },
  {
    name: 'an answer to the request before',
    behave: (() => {
      let last: Buffer | null = null;
      return ({ honest, socket }: Call) => {
        const now = encode(honest);
        socket.write(last ?? now);
        last = now;
      };
    })(),
    fromStart: '1 or 3',
    later: '1 or 3',
  },
  {
    name: 'a kept connection that closes each time',
    behave: ({ honest, socket }) => void socket.end(encode(honest)),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'a connection that is reset behind every answer',
    behave: ({ honest, socket }) =>
      void socket.write(encode(honest), () => socket.resetAndDestroy()),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'a reset instead of every answer',
    behave: ({ socket }) => socket.resetAndDestroy(),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a reset in the middle of the headers',
    behave: ({ socket }) =>
      void socket.write('HTTP/1.1 200 OK\r\nContent-', () => socket.resetAndDestroy()),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a reset in the middle of the body',
    behave: ({ socket }) =>
      void socket.write(`${OK}Content-Length: 50\r\n\r\n{"client_id`, () =>
        socket.resetAndDestroy(),
      ),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'an end in the middle of the body',
    behave: ({ socket }) => void socket.end(`${OK}Content-Length: 50\r\n\r\n{"client_id`),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a connection that closes before anything is read',
    greet: (socket) => socket.destroy(),
    fromStart: 3,
    later: '1 or 3',
  },
];
