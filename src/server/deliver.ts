import { setTimeout as sleep } from 'node:timers/promises';
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
  { outgoing }: HttpBindings,
): Promise<Response> {
  if (delivery === 'hang') return RESPONSE_ALREADY_SENT;
  if (delivery === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (delivery !== null && delivery !== 'trickle') await sleep(delivery.delayMs);
  const { status, headers, body } = answer;
  if (BODYLESS.has(status) || body === null) {
    return new Response(null, { status, headers: pairs(headers) });
  }
  const content = delivery === 'trickle' ? trickle(body) : body;
  return new Response(content, { status, headers: pairs(headers) });
}

function pairs(headers: Answer['headers']): [string, string][] {
  return headers.map(([name, value]) => [name, value]);
}

function trickle(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await sleep(TRICKLE_MS);
      controller.enqueue(bytes.subarray(at, ++at));
      if (at >= bytes.length) controller.close();
    },
  });
}
