import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { all, dropClaim, type Edit, madeAt, setClaim } from './edits.ts';
import { withoutTransportKey } from './jose-keys.ts';
import { claims, type Facts, type Stimulus } from './stimulus.ts';

function legal(
  slug: string,
  title: string,
  path: string,
  facts: Partial<Facts>,
  apply: Edit,
): Stimulus {
  return claims(
    { id: slug, title, path, area: 'registration', accepts: ['OBUK-post-1'], ...facts },
    apply,
  );
}

const IGNORED = ['RFC7519-4-2', 'RFC7591-2-10', 'CDRAU-registration-response-3'] as const;

/** Members that a server has to ignore. */
const unknown = [
  legal(
    'request.legal.unknown-claim',
    'a request with a claim that nobody knows',
    'request.claims.x_conformance',
    { accepts: IGNORED, core: true },
    setClaim('request', 'x_conformance', { ignored: [true, null, 1] }),
  ),
  legal(
    'ssa.legal.unknown-claim',
    'an SSA with a claim that nobody knows',
    'ssa.claims.x_conformance',
    { accepts: IGNORED, core: true },
    setClaim('ssa', 'x_conformance', { ignored: [true, null, 1] }),
  ),
  legal(
    'request.legal.nbf',
    'a request that has been valid for ten minutes',
    'request.claims.nbf',
    { accepts: ['RFC7519-4-2', 'OBUK-post-1'] },
    setClaim('request', 'nbf', (_old, draft) => madeAt(draft) - 600),
  ),
];

/** Where a directory gives its statements a life, an hour is none of its own. */
function longLived({ ssa }: Profile): readonly Stimulus[] {
  if (ssa.lifetime !== null) return [];
  return [
    legal(
      'ssa.legal.exp',
      'an SSA that expires in an hour',
      'ssa.claims.exp',
      { accepts: ['OBUK-SSA-request-validation-3'] },
      setClaim('ssa', 'exp', (_old, draft) => madeAt(draft) + 3600),
    ),
  ];
}

/** Both forms of aud (RFC 7519 4.1.3). */
const audiences = [
  legal(
    'request.legal.aud-array',
    'a request whose aud is an array of one',
    'request.claims.aud',
    { accepts: ['RFC7519-4.1.3-2'] },
    setClaim('request', 'aud', (old) => [old ?? '']),
  ),
  legal(
    'request.legal.aud-array-of-two',
    'a request whose aud names the server and another',
    'request.claims.aud',
    { accepts: ['RFC7519-4.1.3-2'] },
    setClaim('request', 'aud', (old) => [old ?? '', 'SomebodyElse']),
  ),
];

/** Optional claims of the request left out. */
function omitted({ request: { claims: specs, values, minimal } }: Profile): Stimulus {
  const names = Object.entries(specs)
    .filter(([, { presence, requiredWhen }]) => presence === 'optional' && !requiredWhen)
    .map(([name]) => name)
    .filter((name) => name in values && name !== 'redirect_uris' && !minimal.includes(name));
  return legal(
    'request.legal.required-claims-only',
    'a request without the optional claims',
    // So many changes are told as one.
    names.length > 4 ? 'request.claims' : names.map((name) => `request.claims.${name}`).join(' + '),
    { core: true },
    all(...names.map((name) => dropClaim('request', name))),
  );
}

const MODES: readonly (readonly [slug: string, title: string, name: string, Json])[] = [
  ['live', 'whose software_mode is Live', 'software_mode', 'Live'],
  ['mode-unknown', 'whose software_mode is unknown', 'software_mode', 'Rehearsal'],
  [
    'unicode-name',
    'whose software has a name that is not ASCII',
    'software_client_name',
    'Zürich £ 支付',
  ],
  [
    'many-contacts',
    'with twenty contacts',
    'org_contacts',
    Array<Json>(20).fill({ name: 'A', type: 'Business' }),
  ],
];

/** Left to the server by the directory's description. */
const ssaProbes = MODES.map(([slug, title, name, value]) =>
  claims(
    {
      id: `ssa.claims.${name}.${slug}`,
      title: `an SSA ${title}`,
      path: `ssa.claims.${name}`,
      touches: name === 'software_mode' ? ['OBUK-SSA-payload-4'] : [],
    },
    setClaim('ssa', name, value),
  ),
);

const jtiLowerCase = claims(
  {
    id: 'request.claims.jti.lower-case',
    title: 'a request whose jti is a UUID in lower case',
    path: 'request.claims.jti',
    touches: ['OBUK-jti-1'],
    why: "The specification's text allows upper case only, its OpenAPI both.",
  },
  setClaim('request', 'jti', (old) => String(old).toLowerCase()),
);

/** An organisation or a role that may no longer act; the duty to look is not written down (research 6). */
const STATUS: readonly string[] = ['Revoked', 'Withdrawn', 'Unheard-of'];

const status = STATUS.map((value) =>
  claims(
    {
      id: `ssa.claims.org_status.${value.toLowerCase()}`,
      title: `an SSA whose org_status is ${value}`,
      path: 'ssa.claims.org_status',
      situation: 'ssa-untrusted',
      breaks: ['OBUK-SSA-payload-3'],
      core: value === 'Revoked',
      put: value === 'Revoked',
    },
    setClaim('ssa', 'org_status', value),
  ),
);

const authority = claims(
  {
    id: 'ssa.claims.organisation_competent_authority_claims.withdrawn',
    title: 'an SSA whose authorisation is withdrawn',
    path: 'ssa.claims.organisation_competent_authority_claims',
    touches: ['OBUK-SSA-payload-6'],
  },
  setClaim('ssa', 'organisation_competent_authority_claims', {
    authority_id: 'FCAGBR',
    registration_id: '000000',
    status: 'Withdrawn',
    authorisations: [],
  }),
);

/** Nothing ties the certificate of the connection to this software: neither its organisation nor its key set. */
const otherOrganisation = claims(
  {
    id: 'ssa.claims.org_id.other-organisation',
    title: 'an SSA of another organisation than the TLS client',
    path: 'ssa.claims.org_id + ssa.claims.org_name + jwks',
    situation: 'ssa-untrusted',
    breaks: ['OBUK-SSA-request-validation-1'],
    alsoStatuses: [401, 403],
    needs: ['mtls'],
    core: true,
  },
  all(
    setClaim('ssa', 'org_id', 'OTHERORGANISATION'),
    setClaim('ssa', 'org_name', 'Other Organisation Ltd'),
    withoutTransportKey,
  ),
);

/** Changes that are legal, or left to the server. */
export function legalVariations(profile: Profile): readonly Stimulus[] {
  return [
    ...unknown,
    ...longLived(profile),
    ...audiences,
    omitted(profile),
    ...ssaProbes,
    jtiLowerCase,
    ...status,
    authority,
    otherOrganisation,
  ];
}
