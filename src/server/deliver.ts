import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Answer } from './answer.ts';
import type { Delivery } from './faults/fault.ts';

/** Statuses whose responses have no body (RFC 9110 6.4.1). */
const BODYLESS = new Set([101, 204, 205, 304]);

const TRICKLE_MS = 200;

/** Sends `answer`, in the bad manner that a fault asks for, if any. */
export async function deliver(
  answer: Answer,
  delivery: Delivery | null,
  outgoing: HttpBindings['outgoing'],
): Promise<Response> {
  if (delivery === 'hang') return RESPONSE_ALREADY_SENT;
  if (delivery === 'reset') {
    reset(outgoing.socket);
    return RESPONSE_ALREADY_SENT;
  }
  if (typeof delivery === 'object' && delivery !== null) await sleep(delivery.delayMs);
  const { status, headers, body } = answer;
  if (isStreamed(delivery) && body !== null && !BODYLESS.has(status)) {
    return new Response(stream(body, delivery), { status, headers: pairs(headers) });
  }
  send(outgoing, answer, delivery);
  return RESPONSE_ALREADY_SENT;
}

function reset(socket: Socket | null): void {
  // A TLS connection cannot be reset by Node, only closed.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function pairs(headers: Answer['headers']): [string, string][] {
  return headers.map(([name, value]) => [name, value]);
}

/** Straight to the socket: a Response object in between would cost more than the answer. */
function send(
  outgoing: HttpBindings['outgoing'],
  { status, headers, body }: Answer,
  delivery: Delivery | null,
): void {
  const bytes = BODYLESS.has(status) ? null : Buffer.from(body ?? '');
  const sent = bytes === null ? headers : [...headers, ['content-length', String(bytes.length)]];
  const inCapitals = delivery === 'capitals';
  const raw = sent.flatMap(([name = '', value = '']) => [
    inCapitals ? name.toUpperCase() : name,
    value,
  ]);
  outgoing.writeHead(status, raw);
  if (bytes === null) outgoing.end();
  else if (delivery !== 'cut') outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.socket?.destroy());
}

function isStreamed(delivery: Delivery | null): delivery is 'trickle' | 'chunked' {
  return delivery === 'trickle' || delivery === 'chunked';
}

/** Without a length the body goes out chunk by chunk: quickly in a few, or painfully one byte at a time. */
function stream(body: string, delivery: 'trickle' | 'chunked'): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  const slow = delivery === 'trickle';
  const size = slow ? 1 : Math.ceil(bytes.length / 3);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (slow) await sleep(TRICKLE_MS);
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
      if (at >= bytes.length) controller.close();
    },
  });
}
