import type { Flow } from '../../model/flow.ts';
import type { BadAssertion } from './bad-assertion.ts';
import type { Rows } from './flow-case.ts';
import { ANY_CLIENT_ERROR } from './token-endpoint.ts';

/** Changes one character of the signature, where no base64url padding bits hide it. */
function tampered(signature: string): string {
  return `${signature.slice(0, 9)}${signature[9] === 'A' ? 'B' : 'A'}${signature.slice(10)}`;
}

/** The first half of the signature, in whole bytes. */
function halved(signature: string): string {
  return signature.slice(0, Math.floor(signature.length / 8) * 4);
}

/** With the padding that base64url leaves out (RFC 7515 2). */
function padded(signature: string): string {
  return signature.padEnd(Math.ceil(signature.length / 4) * 4, '=');
}

/** A good assertion of the client, sent with another text in place of its signature. */
function resigned(
  slug: string,
  title: string,
  rows: Rows,
  change: (signature: string) => string,
  codes?: readonly string[],
): BadAssertion {
  return {
    slug,
    title,
    rows,
    ...(codes === undefined ? {} : { codes }),
    options: async (flow: Flow, client) => {
      const assertion = await flow.clientAssertion(client);
      flow.must(assertion !== null, 'the client authenticates by an assertion');
      const at = assertion.lastIndexOf('.') + 1;
      return { replay: assertion.slice(0, at) + change(assertion.slice(at)) };
    },
  };
}

const UNVERIFIED: Rows = ['RFC7523-3-3', 'RFC7523-3.2-1', 'RFC7515-5.2-4'];

/** Assertions that are good up to their signature, or to the way they are written (RFC 7515 5.2, 7.1). */
export const BAD_ASSERTION_FORMS: readonly BadAssertion[] = [
  resigned('tampered', 'with one changed character in the signature', UNVERIFIED, tampered),
  resigned('without-signature', 'whose signature is cut off', UNVERIFIED, () => ''),
  resigned('short-signature', 'with the first half of its signature', UNVERIFIED, halved),
  resigned('zero-signature', 'with a signature of zeroes', UNVERIFIED, (signature) =>
    'A'.repeat(signature.length),
  ),
  resigned(
    'padded',
    'whose signature part is padded',
    ['RFC7515-5.2-2', 'RFC7523-3-3', 'RFC7523-3.2-1'],
    padded,
    ANY_CLIENT_ERROR,
  ),
  resigned(
    'four-parts',
    'with a fourth part',
    ['RFC7515-5.2-1', 'RFC7523-3-3', 'RFC7523-3.2-1'],
    (signature) => `${signature}.${signature}`,
    ANY_CLIENT_ERROR,
  ),
];
