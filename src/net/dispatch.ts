import type { Dispatcher } from 'undici';
import type { WireFailure } from '../model/exchange.ts';
import { decodeBody } from './content-coding.ts';
import { failureOf } from './net-error.ts';

export interface RawRequest {
  readonly url: URL;
  readonly method: string;
  /** Sent in this order; Host and Content-Length are added where missing. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | string | null;
  /** Milliseconds for everything: connecting, headers, body. */
  readonly timeoutMs: number;
  /** Most bytes of a body; what comes after is not read. */
  readonly maxBytes: number;
  readonly signal: AbortSignal | null;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without the codings of Content-Encoding. */
  readonly body: Buffer;
}

/** `response` and `failure` stand together only for `too-large`: the body is then cut, unless it was compressed. */
export interface RawResult {
  readonly response: RawResponse | null;
  readonly failure: WireFailure | null;
  /** What `failure` was made of. */
  readonly error: unknown;
  /** True when the connection ended before a byte of the answer came. */
  readonly unanswered: boolean;
}

/** A body may come in a million pieces, and each costs far more than its byte. */
const MOST_PIECES = 1024;

type Pairs = readonly (readonly [name: string, value: string])[];

function pairs(raw: Dispatcher.DispatchController['rawHeaders']): Pairs {
  if (!Array.isArray(raw)) return [];
  const result: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    result.push([text(raw[i]), text(raw[i + 1])]);
  }
  return result;
}

function text(value: Buffer | string | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}

/**
 * One request over `dispatcher`. Resolves for whatever the peer does, or does not do; rejects only where
 * the request itself cannot be sent (a header or method that is not HTTP).
 */
export function dispatch(dispatcher: Dispatcher, request: RawRequest): Promise<RawResult> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: Pairs = [];
    let chunks: Buffer[] = [];
    let size = 0;
    let settled = false;

    const settle = (result: Omit<RawResult, 'unanswered'>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      resolve({ ...result, unanswered: status === 0 });
    };
    const fail = (kind: WireFailure['kind'], message: string): void => {
      settle({ response: null, failure: { kind, message }, error: null });
      controller?.abort(new Error(message));
    };
    const onAbort = (): void => fail('aborted', 'the run was stopped');
    const timer = setTimeout(
      () => fail('timeout', `no complete answer within ${request.timeoutMs} ms`),
      request.timeoutMs,
    );
    request.signal?.addEventListener('abort', onAbort);
    if (request.signal?.aborted === true) return onAbort();

    const { url, method } = request;
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method,
          headers: request.headers.flat(),
          body: request.body,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(new Error('no longer wanted'));
          },
          onResponseStart(started, code) {
            // Informational answers (RFC 9110 15.2) come before the one that counts.
            if (code < 200) return;
            status = code;
            headers = pairs(started.rawHeaders);
          },
          onResponseData(started, chunk) {
            const room = request.maxBytes - size;
            size += chunk.length;
            chunks.push(chunk.length > room ? chunk.subarray(0, Math.max(room, 0)) : chunk);
            if (chunks.length > MOST_PIECES) chunks = [Buffer.concat(chunks)];
            if (size <= request.maxBytes) return;
            const message = `the body is longer than ${request.maxBytes} bytes`;
            settle({
              response: { status, headers, body: Buffer.concat(chunks) },
              failure: { kind: 'too-large', message },
              error: null,
            });
            started.abort(new Error(message));
          },
          onResponseEnd() {
            void decodeBody(headers, Buffer.concat(chunks), request.maxBytes).then(
              ({ body, tooLarge }) => {
                const message = `the decoded body is longer than ${request.maxBytes} bytes`;
                settle(
                  tooLarge
                    ? { response: null, failure: { kind: 'too-large', message }, error: null }
                    : { response: { status, headers, body }, failure: null, error: null },
                );
              },
            );
          },
          onResponseError(_started, error) {
            const failure = failureOf(error);
            if (failure === null && (error as { code?: unknown }).code === 'UND_ERR_INVALID_ARG') {
              clearTimeout(timer);
              return reject(error);
            }
            const message = 'the answer breaks the rules of HTTP';
            const fallback = { kind: 'protocol' as const, message };
            settle({ response: null, failure: failure ?? fallback, error });
          },
        },
      );
    } catch (error) {
      clearTimeout(timer);
      reject(error);
    }
  });
}
