/** Where the server listens, and the names under which it may be called. */
export interface Origins {
  /** The origin a request was sent to, by its Host header; the main one where that name is not ours. */
  of(host: string | undefined): string;
  /** Every origin that a request may have used. */
  readonly all: readonly string[];
}

/**
 * The origins of a server on `host`:`port`. A loopback server answers to each of its names, so that the issuer
 * equals the URL that discovery was asked for (OpenID Discovery 4.3); a Host header never invents one.
 */
export function createOrigins(scheme: 'http' | 'https', host: string, port: number): Origins {
  const main = isWildcard(host) ? 'localhost' : host;
  const names = isLoopback(main) ? [main, 'localhost', '127.0.0.1', '::1'] : [main];
  const all = [...new Set(names)].map((name) => origin(scheme, name, port));
  return {
    all,
    of: (header) => {
      const asked = `${scheme}://${header ?? ''}`;
      const normalised = URL.canParse(asked) ? new URL(asked).origin : asked;
      return all.find((candidate) => candidate === normalised) ?? all[0] ?? normalised;
    },
  };
}

/** True for the names and addresses of this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function origin(scheme: string, name: string, port: number): string {
  return new URL(`${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`).origin;
}
