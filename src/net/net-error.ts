import type { WireFailure } from '../model/exchange.ts';
import { PROXY_ERROR } from './tunnel.ts';

const REFUSED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENETDOWN',
]);
const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA']);
const TIMEOUT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);
// X.509 verification results, as Node names them.
const CERTIFICATE = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

interface Coded {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function kindOf(code: string): WireFailure['kind'] | null {
  if (code === PROXY_ERROR) return 'proxy';
  if (REFUSED.has(code)) return 'refused';
  if (DNS.has(code)) return 'dns';
  if (TIMEOUT.has(code)) return 'timeout';
  if (CERTIFICATE.has(code) || /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return 'tls';
  if (RESET.has(code)) return 'reset';
  if (code === 'UND_ERR_ABORTED' || code === 'ABORT_ERR') return 'aborted';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'too-large';
  if (/^(HPE_|UND_ERR_)/.test(code)) return 'protocol';
  return null;
}

/** The error and everything it carries, the outermost first. */
function* layers(error: unknown): Generator<Coded> {
  const queue: unknown[] = [error];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (typeof next !== 'object' || next === null) continue;
    const coded: Coded = next;
    yield coded;
    if (Array.isArray(coded.errors)) queue.push(...coded.errors);
    if (coded.cause !== undefined) queue.push(coded.cause);
  }
}

/** OpenSSL's messages carry file names and line numbers of its source; only the reason is of interest. */
function readable(message: string): string {
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  return (reason ?? message).replace(/\s+/g, ' ').trim();
}

/**
 * What went wrong on the wire, in one of the kinds a check can judge, with a one-line message.
 * An error that no peer can cause (an invalid argument of ours) gives null.
 */
export function failureOf(error: unknown): WireFailure | null {
  for (const { code, message } of layers(error)) {
    if (code === 'UND_ERR_INVALID_ARG') return null;
    const kind = typeof code === 'string' ? kindOf(code) : null;
    if (kind === null) continue;
    const text = typeof message === 'string' && message !== '' ? readable(message) : '';
    return { kind, message: text === '' || text === code ? String(code) : `${text} (${code})` };
  }
  return null;
}
