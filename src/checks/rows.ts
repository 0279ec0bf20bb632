import type { Profile } from '../model/profile.ts';
import { rowsIn } from '../requirements/applies.ts';

/** Catalogue rows that the checks cite by themselves; rows about single members come from the profile. */
export const ROW = {
  created: 'RFC7591-3.2-1',
  updated: 'RFC7592-2.2-8',
  deleted: 'RFC7592-2.3-1',
  successBody: 'RFC7591-3.2.1-1',
  clientId: 'RFC7591-3.2.1-2',
  secretExpiry: 'RFC7591-3.2.1-5',
  issuedAt: 'RFC7591-3.2.1-6',
  echo: 'RFC7591-3.2.1-7',
  statementEcho: 'RFC7591-3.2.1-8',
  statementMetadata: 'RFC7591-3.2.1-9',
  statementWins: 'RFC7591-2-12',
  selfAsserted: 'RFC7591-5-4',
  oneKeySource: 'RFC7591-2-7',
  consistentGrants: 'RFC7591-2.1-1',
  redirectsKept: 'OIDCR-3.2-1',
  clientUri: 'RFC7592-3-1',
  registrationToken: 'RFC7592-3-2',
  configurationTls: 'RFC7592-2-2',
  clientUriTls: 'OIDCR-3.2-5',
  tokenOnRead: 'RFC7592-A.1-1',
  managementPair: 'OIDCR-3.2-4',
  redirectsRegistered: 'RFC7591-5-2',
  replaceable: 'RFC7591-2-11',
  stableId: 'RFC7592-2.1-2',
  timesAreNumbers: 'OIDCR-3.2-6',
  noStore: 'RFC6749-5.1-1',
  fapiAuthMethods: 'FAPI1A-5.2.2-14-1',
  fapiNoPublicClients: 'FAPI1A-5.2.2-16-1',
  fapiAlgorithms: 'FAPI1A-8.6-1',
  fapiNoRs: 'FAPI1A-8.6-2',
  fapiNoNone: 'FAPI1A-8.6-3',
  distinctKids: 'FAPI1A-8.9-2',
  jwksTransport: 'OBUK-jws-5',
  errorStatus: 'RFC7591-3.2.2-2',
  errorBody: 'RFC7591-3.2.2-3',
  errorCode: 'RFC7591-3.2.2-4',
  otherCodes: 'OIDCR-3.3-1',
  errorDescription: 'RFC7591-3.2.2-5',
  codeRedirect: 'RFC7591-3.2.2-7',
  codeMetadata: 'RFC7591-3.2.2-8',
  codeStatement: 'RFC7591-3.2.2-9',
  codeUnapproved: 'RFC7591-3.2.2-10',
  challenge: 'RFC6750-3-1',
  bearerScheme: 'RFC6750-3-2',
  invalidToken: 'RFC6750-3.1-1',
  invalidClient: 'RFC7523-3.2-1',
  assertion: 'RFC7523-3-1',
  discoveryResponse: 'OIDCD-4.2-1',
  discoveryIssuer: 'OIDCD-4.3-1',
  discoveryRegistration: 'OIDCD-3-1',
  endpointTls: 'RFC7591-3-2',
  tls: 'FAPI1B-7.1-1',
  nothingElse: 'CDRAU-registration-response-3',
} as const;

/** Rows that only Open Banking UK has. */
export const UK_ROW = {
  created: 'OBUK-post-1',
  read: 'OBUK-get-1',
  general: 'OBUK-general-1',
  flattened: 'OBUK-general-2',
  errorStructure: 'OBUK-error-structure-1',
  challenge: 'OBUK-openapi-1',
  scopeOfRoles: 'OBUK-data-mapping-1',
  redirectDefault: 'OBUK-redirect_uris-5',
  discovery: 'OBUK-discovery-1',
  deleted: 'OBUK-delete-1',
} as const;

/** `uk` where the profile has that row or a counterpart of it, else `other`. */
export function rowOr(profile: Profile, uk: string, other: string): string {
  const [own = other] = rowsIn(profile, [uk]);
  return own;
}

/** True when the profile is one of Open Banking UK, or extends one: its rows name UK clauses. */
export function isUk(profile: Profile): boolean {
  return profile.response.members.client_id?.clauses.length?.startsWith('OBUK-') ?? false;
}
