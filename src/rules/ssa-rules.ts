import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { dnValues } from './distinguished-name.ts';
import { makeRule } from './make-rule.ts';
import type { ClientCertificate, RegistrationInput } from './registration-input.ts';
import type { Rule } from './rule.ts';
import { isLocalhostName, isLoopbackAddress } from './uri.ts';

type SsaRule = Rule<RegistrationInput>;

/** The statement comes from an issuer this server trusts (RFC 7591 2.3). */
export const issuerRule: SsaRule = makeRule(
  'ssa.issuer.trusted',
  ['CDRAU-SSA-definition-1', 'RFC7591-3.2.2-10'],
  'ssa-untrusted',
  'the issuer of the software statement is not trusted here',
  ({ ssaClaims, issuers }) => {
    const { iss } = ssaClaims;
    // A missing or empty issuer is for the rules about the claim.
    return typeof iss === 'string' && iss !== '' && !issuers.includes(iss);
  },
);

const CERTIFICATE_NAMES = { CN: '2.5.4.3', O: '2.5.4.10', organizationIdentifier: '2.5.4.97' };

/** Rules about what a verified software statement says. */
export function ssaRules(profile: Profile): readonly SsaRule[] {
  const { jwksUri, softwareId } = profile.ssa.names;
  return [
    makeRule(
      'ssa.org.active',
      'OBUK-SSA-payload-3',
      'ssa-untrusted',
      'the organisation of the software statement is not active',
      ({ ssaClaims }) => ssaClaims.org_status === 'Revoked' || ssaClaims.org_status === 'Withdrawn',
    ),
    makeRule(
      'ssa.jwks-uri.https',
      'FAPI1A-8.9-1',
      'ssa-claims',
      'the key location in the software statement is not an https URL',
      ({ ssaClaims, allowLoopbackHttp }) => {
        const location = ssaClaims[jwksUri];
        return (
          typeof location === 'string' &&
          location !== '' &&
          !isKeyLocation(location, allowLoopbackHttp)
        );
      },
    ),
    makeRule(
      'transport.certificate-matches-ssa',
      'OBUK-SSA-request-validation-1',
      'ssa-untrusted',
      'the client certificate belongs to another organisation than the software statement',
      ({ certificate, ssaClaims }) =>
        certificate !== null && isForeign(certificate, ssaClaims, softwareId),
    ),
  ];
}

/** True where no name in the certificate is one of the organisation or the software of the statement. */
export function isForeign(
  { subjectDn }: ClientCertificate,
  ssaClaims: JsonObject,
  softwareId: string,
): boolean {
  const names = ['org_id', 'org_name', softwareId].map((claim) => ssaClaims[claim]);
  const owners = names.filter((name) => typeof name === 'string' && name !== '');
  if (!('org_id' in ssaClaims || 'org_name' in ssaClaims)) return false;
  return !subjectNames(subjectDn).some((name) => owners.includes(name));
}

/** The names by which a certificate may identify its organisation; the PSD2 identifier also without its prefix. */
function subjectNames(subjectDn: string): readonly string[] {
  const identifiers = dnValues(subjectDn, CERTIFICATE_NAMES.organizationIdentifier);
  return [
    ...dnValues(subjectDn, CERTIFICATE_NAMES.CN),
    ...dnValues(subjectDn, CERTIFICATE_NAMES.O),
    ...identifiers,
    ...identifiers.map((identifier) => identifier.replace(/^(PSD[A-Z]{2}-[A-Z]{2,8}|OFBBR)-/, '')),
  ];
}

function isKeyLocation(location: string, allowLoopbackHttp: boolean): boolean {
  if (!URL.canParse(location)) return false;
  const url = new URL(location);
  if (url.protocol === 'https:') return true;
  const loopback = isLocalhostName(url) || isLoopbackAddress(url);
  return allowLoopbackHttp && url.protocol === 'http:' && loopback;
}

/** The keys that the verified statement names could be fetched. Runs before the request's signature is judged. */
export function jwksRule(profile: Profile): SsaRule {
  const { jwksUri } = profile.ssa.names;
  return makeRule(
    'request.jwks.available',
    'RFC7591-2-9',
    'request-signature',
    'the key set that the software statement names could not be read',
    async (input) => {
      const location = input.ssaClaims[jwksUri];
      if (typeof location !== 'string' || location === '') return false;
      return (await input.requestProof()).unavailable !== null;
    },
  );
}
