import { isJsonObject } from '../../model/json.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { UK_APPLICATION_TYPE, UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import { absoluteUri } from '../../rules/uri.ts';
import type { Fault } from './fault.ts';

type Comparison = (uri: string, stated: readonly string[]) => boolean;

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const requested = ({ claims }: RegistrationInput) => strings(claims.redirect_uris);
const attested = ({ ssaClaims }: RegistrationInput) =>
  strings(ssaClaims.software_redirect_uris ?? ssaClaims.redirect_uris);

function anyOf(alike: (uri: string, one: string) => boolean): Comparison {
  return (uri, stated) => stated.some((one) => alike(uri, one));
}

/** Compares what `part` leaves of both; a URI that cannot be taken apart is like no other. */
function by(part: (url: URL) => string): Comparison {
  const left = (text: string): string | null => {
    const url = absoluteUri(text);
    return url === null ? null : part(url);
  };
  return anyOf((uri, one) => left(uri) !== null && left(uri) === left(one));
}

function matches(uri: string, pattern: string): boolean {
  try {
    return new RegExp(`^${pattern}$`).test(uri);
  } catch {
    return false;
  }
}

/** Ways in which servers compare a redirect URI with those of the software statement, and should not. */
const COMPARISONS: readonly (readonly [slug: string, title: string, Comparison])[] = [
  ['by-host', 'takes any redirect URI on a host of the statement', by(({ host }) => host)],
  [
    'by-prefix',
    'takes what one of the statement is a prefix of',
    anyOf((uri, one) => uri.startsWith(one)),
  ],
  [
    'by-substring',
    'looks for a redirect URI in the text of the list',
    (uri, stated) => stated.join(' ').includes(uri),
  ],
  ['by-pattern', 'takes redirect URIs of the statement for regular expressions', anyOf(matches)],
  [
    'without-port',
    'compares redirect URIs without the port',
    by(({ hostname, pathname, search }) => `${hostname}${pathname}${search}`),
  ],
  [
    'without-query',
    'compares redirect URIs without the query',
    by(({ host, pathname }) => `${host}${pathname}`),
  ],
];

const compared: readonly Fault[] = COMPARISONS.map(([slug, title, alike]) => ({
  id: `policy/redirect-uris-${slug}`,
  title,
  kind: 'policy',
  breaks: ['OBUK-redirect_uris-1'],
  excuses: (ruleId, input) =>
    ruleId === 'redirect.subset' && requested(input).every((uri) => alike(uri, attested(input))),
}));

/** One redirect URI stands for all. */
const sampled: readonly Fault[] = (['first', 'last'] as const).map((which) => ({
  id: `policy/redirect-uris-${which}-only`,
  title: `compares only the ${which} redirect URI with the statement`,
  kind: 'policy',
  breaks: ['OBUK-redirect_uris-1'],
  excuses: (ruleId, input) =>
    ruleId === 'redirect.subset' &&
    attested(input).includes(requested(input).at(which === 'first' ? 0 : -1) ?? ''),
}));

const mentioned: Fault = {
  id: 'policy/redirect-uris-mention-https',
  title: 'takes a redirect URI over http that has https somewhere in it',
  kind: 'policy',
  breaks: ['OBUK-redirect_uris-2', 'FAPI1B-5.2.2-20-1'],
  excuses: (ruleId, input) =>
    ruleId === 'redirect.https' && requested(input).every((uri) => uri.includes('https')),
};

const ENUMERATED = /^request\.claims\.(\w+)\.value$/;

const anyCase: Fault = {
  id: 'policy/values-in-any-case',
  title: 'takes enumerated values in upper case too, and registers them as they are',
  kind: 'policy',
  breaks: [
    'OBUK-token_endpoint_auth_method-1',
    ...UK_GRANT_TYPES,
    ...UK_APPLICATION_TYPE,
    'FAPI1A-5.2.2-2-1',
    'OBUK-general-1',
    'CDRAU-registration-request-9',
    'CDRAU-registration-request-10',
    'FAPI1A-5.2.2-14-1',
  ],
  excuses: (ruleId, { claims }) => {
    const [, name] = ENUMERATED.exec(ruleId) ?? [];
    if (name === undefined || /alg$/.test(name)) return false;
    const { values = [] } = obUk33.request.claims[name] ?? {};
    return [claims[name]].flat().every((value) => values.includes(String(value).toLowerCase()));
  },
};

/** A statement that is no token, but the claims that one would hold. */
const unsignedStatement: Fault = {
  id: 'policy/statement-as-object',
  title: 'takes a software statement that is a JSON object of claims',
  kind: 'policy',
  breaks: ['RFC7591-3.1.1-1', 'RFC7591-2.3-1'],
  excuses: (_ruleId, { claims: { software_statement: statement } }) =>
    isJsonObject(statement) && typeof statement.software_id === 'string',
};

const issuerByPrefix: Fault = {
  id: 'policy/issuer-by-prefix',
  title: 'trusts every issuer whose name begins like one that it trusts',
  kind: 'policy',
  breaks: ['RFC8725-3.8-1', 'RFC7591-3.2.2-10'],
  excuses: (ruleId, { ssaClaims, issuers }) =>
    ruleId === 'ssa.issuer.trusted' &&
    issuers.some((issuer) => String(ssaClaims.iss).startsWith(issuer)),
};

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const laterGrant: Fault = {
  id: 'policy/grant-of-a-later-version',
  title: 'takes the grant type jwt-bearer, which DCR v3.3 does not list',
  kind: 'policy',
  breaks: ['OBUK-grant_types-2'],
  onlyWarns: 'The OpenAPI file of v3.4 lists this grant type.',
  where: ({ request }) => request.claims.grant_types?.values?.includes(JWT_BEARER) !== true,
  excuses: (ruleId, { claims: { grant_types: grants } }) =>
    /^request\.claims\.grant_types\.(value|length)$/.test(ruleId) &&
    Array.isArray(grants) &&
    grants.includes(JWT_BEARER),
};

const secretByDefault: Fault = {
  id: 'policy/secret-where-no-method-is-named',
  title: 'registers a client that names no authentication method for client_secret_basic',
  kind: 'policy',
  breaks: [
    'FAPI1A-5.2.2-14-1',
    'OBBR-openapi-5',
    'CDRAU-registration-request-7',
    'CDRAU-registration-request-8',
  ],
  excuses: (ruleId, { claims }) =>
    ruleId.startsWith('request.claims.token_endpoint_auth_') &&
    claims.token_endpoint_auth_method === undefined,
  registered: (client, { claims }) =>
    claims.token_endpoint_auth_method === undefined
      ? {
          ...client,
          metadata: { ...client.metadata, token_endpoint_auth_method: 'client_secret_basic' },
        }
      : client,
};

/** Checks of what a client asks for that look at less than they should. */
export const policyFaults: readonly Fault[] = [
  ...compared,
  ...sampled,
  mentioned,
  anyCase,
  unsignedStatement,
  issuerByPrefix,
  laterGrant,
  secretByDefault,
];
