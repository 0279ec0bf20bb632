/** The cases of several steps where clients register in plain JSON and are managed with a token of their own. */
import type { FlowCase } from '../../../model/case.ts';
import { type Profile, registersOpenly } from '../../../model/profile.ts';
import type { RequirementId } from '../../../requirements/index.ts';
import { ADVERTISED } from './advertised.ts';
import { CERTIFICATE_NAMES } from './certificate-names.ts';
import { OPEN_DEFAULTS } from './defaults.ts';
import { OPEN_ERRORS } from './errors.ts';
import { FROM_STATEMENT } from './from-statement.ts';
import { INITIAL_ACCESS_TOKEN } from './initial-access-token.ts';
import { KEY_SETS } from './key-sets.ts';
import { NAMES_KEPT } from './names.ts';
import { OTHER_CERTIFICATES } from './other-certificates.ts';
import { REGISTRATION_TOKEN } from './registration-token.ts';
import { SECRETS } from './secrets.ts';
import { SECTOR } from './sector.ts';
import { OPEN_UPDATE } from './update.ts';
import { USED_STATEMENT } from './used-statement.ts';

type Steps = FlowCase<RequirementId>;

const OWN: readonly Steps[] = [
  ...SECRETS,
  ...USED_STATEMENT,
  ...OPEN_DEFAULTS,
  ...INITIAL_ACCESS_TOKEN,
  ...OPEN_ERRORS,
  ...OPEN_UPDATE,
  ...REGISTRATION_TOKEN,
  ...SECTOR,
  ...NAMES_KEPT,
  ...ADVERTISED,
  ...FROM_STATEMENT,
  ...KEY_SETS,
  ...OTHER_CERTIFICATES,
  ...CERTIFICATE_NAMES,
];

/** Those of signed requests that are right here too: about answers, access, and the use of a client. */
const SHARED: readonly RegExp[] = [
  /^discovery\/(document|issuer|registration-endpoint)$/,
  /^registration\/(two-softwares|concurrent|same-software-twice|requested-client-id|taken-client-id)$/,
  /^response-shape\/((post|get|put)-(minimal|full)|two-redirect-uris|read-back|read-twice)$/,
  /^management\/(get|put|delete)-(without-token|with-\w+(-\w+)*-token|with-client-id-as-token)$/,
  /^management\/(get|put|delete)-unknown-client$/,
  /^management\/put-(takes-values-away|adds-values|changes-grant-types|other-client-id)$/,
  /^management\/(delete|delete-not-offered|get-after-delete|put-after-delete|delete-twice)$/,
  /^management\/(patch|post)-on-client$/,
  /^client-use\/(token|private-key-jwt|token-after-delete|tls-client-auth|tls-client-auth-other-certificates|authorization-redirects)$/,
  /^client-use\/assertion-(foreign-aud|expired|not-yet-valid|exp-as-text|without-(iss|sub|aud|exp)|other-(iss|sub)|unknown-(client|key)|not-a-jwt)$/,
  /^client-use\/assertion-(tampered|(jwk|jku|x5c|x5u)-of-the-signer|(without|short|zero)-signature|padded|four-parts|ecdsa-der|alg-none|hs256-public-key)$/,
  /^client-use\/request-(without-authentication|without-assertion-type|other-client-id|unknown-client-id)$/,
  /^transport\/(registration-scheme|register-over-http|tls-of-registration)$/,
];

/** Those that are right as well where requests are plain JSON around a statement that has to be there. */
const ATTESTED: readonly RegExp[] = [
  /^discovery\/(algorithms|endpoints|key-set)$/,
  /^management\/put-changes-(scope|application-type|id-token-signed-response-alg)$/,
  /^registration\/second-registration$/,
  /^client-use\/(assertion|request)-/,
  /^management\/put-(other-software|new-statement)$/,
  /^client-use\/(tls-client-auth-other-subject|tls-client-auth-subject-forms)$/,
  /^transport\/(register-(without|rogue|expired|other-software)-?\w*-?certificate|token-other-certificates)$/,
];

/** Defaults are those of the ecosystem there, nobody brings an initial access token, and a software has one client. */
const OPEN_ONLY: readonly RegExp[] = [
  /^response-shape\/default-/,
  /^registration\/((without-|junk-)?initial-access-token|same-software-twice)$/,
];

const OF_TOKEN_ENDPOINT = ['transport/token-other-certificates'];

/** As it is where no access token manages clients: what needs one needs the grant for it. */
function bound(entry: Steps): Steps {
  const { needs = [], area, id } = entry;
  const others = needs.filter((need) => need !== 'token');
  if (others.length === needs.length) return entry;
  if (area === 'client-use' || OF_TOKEN_ENDPOINT.includes(id))
    return { ...entry, needs: [...needs, 'grant:client_credentials'] };
  return { ...entry, needs: others };
}

export function openFlows(all: readonly Steps[], profile: Profile): readonly Steps[] {
  const open = registersOpenly(profile);
  const shared = open ? SHARED : [...SHARED, ...ATTESTED];
  const steps = [...all.filter(({ id }) => shared.some((ids) => ids.test(id))).map(bound), ...OWN];
  return open ? steps : steps.filter(({ id }) => !OPEN_ONLY.some((ids) => ids.test(id)));
}
