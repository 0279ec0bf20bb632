import type { Behave, Call, Hostile } from './hostile.ts';
import { encode } from './start.ts';

/** Writes `bytes` one at a time. */
function drip(call: Call, bytes: Buffer): void {
  let at = 0;
  call.every(20, () => {
    if (at < bytes.length) call.socket.write(bytes.subarray(at, at + 1));
    at += 1;
  });
}

const busy =
  (status: number, after: string): Behave =>
  ({ write }) =>
    write({ status, headers: [['Retry-After', after]], body: '' });

/** Servers that take their time, or ask for ours. */
export const PACE: readonly Hostile[] = [
  {
    name: 'no answer at all',
    hangs: true,
    behave: () => {},
    fromStart: 3,
    later: 1,
    says: /no complete answer within/,
  },
  {
    name: 'one byte of the headers at a time',
    hangs: true,
    behave: (call) => drip(call, encode(call.honest)),
    fromStart: 3,
    later: 1,
  },
  {
    name: 'one byte of the body at a time',
    hangs: true,
    behave: (call) => {
      const bytes = encode(call.honest);
      const end = bytes.indexOf('\r\n\r\n') + 4;
      call.socket.write(bytes.subarray(0, end));
      drip(call, bytes.subarray(end));
    },
    fromStart: 3,
    later: 1,
  },
  { name: 'a request to come back in a day', behave: busy(429, '86400'), fromStart: 3, later: 3 },
  {
    name: 'a request to come back in the year 9999',
    behave: busy(503, 'Fri, 31 Dec 9999 23:59:59 GMT'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back in the past',
    behave: busy(503, 'Mon, 01 Jan 1990 00:00:00 GMT'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back in minus one second',
    behave: busy(429, '-1'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back in 1e9 seconds',
    behave: busy(429, '1e9'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back in more seconds than there are',
    behave: busy(429, '9'.repeat(400)),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back at no time',
    behave: busy(503, 'Fri, 99 Foo 9999 99:99:99'),
    fromStart: 3,
    later: 3,
  },
  {
    name: 'a request to come back at once, for ever',
    behave: busy(429, '0'),
    fromStart: 3,
    later: 3,
  },
];
