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
  faults: 60,
  variants: 20,
  excused: [
    [
      /^crypto\/request-|^error\/(ok|crash|unfit-code)\S*-request(-signature|-claims)?$|^error\/crash-on-long-jti$|^state\/(policy-of-times-only-on-post|client-id-of-software|unknown-headers-refused)$/,
      'Requests are plain JSON, without header, signature and claims of a token.',
    ],
    [
      /^response\/(statement-not-flattened|ssa-nested|(software-id|org-id|software-client-name|software-roles)-of-another)$|^state\/self-asserted-wins$/,
      'A record shows metadata; what the statement says in its own words is not among them.',
    ],
    [/^response\/no-backchannel-members$/, 'The ecosystem knows no CIBA.'],
    [
      /^response\/scope-retyped$/,
      'RFC 7591 2 gives the type of scope without a keyword, so it is only a warning.',
    ],
    [/^error\/description-(too-long|empty)$/, 'Only Open Banking UK limits the description.'],
    [
      /^state\/redirect-uris-not-taken-from-statement$/,
      'A request without redirect_uris is refused.',
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
      /^(state\/delete-keeps-tokens|token\/(unusable|revocation-ignored|introspection-always-active))$/,
      'Nothing that registration knows opens with an access token.',
    ],
    [
      /^transport\/token-with-(untrusted|expired)-certificate$/,
      'The specification asks for the certificate of the directory at the registration itself.',
    ],
    [
      /^state\/policy-of-signatures-only-on-post$/,
      'Keys by value beside those of the statement are refused by another rule as well.',
    ],
  ],
});
