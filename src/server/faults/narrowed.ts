import type { Profile } from '../../model/profile.ts';
import type { Fault } from './fault.ts';
import { isClosed, isMissed, isOfStatement, isSigned } from './where.ts';

const attestsRedirects = (profile: Profile): boolean =>
  isClosed(profile) || Object.hasOwn(profile.ssa.claims, profile.ssa.names.redirectUris);

/** A request may leave them to the statement. */
const takesRedirects = (profile: Profile): boolean =>
  attestsRedirects(profile) && profile.request.claims.redirect_uris?.presence !== 'required';

const shown = ({ response }: Profile): readonly string[] => Object.keys(response.members);

const showsStatement = (profile: Profile): boolean =>
  isClosed(profile) && (profile.response.flattenSsa || shown(profile).some(isOfStatement));

const knowsCiba = (profile: Profile): boolean =>
  shown(profile).some((name) => name.startsWith('backchannel_'));

const managesByAccessToken = ({ management }: Profile): boolean =>
  management.credential === 'client-credentials';

const namesKeys = (profile: Profile): boolean =>
  isClosed(profile) || Object.hasOwn(profile.ssa.claims, profile.ssa.names.jwksUri);

/** Which hand-made faults are none in every profile, and why. */
const NARROWED: readonly (readonly [
  ids: RegExp,
  why: string,
  where: (profile: Profile) => boolean,
])[] = [
  [
    /^crypto\/request-|^error\/(crash-on-long-jti|unfit-code-for-request)$|^state\/(client-id-of-software|unknown-headers-refused|policy-of-(signatures|times|identity)-only-on-post)$/,
    'A request in plain JSON has no signature, no header and no claims of a JWT.',
    isSigned,
  ],
  [
    /^response\/(scope|grant-types|response-types)-widened$|^response\/auth-method-(weaker|none)$|^response\/\w+(-\w+)*-rs256$|^state\/update-keeps-(response-types|scope|application-type|id-token-signed-response-alg|statement)$/,
    'RFC 7591 2 lets a server register other values than were asked for; only a profile closes the choice.',
    isClosed,
  ],
  [
    /^crypto\/assertion-(registered-jwks|registered-jwks-uri|key-of-any-client)$/,
    'Without a directory the registered keys are the right ones, and stand in the request.',
    isClosed,
  ],
  [/^crypto\/ssa-software-key$/, 'The statement names no keys of the software.', namesKeys],
  [/^authorization\/statement-uris$/, 'The statement attests no redirect URIs.', attestsRedirects],
  [
    /^state\/redirect-uris-not-taken-from-statement$/,
    'A request names its redirect URIs, or the statement attests none.',
    takesRedirects,
  ],
  [/^state\/read-forgets-scope$/, 'No scope is registered.', isMissed('scope')],
  [
    /^state\/read-forgets-(grant-types|response-types)$/,
    'The default is what RFC 7591 2 lets a server register instead.',
    isClosed,
  ],
  [
    /^response\/(statement-not-flattened|ssa-nested)$|^state\/self-asserted-wins$/,
    'Records do not show the claims of the statement.',
    showsStatement,
  ],
  [/^response\/no-backchannel-members$/, 'Records have no members of CIBA.', knowsCiba],
  [
    /^token\/(unusable|revocation-ignored|introspection-always-active)$|^state\/delete-keeps-tokens$/,
    'No access token of the token endpoint opens anything here.',
    managesByAccessToken,
  ],
];

/** The fault with the profiles that it is narrowed to. */
export function narrowed(fault: Fault): Fault {
  const [, , where] = NARROWED.find(([ids]) => ids.test(fault.id)) ?? [];
  return where === undefined ? fault : { ...fault, where };
}
