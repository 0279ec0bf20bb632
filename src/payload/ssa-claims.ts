import type { JsonObject } from '../model/json.ts';
import type { DraftIds } from './deterministic.ts';
import type { DraftInput } from './draft-input.ts';
import { REDIRECT_URIS } from './redirect-uris.ts';
import { HOST, softwareDetails } from './software-details.ts';

/** Not marked as required, but what a server authorises by: it stays in a minimal SSA. */
const AUTHORISING = ['software_client_name', 'software_roles', 'org_id', 'org_name', 'org_status'];

/** Claims of an OB Directory software statement (Directory API 2.2.0). */
export function ssaClaims(input: DraftInput, ids: DraftIds): JsonObject {
  const { profile, variant } = input;
  const all = everyClaim(input, ids);
  if (variant === 'full') return all;
  const kept = Object.entries(all).filter(
    ([name]) => profile.ssa.claims[name]?.presence === 'required' || AUTHORISING.includes(name),
  );
  return Object.fromEntries(kept);
}

function everyClaim(input: DraftInput, { softwareId, ssaJti }: DraftIds): JsonObject {
  const { profile, trust, runId, now, jwksBaseUrl } = input;
  const details = softwareDetails(softwareId);
  const { orgId, orgName } = trust.organisation;
  const roles = Object.keys(profile.roleScopes);
  const site = `https://${HOST}/${details.slug}`;
  const software = `${jwksBaseUrl}/software/${softwareId}`;
  const organisation = `${jwksBaseUrl}/organisation/${orgId}`;
  return {
    iss: profile.ssa.issuers[0] ?? '',
    iat: now,
    jti: ssaJti,
    software_environment: 'sandbox',
    software_mode: 'Test',
    software_id: softwareId,
    software_client_id: softwareId,
    software_client_name: clientName(runId, details.productName, softwareId),
    software_client_description: details.description,
    software_version: details.version,
    software_client_uri: site,
    software_redirect_uris: REDIRECT_URIS,
    software_roles: roles,
    organisation_competent_authority_claims: {
      authority_id: 'FCAGBR',
      registration_id: details.firmReference,
      status: 'Active',
      authorisations: [{ member_state: 'GB', roles }],
    },
    software_logo_uri: `${site}/logo.png`,
    software_policy_uri: `${site}/privacy`,
    software_tos_uri: `${site}/terms`,
    software_on_behalf_of_org: orgName.slice(0, 40),
    software_jwks_endpoint: `${software}.jwks.json`,
    software_jwks_revoked_endpoint: `${software}.revoked.jwks.json`,
    org_status: 'Active',
    org_id: orgId,
    org_name: orgName,
    org_contacts: [
      { ...details.technicalContact, type: 'Technical' },
      { ...details.businessContact, type: 'Business' },
    ],
    org_jwks_endpoint: `${organisation}.jwks.json`,
    org_jwks_revoked_endpoint: `${organisation}.revoked.jwks.json`,
  };
}

/** Says whose client this is, and is unique where a server asks for that; at most 40 characters. */
function clientName(runId: string, productName: string, softwareId: string): string {
  return `${`${runId} ${productName}`.slice(0, 33).trim()} ${softwareId.slice(0, 6)}`;
}
