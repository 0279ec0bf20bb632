/** Kill matrix and harmless variants of the ecosystems besides Open Banking UK. */
import { cdrAu } from '../../src/profiles/cdr-au.ts';
import { obbBr } from '../../src/profiles/obb-br.ts';
import { describeMatrix } from './profile-matrix.ts';

describeMatrix(cdrAu, {
  faults: 40,
  variants: 14,
  excused: [
    [
      /^state\/(read-forgets|update-keeps)-(response-types|scope|application-type)$/,
      'A request has one value to choose, or none: recipients use the code flow, and the statement names the scope.',
    ],
    [
      /^transport\/token-with-(untrusted|expired)-certificate$/,
      'The standard asks for the certificate of the CDR CA at the registration itself.',
    ],
    [/^state\/client-id-of-software$/, 'A software has one registration, so it may lend its name.'],
    [
      /^state\/delete-keeps-tokens$/,
      'Nothing opens with such a token but the record, which is gone.',
    ],
  ],
});

describeMatrix(obbBr, {
  faults: 60,
  variants: 20,
  excused: [
    [
      /^response\/scope-retyped$/,
      'RFC 7591 2 gives the type of scope without a keyword, so it is only a warning.',
    ],
    [/^state\/update-keeps-response-types$/, 'A request has one value to choose.'],
    [
      /^state\/update-merges$/,
      'RFC 7592 2.2 has what an update leaves out deleted, so it is a fail here.',
    ],
    [/^state\/secret-as-wished$/, 'No client has a secret.'],
    [
      /^crypto\/assertion-registered-jwks(-uri)?$/,
      'Keys that the statement does not attest are refused at the registration already.',
    ],
    [
      /^transport\/token-with-(untrusted|expired)-certificate$/,
      'The specification asks for the certificate of the directory at the registration itself.',
    ],
  ],
});
