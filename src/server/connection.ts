import type { IncomingHttpHeaders } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Answer } from './answer.ts';
import { readBody } from './body.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './faults/fault.ts';
import { type PeerCertificate, peerCertificate } from './peer-certificate.ts';

/** What the routes know of where a request comes from, and how its answer gets there. */
export interface Connection {
  readonly method: string;
  /** By lower-case name, several of one name joined as Node does. */
  readonly headers: IncomingHttpHeaders;
  /** The certificate that the peer presented; null without one. */
  certificate(): PeerCertificate | null;
  /** The body, one character for each byte; null when it is longer than `limit` bytes. Rejects when the sender goes away. */
  body(limit: number): Promise<string | null>;
  /** Sends the answer, in the bad manner that a fault asks for, if any. */
  deliver(answer: Answer, delivery: Delivery | null): Promise<Response>;
}

/** A request that came over a socket of Node. */
export function nodeConnection({ incoming, outgoing }: HttpBindings): Connection {
  return {
    method: incoming.method ?? 'GET',
    headers: incoming.headers,
    certificate: () => peerCertificate(incoming.socket),
    body: (limit) => readBody(incoming, limit),
    deliver: (answer, delivery) => deliver(answer, delivery, outgoing),
  };
}
