import type { HttpMessage } from '../model/draft.ts';
import { type Exchange, responseHeader } from '../model/exchange.ts';
import type { TlsIdentity } from '../model/keys.ts';
import { createNet, type Net } from '../net/net.ts';
import type { Route } from '../net/route.ts';
import { type IdentityOptions, identities } from './identities.ts';
import type { Clock, Limiter } from './limiter.ts';
import { retryAfterMs } from './retry-after.ts';
import type { SecretBook } from './secret-book.ts';

/** An exchange with its live credentials; a Recorder makes the copy for results. */
export interface LiveExchange extends Exchange {
  readonly identity: TlsIdentity;
  /** The body's bytes where they are not UTF-8 text. */
  readonly rawBody: Uint8Array | null;
  /** The request went out more than once, because a kept connection broke before an answer came. */
  readonly resent?: boolean;
}

/** How often a case may still wait for a target that asks for patience. */
export interface Patience {
  left: number;
}

export interface Wire {
  /**
   * Sends `message` as `identity`. Headers that every request carries are added where the message has none of
   * that name. Retry-After on 429 and 503 is obeyed as far as `patience` goes.
   * `before` is awaited when the request's turn has come, before it first leaves; where it rejects, nothing leaves.
   * Throws {@link HostRefusedError} for a host that is not the target's; never for what the target does.
   */
  send(
    message: HttpMessage,
    identity: TlsIdentity,
    patience?: Patience,
    before?: () => Promise<void>,
  ): Promise<LiveExchange>;
  /** True for a URL on a host that a run may call. */
  mayCall(url: string): boolean;
  /** How many requests in a row, up to the last one, the target has left without any answer or connection. */
  silent(): number;
  /** Every host that was called, with its port, in order of name. */
  hosts(): readonly string[];
  close(): Promise<void>;
}

export interface WireOptions extends IdentityOptions {
  /** The way to the target's hosts; directly when left out. */
  readonly route?: Route;
  /** Headers the user adds to every request. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly limiter: Limiter;
  /** Learns the credentials of every exchange. */
  readonly book: Pick<SecretBook, 'learn'>;
  /** Which hosts may be called. */
  readonly allowed: (url: URL) => boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Stands in for the network in tests. */
  readonly net?: Net;
}

/** Why a URL that a run may not call is none of the target's. */
export function refusedBecause({ protocol, host, username, password }: URL): string {
  if (protocol !== 'https:' && protocol !== 'http:') return `its scheme is ${protocol}`;
  if (username !== '' || password !== '') return 'it has a user name in it';
  return `${host} is not a host of the target (--allow-host ${host} permits it)`;
}

/** A request to a URL that is neither the target's nor allowed by the user. */
export class HostRefusedError extends Error {
  constructor(url: URL) {
    super(`a URL of the target was not called: ${refusedBecause(url)}`);
    this.name = 'HostRefusedError';
  }
}

/** Waits for a target longer than this are not worth it: the answer stands as it is. */
const LONGEST_WAIT_MS = 30_000;
const WAITS_PER_CASE = 3;

/** A full measure of patience for one case. */
export function freshPatience(): Patience {
  return { left: WAITS_PER_CASE };
}

/** The sender of a run: one identity per TLS certificate, the target's hosts only, at the target's pace. */
export function createWire(options: WireOptions): Wire {
  const { clock, limiter } = options;
  const net =
    options.net ??
    createNet({
      identities: identities(options),
      timeoutMs: options.timeoutMs,
      ...(options.route === undefined ? {} : { route: options.route }),
    });
  const hosts = new Set<string>();
  let silent = 0;
  const defaults = withMissing(options.headers, [
    ['user-agent', options.userAgent],
    ['accept', 'application/json'],
    // Without this any coding would be welcome (RFC 9110 12.5.3).
    ['accept-encoding', 'identity'],
  ]);

  const exchange = async (message: HttpMessage, identity: TlsIdentity): Promise<LiveExchange> => {
    const startedAt = clock.now();
    const {
      response,
      failure,
      tls,
      resent = false,
    } = await net.request({
      identity,
      method: message.method,
      url: message.url,
      headers: message.headers,
      body: message.body,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const body = bodyText(message.body);
    const live: LiveExchange = {
      request: {
        method: message.method,
        url: message.url,
        headers: message.headers,
        body: body.text,
      },
      response:
        response === null
          ? null
          : {
              status: response.status,
              headers: response.headers,
              body: response.body.toString('utf8'),
            },
      failure,
      startedAt: new Date(startedAt).toISOString(),
      durationMs: clock.now() - startedAt,
      tls,
      curl: '',
      identity,
      rawBody: body.raw,
      resent,
    };
    options.book.learn(live);
    const gone = failure?.kind === 'timeout' || failure?.kind === 'refused';
    silent = gone ? silent + 1 : 0;
    return live;
  };

  /** How long to wait before another try; null where the answer stands. */
  const waitFor = (answer: LiveExchange): number | null => {
    const status = answer.response?.status;
    if (status !== 429 && status !== 503) return null;
    const asked = retryAfterMs(responseHeader(answer, 'retry-after'), clock.now());
    return asked !== null && asked <= LONGEST_WAIT_MS ? asked : null;
  };

  return {
    async send(message, identity, patience = freshPatience(), before) {
      const url = new URL(message.url);
      if (!options.allowed(url)) throw new HostRefusedError(url);
      hosts.add(url.host);
      const sent = { ...message, headers: withMissing(message.headers, defaults) };
      let pending = before;
      for (;;) {
        const answer = await limiter.run(async () => {
          await pending?.();
          pending = undefined;
          return exchange(sent, identity);
        });
        const wait = waitFor(answer);
        if (wait === null || patience.left <= 0 || !limiter.pause(wait)) return answer;
        patience.left -= 1;
      }
    },
    mayCall: (url) => options.allowed(new URL(url)),
    silent: () => silent,
    hosts: () => [...hosts].sort(),
    close: () => net.close(),
  };
}

type Headers = HttpMessage['headers'];

/** `headers`, and those of `defaults` whose name is not among them. */
function withMissing(headers: Headers, defaults: Headers): Headers {
  const present = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...headers, ...defaults.filter(([name]) => !present.has(name.toLowerCase()))];
}

function bodyText(body: HttpMessage['body']): { text: string | null; raw: Uint8Array | null } {
  if (body === null || typeof body === 'string') return { text: body, raw: null };
  const text = Buffer.from(body).toString('utf8');
  return { text, raw: Buffer.from(text, 'utf8').equals(body) ? null : body };
}
