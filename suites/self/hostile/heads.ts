import type { Behave, Call, Hostile } from './hostile.ts';

const raw =
  (text: string): Behave =>
  ({ socket }) =>
    void socket.write(text, 'latin1');

/** The honest answer with more headers. */
const withHeaders =
  (headers: readonly (readonly [string, string])[]): Behave =>
  ({ honest, write }) =>
    write({ ...honest, headers: [...honest.headers, ...headers] });

const withStatus =
  (status: number): Behave =>
  ({ honest, write }) =>
    write({ ...honest, status });

/** Writes `line` for as long as the other side takes it. */
function flood(call: Call, line: string): void {
  call.every(1, () => {
    if (call.socket.writableLength < 1_000_000) call.socket.write(line.repeat(200));
  });
}

/** Status lines and headers that are none, or far too many. */
export const HEADS: readonly Hostile[] = [
  {
    name: 'ten thousand headers',
    behave: withHeaders(Array.from({ length: 10_000 }, (_, n) => [`X-${n}`, 'v'] as const)),
    fromStart: 3,
    later: 1,
    says: /Headers? Overflow/i,
  },
  {
    name: 'a header of one megabyte',
    behave: withHeaders([['X-Long', 'x'.repeat(1_000_000)]]),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'two thousand short headers',
    behave: withHeaders(Array.from({ length: 2_000 }, () => ['a', ''] as const)),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'headers without end',
    behave: (call) => {
      call.socket.write('HTTP/1.1 200 OK\r\n');
      flood(call, 'X-Endless: x\r\n');
    },
    fromStart: 3,
    later: 1,
  },
  { name: 'a NUL in a header', behave: withHeaders([['X-Nul', 'a\0b']]), fromStart: 3, later: 1 },
  { name: 'a header without a name', behave: withHeaders([['', 'x']]), fromStart: 3, later: 1 },
  {
    name: 'a header in two lines',
    behave: withHeaders([['X-Folded', 'a\r\n b']]),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'bytes beyond ASCII in a header',
    behave: withHeaders([['X-High', '\xff\xfe\x9b31m']]),
    fromStart: 0,
    later: 0,
  },
  {
    name: 'a status text of one megabyte',
    behave: raw(`HTTP/1.1 200 ${'x'.repeat(1_000_000)}\r\nContent-Length: 0\r\n\r\n`),
    fromStart: 3,
    later: 1,
  },
  { name: 'a status of 999', behave: withStatus(999), fromStart: 3, later: 1 },
  {
    name: 'a status of 099',
    behave: raw('HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a status of four digits',
    behave: raw('HTTP/1.1 2000 X\r\nContent-Length: 0\r\n\r\n'),
    fromStart: 3,
    later: 1,
  },
  { name: 'a status of 600', behave: withStatus(600), fromStart: 3, later: 1 },
  {
    name: 'a switch to another protocol',
    behave: raw('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a 100 and nothing else',
    behave: raw('HTTP/1.1 100 Continue\r\n\r\n'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'informational answers without end',
    hangs: true,
    behave: (call) => flood(call, 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a 204 with a body',
    behave: raw(
      'HTTP/1.1 204 X\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"client_id":"x"}',
    ),
    fromStart: 3,
    later: 1,
  },
  { name: 'a 304 to everything', behave: withStatus(304), fromStart: 3, later: 1 },
  { name: 'a body without any head', behave: raw('{"client_id":"x"}'), fromStart: 3, later: 1 },
  {
    name: 'HTTP/2 in clear text',
    behave: raw('\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'HTTP/9.9',
    behave: raw('HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}'),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'another protocol altogether',
    greet: (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
    fromStart: 3,
    later: '1 or 3',
  },
  {
    name: 'a redirect to itself',
    behave: ({ request, write }) =>
      write({ status: 307, headers: [['Location', request.path]], body: '' }),
    fromStart: 3,
    later: 1,
    says: /redirects \(307\)/,
  },
  {
    name: 'redirects that never end',
    behave: ({ count, write }) =>
      write({ status: 302, headers: [['Location', `/hop-${count}`]], body: '' }),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'a redirect to a file',
    behave: ({ write }) =>
      write({ status: 302, headers: [['Location', 'file:///etc/passwd']], body: '' }),
    fromStart: 3,
    later: 1,
  },
];
