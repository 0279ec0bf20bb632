import type { Exchange } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import { judge } from './judge.ts';

const FIT = ['TLSv1.2', 'TLSv1.3'];
/** Forward secrecy and authenticated encryption (FAPI 1.0 Advanced 8.5, BCP 195): ECDHE or DHE with GCM, or any suite of TLS 1.3. */
const CIPHER = /^(TLS_|(ECDHE|DHE)-.*(GCM|CHACHA20))/;

export interface TlsInput {
  readonly exchange: Exchange;
  readonly weigh: Weigh;
  readonly versionRow: string;
  readonly cipherRow: string;
}

/** The negotiated version is TLS 1.2 or later, and the suite one that FAPI permits. Silent over plain http. */
export function tlsFindings({ exchange, weigh, versionRow, cipherRow }: TlsInput): Finding[] {
  const facts = exchange.tls;
  if (facts === null) return [];
  const version = { check: 'tls.version', requirement: versionRow, expected: FIT.join(' or ') };
  const cipher = {
    check: 'tls.cipher',
    requirement: cipherRow,
    expected: 'an authenticated cipher with forward secrecy',
  };
  return [
    ...judge(
      { ...version, actual: facts.protocol, message: 'The TLS version is recent enough.' },
      weigh,
      FIT.includes(facts.protocol)
        ? []
        : [{ ...version, actual: facts.protocol, message: 'The TLS version is too old.' }],
    ),
    ...judge(
      {
        ...cipher,
        actual: facts.cipher,
        message: 'The negotiated suite is one that FAPI permits.',
      },
      weigh,
      CIPHER.test(facts.cipher)
        ? []
        : [{ ...cipher, actual: facts.cipher, message: 'The negotiated suite is weak.' }],
    ),
  ];
}
