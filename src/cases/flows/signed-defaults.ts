import type { Exchange } from '../../model/exchange.ts';
import type { Flow } from '../../model/flow.ts';
import { requestClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { defaultCase } from './open/defaults.ts';
import { expectRecord, isSuccess, observe, outcome, registrationWorks } from './steps.ts';

const HYBRID = 'code id_token';

const PAIRS = ['RSA-OAEP', 'RSA-OAEP-256'].flatMap((alg) =>
  ['A256GCM', 'A128CBC-HS256'].map((enc) => ({ alg, enc })),
);

/** What the discovery document says of the hybrid flow; null where it says nothing. */
function offersHybrid({ target }: Flow): boolean | null {
  const types = target.discovery?.response_types_supported;
  return Array.isArray(types) ? types.includes(HYBRID) : null;
}

/** What a signed request may leave out, and what it may choose of. */
export const SIGNED_DEFAULTS: readonly Steps[] = [
  defaultCase({
    member: 'application_type',
    row: 'OIDCR-2-6',
    value: 'web',
    told: false,
    may: () => false,
    also: ['CDRAU-registration-request-11'],
  }),
  defaultCase({
    member: 'request_object_signing_alg',
    row: 'CDRAU-registration-request-17',
    value: 'PS256',
    told: true,
    may: (value) => value === 'ES256',
    also: ['CDRAU-registration-response-2'],
  }),
  flowCase({
    id: 'registration/hybrid-flow',
    area: 'registration',
    kind: 'positive',
    title: 'registers for the hybrid flow with each encryption of ID Tokens until one is accepted',
    requirements: ['CDRAU-id-token-algorithms-1', 'CDRAU-registration-request-13'],
    async run(flow: Flow) {
      if (offersHybrid(flow) === false) flow.skip(`${HYBRID} is not offered`);
      await registrationWorks(flow);
      let last: Exchange | null = null;
      for (const { alg, enc } of PAIRS) {
        const base = [
          requestClaim('response_types', [HYBRID]),
          requestClaim('id_token_encrypted_response_alg', alg),
          requestClaim('id_token_encrypted_response_enc', enc),
        ];
        const { exchange, sent } = await flow.register({ base });
        last = exchange;
        if (!isSuccess(exchange)) continue;
        expectRecord(flow, 'post', exchange, sent);
        break;
      }
      if (last === null) return;
      // Recipients use the code flow alone: a server need not offer the other, but what it says it offers it has to take.
      if (!isSuccess(last) && offersHybrid(flow) === null) flow.skip(`${HYBRID} is not offered`);
      observe(flow, {
        exchange: last,
        check: 'encryption.one-pair',
        requirement: 'CDRAU-id-token-algorithms-1',
        good: isSuccess(last),
        // RFC 7591 2 lets a server refuse what a client asks for, whatever it lists.
        verdict: 'warn',
        expected: 'one of the pairs is accepted',
        actual: outcome(last),
        message: 'Encryption of ID Tokens, as far as the standard lists it.',
      });
    },
  }),
];
