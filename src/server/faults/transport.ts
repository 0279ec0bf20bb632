import { CIPHERS } from '../ciphers.ts';
import type { ServerOperation } from '../server-operation.ts';
import { withBody } from './edit.ts';
import type { Fault } from './fault.ts';

const PRESENT = 'transport.certificate.present';
const TRUSTED = 'transport.certificate.trusted';
const CURRENT = 'transport.certificate.current';
const BOUND = 'token.certificate';

const WHO: Readonly<Record<string, string>> = {
  [PRESENT]: 'without certificate',
  [TRUSTED]: 'with the certificate of an authority it does not trust',
  [CURRENT]: 'with a certificate that has expired',
};

const SLUGS: Readonly<Record<string, string>> = {
  [PRESENT]: 'without-certificate',
  [TRUSTED]: 'with-untrusted-certificate',
  [CURRENT]: 'with-expired-certificate',
};

function stranger(
  operation: ServerOperation,
  rule: typeof PRESENT | typeof TRUSTED | typeof CURRENT,
  breaks: readonly string[],
): Fault {
  const place = operation === 'token' ? 'the token endpoint' : operation.toUpperCase();
  return {
    id: `transport/${operation}-${SLUGS[rule]}`,
    title: `serves ${place} to a peer ${WHO[rule]}`,
    kind: 'transport',
    breaks,
    skipsIn: (id, asked) => asked === operation && id === rule,
  };
}

export const transportFaults: readonly Fault[] = [
  stranger('post', PRESENT, ['OBUK-authentication-1']),
  stranger('post', TRUSTED, ['OBUK-authentication-1']),
  stranger('post', CURRENT, ['OBUK-authentication-1']),
  ...(['get', 'put', 'delete'] as const).map(
    (operation): Fault => ({
      id: `transport/${operation}-by-any-certificate`,
      title: `serves ${operation.toUpperCase()} to whoever has the token, with any certificate or none`,
      kind: 'transport',
      breaks: ['RFC8705-3-1', 'OBBR-9.3.2-3-1'],
      skipsIn: (id, asked) =>
        asked === operation && [PRESENT, TRUSTED, CURRENT, BOUND].includes(id),
    }),
  ),
  stranger('token', PRESENT, ['FAPI1A-5.2.2-5-1']),
  stranger('token', TRUSTED, ['RFC8705-2.1-1']),
  stranger('token', CURRENT, ['RFC8705-2.1-1']),
  {
    id: 'transport/token-by-any-certificate',
    title: 'takes any certificate for the registered one, or none at all',
    kind: 'transport',
    breaks: ['RFC8705-2.1-1'],
    skipsIn: (id, operation) =>
      operation === 'token' && [PRESENT, TRUSTED, CURRENT, 'tls-auth.subject'].includes(id),
  },
  {
    id: 'transport/token-by-subject-in-one-order',
    title: 'registers a certificate subject in either order and recognises it in one',
    kind: 'transport',
    breaks: ['RFC8705-2.1-1'],
    onlyWarns: 'RFC 8705 2.1 leaves it to the server how names are compared.',
    behaviours: { subjectInOneOrder: true },
  },
  {
    id: 'transport/token-by-subject-as-spelt',
    title: 'compares a registered certificate subject as text, case and spaces included',
    kind: 'transport',
    breaks: ['OBBR-7.1-15-1'],
    behaviours: { subjectAsSpelt: true },
  },
  {
    id: 'transport/tokens-unbound',
    title: 'issues access tokens that are bound to no certificate',
    kind: 'transport',
    breaks: ['FAPI1A-5.2.2-5-1'],
    behaviours: { tokensUnbound: true },
  },
  {
    id: 'transport/other-confirmation',
    title: 'tells another certificate than the one that an access token is bound to',
    kind: 'transport',
    breaks: ['RFC8705-3.2-1'],
    answer: (answer, { route }) =>
      route === 'introspection'
        ? withBody(answer, (body) => ({ ...body, cnf: { 'x5t#S256': 'A'.repeat(43) } }))
        : answer,
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
  {
    id: 'transport/weak-ciphers-too',
    title: 'permits a cipher suite in CBC mode besides those that are right',
    kind: 'transport',
    breaks: ['FAPI1A-8.5-1'],
    tls: { ciphers: `${CIPHERS}:ECDHE-RSA-AES128-SHA` },
  },
  {
    id: 'transport/old-tls-too',
    title: 'permits TLS 1.1, with one of its cipher suites, besides the versions that are right',
    kind: 'transport',
    breaks: ['FAPI1B-7.1-1', 'FAPI1A-8.5-1'],
    tls: { minVersion: 'TLSv1.1', ciphers: `${CIPHERS}:ECDHE-RSA-AES128-SHA:@SECLEVEL=0` },
  },
];
