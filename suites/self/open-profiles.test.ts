/** Kill matrix and harmless variants of the profiles in which clients register in plain JSON. */
import { oidc } from '../../src/profiles/oidc.ts';
import { rfc7591 } from '../../src/profiles/rfc7591.ts';
import { openVariants } from '../../src/server/variants/open.ts';
import { describeMatrix, type Matrix } from './profile-matrix.ts';

const EXCUSED: Matrix['excused'] = [
  [
    /^accepts:update\.software-id$|^error\/(crash|ok)-on-request-claims$/,
    'No clause keeps a client from changing its software_id: the server is stricter than it need be.',
  ],
  [
    /^transport\/token-/,
    'In plain JSON the server looks at a certificate before the rules that these faults bend.',
  ],
  [
    /^accepts:assertion\.key$/,
    'What could show it is the transport key, which the registered set holds: RFC 7517 4.2 obliges nobody to look at its use.',
  ],
  [
    /^accepts:request\.sector\.https$/,
    'The document of an http address cannot be fetched, which the server refuses all the same.',
  ],
  [
    /^response\/((post|put)-)?(lacks-)?(token-endpoint-auth-method|grant-types|response-types)(-null)?$/,
    'RFC 7591 2 gives the member a default, so that a record without it is only a warning.',
  ],
  [
    /^accepts:redirect\.native$/,
    'RFC 8252 7 has servers take https redirect URIs of native clients, so it is only a warning.',
  ],
  [
    /^crypto\/ssa-unknown-issuer$/,
    'RFC 7591 2.3 lets a server ignore a statement, so it is only a warning.',
  ],
  [
    /^accepts:request\.keys\.one-place$|^state\/update-merges$/,
    'RFC 7591 2 and 7592 2.2 say MUST where Open Banking UK leaves it open, so it is a fail here.',
  ],
];

const matrix: Matrix = { faults: 40, variants: 7, ownVariants: openVariants, excused: EXCUSED };

describeMatrix(rfc7591, matrix);
describeMatrix(oidc, matrix);
