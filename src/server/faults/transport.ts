import type { ServerOperation } from '../server-operation.ts';
import type { Fault } from './fault.ts';

const PRESENT = 'transport.certificate.present';
const TRUSTED = 'transport.certificate.trusted';

const FREE =
  'DCR v3.3, authentication: mutual TLS is asked for on POST /register; the other operations are authenticated by the access token or the client assertion.';

function stranger(
  operation: ServerOperation,
  rule: typeof PRESENT | typeof TRUSTED,
  breaks: readonly string[],
  permitted: string | null,
): Fault {
  const without = rule === PRESENT;
  const fault: Fault = {
    id: `transport/${operation}-${without ? 'without' : 'with-untrusted'}-certificate`,
    title: `serves ${operation === 'token' ? 'the token endpoint' : operation.toUpperCase()} to a peer ${without ? 'without certificate' : 'with the certificate of an authority it does not trust'}`,
    kind: 'transport',
    breaks,
    skipsIn: (id, asked) => asked === operation && id === rule,
  };
  return permitted === null ? fault : { ...fault, permitted };
}

export const transportFaults: readonly Fault[] = [
  stranger('post', PRESENT, ['OBUK-authentication-1'], null),
  stranger('post', TRUSTED, ['OBUK-authentication-1'], null),
  ...(['get', 'put', 'delete'] as const).flatMap((operation) =>
    [PRESENT, TRUSTED].map((rule) =>
      stranger(operation, rule as typeof PRESENT, ['OBUK-authentication-2'], FREE),
    ),
  ),
  stranger('token', PRESENT, ['OBUK-authentication-2'], FREE),
  stranger('token', TRUSTED, ['RFC8705-2.1-1'], null),
  {
    id: 'transport/token-by-any-certificate',
    title: 'takes any certificate for the registered one, or none at all',
    kind: 'transport',
    breaks: ['RFC8705-2.1-1'],
    skipsIn: (id, operation) =>
      operation === 'token' && [PRESENT, TRUSTED, 'tls-auth.subject'].includes(id),
  },
  {
    id: 'transport/weak-cipher',
    title: 'negotiates a cipher suite without forward secrecy',
    kind: 'transport',
    breaks: ['FAPI1A-8.5-1'],
    tls: { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES256-SHA:AES128-GCM-SHA256' },
  },
  {
    id: 'transport/cbc-cipher',
    title: 'negotiates a cipher suite in CBC mode',
    kind: 'transport',
    breaks: ['FAPI1A-8.5-1'],
    tls: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES128-SHA' },
  },
];
