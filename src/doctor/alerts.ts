/** Why a TLS handshake failed, in the words of a person, by OpenSSL's code. */
interface Alert {
  readonly found: string;
  readonly fix: string;
}

/** What to do where our certificate is not accepted. */
export const TRUST_OURS =
  'import keys/ca/root.pem and keys/ca/issuing.pem into the trust store of the target for clients (`dcr-conformance keys` prints how), or give a certificate that it trusts with --transport-cert';

const PLAIN: Alert = {
  found: 'the server speaks no TLS at this port',
  fix: 'check the port, or write http:// for a test system',
};

const ALERTS: readonly (readonly [code: RegExp, alert: Alert])[] = [
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE/, PLAIN],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/,
    {
      found: 'no TLS version in common: the server offers neither TLS 1.2 nor 1.3',
      fix: 'enable TLS 1.2 or 1.3 on the server',
    },
  ],
  [
    /CERTIFICATE_REQUIRED/,
    {
      found: 'a client certificate is required',
      fix: 'have the target trust keys/ca/root.pem, or give --transport-cert',
    },
  ],
  [
    /UNKNOWN_CA/,
    { found: 'the server does not know the CA of our client certificate', fix: TRUST_OURS },
  ],
  [
    /ALERT_(BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)|DECRYPT_ERROR/,
    { found: 'the server refuses our client certificate', fix: TRUST_OURS },
  ],
  [
    /CERTIFICATE_EXPIRED/,
    {
      found: 'the server takes our client certificate for expired',
      fix: 'compare the clocks; give a certificate that is valid with --transport-cert',
    },
  ],
  [
    /CERTIFICATE_REVOKED/,
    {
      found: 'our client certificate is revoked',
      fix: 'give another one with --transport-cert',
    },
  ],
  [
    /HANDSHAKE_FAILURE/,
    {
      found:
        'the server ended the handshake: no cipher suite in common, or no client certificate that it accepts',
      fix: 'compare the cipher suites (openssl s_client), and have the target trust our certificate',
    },
  ],
  [
    /UNRECOGNIZED_NAME/,
    {
      found: 'the server does not know the host name that it is called by',
      fix: 'use the name it is configured for; --resolve NAME:PORT:ADDRESS leads it there',
    },
  ],
  [
    /UNSAFE_LEGACY_RENEGOTIATION/,
    { found: 'the server only knows the unsafe renegotiation', fix: 'update its TLS library' },
  ],
  [
    /DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK/,
    { found: 'the keys of the server are too weak', fix: 'give it keys of 2048 bits or more' },
  ],
  [
    /ECONNRESET|EPIPE|UND_ERR_SOCKET/,
    {
      found: 'the server closed the connection without a word',
      fix: 'look into its log: a firewall, SNI, or a client certificate it does not accept',
    },
  ],
  [
    /ETIMEDOUT|TIMEOUT/,
    { found: 'no answer in time', fix: 'is a firewall between? --timeout gives it more time' },
  ],
];

/** The exact reason of a failed handshake, with the code in brackets. `code`: an error code, or a message that holds it. */
export function explainAlert(code: string | null, message: string): Alert {
  const known = ALERTS.find(([pattern]) => pattern.test(code ?? message));
  const shown = code === null || message.includes(code) ? message : `${message} (${code})`;
  if (known === undefined) {
    return { found: shown, fix: 'try it by hand: openssl s_client -connect HOST:PORT' };
  }
  return { found: `${known[1].found} [${code ?? message}]`, fix: known[1].fix };
}
