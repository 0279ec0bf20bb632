import type { IncomingMessage } from 'node:http';

/** Most bytes of a registration request; the largest legal ones have about ten thousand. */
export const REGISTRATION_BYTES = 256 * 1024;

/** Most bytes of a token request. */
export const FORM_BYTES = 64 * 1024;

/** What is still taken off the wire after the limit, so that the sender gets to read the refusal. */
const DRAINED_BYTES = 8 * 1024 * 1024;

/**
 * The body of a request, one character for each byte; null when it is longer than `limit` bytes.
 * Rejects when the sender goes away.
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      resolve(null);
      if (size > limit + DRAINED_BYTES) incoming.destroy();
    });
    // JWTs and forms are ASCII: Latin-1 keeps every other byte visible to the rules.
    incoming.once('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the request ended early')));
  });
}

/** The media type of a Content-Type value in lower case, without its parameters. */
export function mediaType(contentType: string | undefined): string {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
