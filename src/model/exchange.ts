/** Facts of the TLS connection that carried an exchange; null over plain http. */
export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  readonly authorized: boolean;
  readonly clientCertificate: boolean;
}

/** Why there is no response. */
export interface WireFailure {
  readonly kind:
    | 'timeout'
    | 'reset'
    | 'tls'
    | 'refused'
    | 'dns'
    /** A proxy between us and the target, which the target cannot be blamed for. */
    | 'proxy'
    | 'protocol'
    | 'too-large'
    | 'aborted';
  readonly message: string;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded as UTF-8, cut at the body limit. */
  readonly body: string;
}

/** One request and its answer. In memory it is complete; credentials are taken out when it is recorded. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string | null;
  };
  readonly response: RecordedResponse | null;
  readonly failure: WireFailure | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly tls: TlsFacts | null;
  readonly curl: string;
}

/** The value of response header `name` (any case), several joined by ", "; null when absent. */
export function responseHeader(exchange: Exchange, name: string): string | null {
  const wanted = name.toLowerCase();
  const values = exchange.response?.headers.filter(([n]) => n.toLowerCase() === wanted) ?? [];
  return values.length === 0 ? null : values.map(([, value]) => value).join(', ');
}
