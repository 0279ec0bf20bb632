/** Kill matrix and harmless variants of the ecosystems besides Open Banking UK. */
import { cdrAu } from '../../src/profiles/cdr-au.ts';
import { obbBr } from '../../src/profiles/obb-br.ts';
import { describeMatrix } from './profile-matrix.ts';

describeMatrix(cdrAu, {
  faults: 40,
  variants: 14,
  excused: [
    [/^response\/no-backchannel-members$/, 'The ecosystem knows no CIBA.'],
    [/^error\/description-(too-long|empty)$/, 'Only Open Banking UK limits the description.'],
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
    [
      /^policy\/secret-where-no-method-is-named$/,
      'The record that it makes is refused by the schema rows already.',
    ],
  ],
});

describeMatrix(obbBr, {
  faults: 40,
  variants: 14,
  excused: [],
});
