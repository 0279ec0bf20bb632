import { limiterFor, openWire, paceOf } from '../engine/open-target.ts';
import { runSecrets } from '../engine/run-secrets.ts';
import type { HttpMessage } from '../model/draft.ts';
import type { TlsIdentity } from '../model/keys.ts';
import { isLoopbackHost } from '../net/address.ts';
import { createRecorder } from '../wire/recorder.ts';
import { createSecretBook } from '../wire/secret-book.ts';
import type { LiveExchange, Wire } from '../wire/wire.ts';
import type { Setting } from './context.ts';

/** The same request from somebody without a certificate, and from us with ours. */
export interface Pair {
  readonly url: string;
  readonly without: LiveExchange;
  /** Null over plain http. */
  readonly withOurs: LiveExchange | null;
}

/** Asks the target, and remembers what it answered. */
export interface Asking {
  /** For requests of other parts; what they hear is remembered too. */
  readonly wire: Wire;
  /** Every exchange so far: clock and limits show in all of them. */
  readonly heard: readonly LiveExchange[];
  allowed(url: URL): boolean;
  /** From now on `rule` says which hosts may be called. */
  allow(rule: (url: URL) => boolean): void;
  ask(message: HttpMessage, identity: TlsIdentity): Promise<LiveExchange>;
  /** Without the credentials that the user gave, with and without a client certificate. */
  pair(message: HttpMessage): Promise<Pair>;
  /** A text about the target without the credentials that were given, issued or sent. */
  clean(text: string): string;
  close(): Promise<void>;
}

/** The answer that counts: that to our certificate, where there is one. */
export function best({ without, withOurs }: Pair): LiveExchange {
  return withOurs === null || withOurs.response === null ? without : withOurs;
}

/** Opens connections as a run would; `rule` says which hosts may be called at first. */
export function openAsking(setting: Setting, target: URL, rule: (url: URL) => boolean): Asking {
  const { options } = setting;
  let allowed = rule;
  const pace = paceOf(options, isLoopbackHost(target.hostname) ? 'loopback' : 'remote');
  const limiter = limiterFor(pace, setting.clock);
  const book = createSecretBook(runSecrets(options));
  const added = new Set(options.headers.map(([name]) => name.toLowerCase()));
  const recorder = createRecorder({ headers: added, book, mask: false });
  const open = (headers: typeof options.headers): Wire =>
    openWire(
      { ...setting, options: { ...options, headers }, bundled: null, limiter, book },
      pace,
      (url) => allowed(url),
    );
  const wire = open(options.headers);
  const anonymous = open(
    options.headers.filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
  const heard: LiveExchange[] = [];
  const send = async (by: Wire, message: HttpMessage, identity: TlsIdentity) => {
    // A wait that the target asks for is reported, not sat out.
    const exchange = await by.send(message, identity, { left: 0 });
    heard.push(exchange);
    return exchange;
  };
  return {
    wire: {
      ...wire,
      async send(...request) {
        const exchange = await wire.send(...request);
        heard.push(exchange);
        return exchange;
      },
    },
    heard,
    allowed: (url) => allowed(url),
    allow(next) {
      allowed = next;
    },
    ask: (message, identity) => send(wire, message, identity),
    async pair(message) {
      const without = await send(anonymous, message, 'none');
      const secure = message.url.startsWith('https:');
      return {
        url: message.url,
        without,
        withOurs: secure ? await send(anonymous, message, 'tpp') : null,
      };
    },
    clean: (text) => recorder.about(heard)(text),
    async close() {
      await Promise.all([wire.close(), anonymous.close()]);
    },
  };
}
