import { SSA_HERE } from '../model/draft.ts';
import type { Json } from '../model/json.ts';
import type { Placeholder } from '../model/placeholders.ts';
import type { DraftIds } from './deterministic.ts';
import type { DraftInput } from './draft-input.ts';
import { REDIRECT_URIS } from './redirect-uris.ts';
import { HOST, softwareDetails } from './software-details.ts';

/** Everything that the values of a profile may speak of, by the name of its placeholder. */
export function draftFacts(input: DraftInput, ids: DraftIds): Readonly<Record<Placeholder, Json>> {
  const { profile, trust, runId, now, jwksBaseUrl, audience, algorithm } = input;
  const { softwareId, ssaJti, requestJti } = ids;
  const details = softwareDetails(softwareId);
  const { orgId, orgName } = trust.organisation;
  const software = `${jwksBaseUrl}/software/${input.keySet ?? softwareId}`;
  const organisation = `${jwksBaseUrl}/organisation/${orgId}`;
  return {
    now,
    audience,
    algorithm,
    software_id: softwareId,
    ssa_jti: ssaJti,
    request_jti: requestJti,
    REQUEST_JTI: requestJti.toUpperCase(),
    software_statement: SSA_HERE,
    ssa_issuer: profile.ssa.issuers[0] ?? '',
    redirect_uris: REDIRECT_URIS,
    roles: Object.keys(profile.roleScopes),
    jwks_uri: `${software}.jwks.json`,
    revoked_jwks_uri: `${software}.revoked.jwks.json`,
    org_jwks_uri: `${organisation}.jwks.json`,
    org_revoked_jwks_uri: `${organisation}.revoked.jwks.json`,
    org_id: orgId,
    org_name: orgName,
    client_name: clientName(runId, details.productName, softwareId),
    client_description: details.description,
    client_uri: `https://${HOST}/${details.slug}`,
    software_version: details.version,
    firm_reference: details.firmReference,
    technical_contact: { ...details.technicalContact, type: 'Technical' },
    business_contact: { ...details.businessContact, type: 'Business' },
    technical_email: details.technicalContact.email,
    transport_subject_dn: trust.client.subjectDn,
  };
}

/** Says whose client this is, and is unique where a server asks for that; at most 40 characters. */
function clientName(runId: string, productName: string, softwareId: string): string {
  return `${`${runId} ${productName}`.slice(0, 33).trim()} ${softwareId.slice(0, 6)}`;
}
