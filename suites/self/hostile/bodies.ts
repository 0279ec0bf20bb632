import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { json } from './bank.ts';
import type { Behave, Call, Hostile } from './hostile.ts';

const HUGE = 64 * 1024 * 1024;

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const gzipBomb = once(() => gzipSync(Buffer.alloc(HUGE), { level: 9 }));
const nestedBomb = once(() => gzipSync(gzipSync(Buffer.alloc(HUGE), { level: 9 }), { level: 9 }));
const deflateBomb = once(() => deflateSync(Buffer.alloc(HUGE)));
const brotliBomb = once(() =>
  brotliCompressSync(Buffer.alloc(HUGE), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
);

/** The honest answer, in a content coding. */
function coded(coding: string, code: (body: Uint8Array) => Uint8Array): Behave {
  return ({ honest, write }) => {
    const { body, status } = honest;
    // An answer without a body has no coding either.
    if (body.length === 0) return write(honest);
    const headers = [...honest.headers, ['Content-Encoding', coding] as const];
    write({ status, headers, body: code(Buffer.from(body)) });
  };
}

const bomb = (coding: string, bytes: () => Uint8Array): Behave => coded(coding, () => bytes());

/** Writes `piece` for as long as the other side takes it. */
function pour(socket: Socket, piece: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

const head = (status: number, ...fields: string[]): string =>
  `HTTP/1.1 ${status} X\r\n${['Content-Type: application/json', ...fields].join('\r\n')}\r\n\r\n`;

function endless(call: Call, piece: Buffer): void {
  call.socket.write(head(call.honest.status, 'Transfer-Encoding: chunked'));
  const size = Buffer.from(`${piece.length.toString(16)}\r\n`);
  pour(call.socket, Buffer.concat([size, piece, Buffer.from('\r\n')]));
}

const LONGER = /longer than 1000000 bytes/;

/** Bodies without end, and bodies that become one. */
export const BODIES: readonly Hostile[] = [
  {
    name: 'a body without end',
    behave: (call) => endless(call, Buffer.alloc(65_536, ' ')),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a body without end of NUL bytes',
    behave: (call) => endless(call, Buffer.alloc(65_536)),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a body without end, one byte a chunk',
    behave: (call) => {
      call.socket.write(head(call.honest.status, 'Transfer-Encoding: chunked'));
      pour(call.socket, Buffer.from('1\r\n \r\n'.repeat(10_000)));
    },
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a body of 64 MB',
    behave: ({ socket, honest }) => {
      socket.write(head(honest.status, `Content-Length: ${HUGE}`));
      pour(socket, Buffer.alloc(65_536, ' '));
    },
    fromStart: 3,
    later: 1,
  },
  { name: 'a gzip bomb', behave: bomb('gzip', gzipBomb), fromStart: 3, later: 1, says: LONGER },
  {
    name: 'a deflate bomb',
    behave: bomb('deflate', deflateBomb),
    fromStart: 3,
    later: 1,
    says: LONGER,
  },
  { name: 'a brotli bomb', behave: bomb('br', brotliBomb), fromStart: 3, later: 1, says: LONGER },
  { name: 'a gzip bomb in gzip', behave: bomb('gzip, gzip', nestedBomb), fromStart: 3, later: 1 },
  { name: 'gzip that nobody asked for', behave: coded('gzip', gzipSync), fromStart: 0, later: 0 },
  {
    name: 'a coding that does not exist',
    behave: coded('snappy', (body) => body),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'plain text that is called gzip',
    behave: coded('gzip', (body) => body),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'gzip that breaks off',
    behave: coded('gzip', (body) => gzipSync(body).subarray(0, -10)),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a hundred codings',
    behave: coded(Array.from({ length: 100 }, () => 'gzip').join(), gzipSync),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'no body at all',
    behave: ({ honest, write }) => write({ ...honest, body: '' }),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a body of one megabyte that is valid',
    behave: ({ honest, write }) => {
      const { body } = honest;
      write(
        typeof body === 'string' && body.startsWith('{')
          ? { ...honest, body: body + ' '.repeat(900_000) }
          : honest,
      );
    },
    fromStart: 0,
    later: 0,
  },
  {
    name: 'fifty thousand credentials',
    behave: ({ honest, write }) => {
      const tokens = Array.from(
        { length: 25_000 },
        (_, n) => `{"token":"credential-${n}-of-many"}`,
      );
      write(json(honest.status, `{"client_id":"c","tokens":[${tokens.join()}]}`));
    },
    fromStart: 3,
    later: 1,
  },
];
