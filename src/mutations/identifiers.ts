import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, setClaim } from './edits.ts';
import { along, claims, type Facts, type Stimulus, warned } from './stimulus.ts';
import { swapCase } from './swap-case.ts';

type Change = (old: Json | undefined) => Json;

const OTHER_SOFTWARE = 'ForeignSoftware1234567';
const SOFTWARE_UUID = '5f0b4ba5-1d9c-4b7a-8a1e-2f6b3c9d0e11';

/** Request claims by which the software is known. */
const SOFTWARE: readonly (readonly [
  claim: 'iss' | 'software_id',
  string,
  string,
  Json | Change,
])[] = [
  ['iss', 'foreign', 'is another software_id', OTHER_SOFTWARE],
  ['iss', 'swapped-case', 'has upper and lower case swapped', swapCase],
  ['iss', 'thirty-digits', 'has thirty digits', '123456789012345678901234567890'],
  ['iss', 'bad-characters', 'has characters outside 0-9A-Za-z', 'not_base62!'],
  ['software_id', 'foreign', 'is another one than in the SSA', OTHER_SOFTWARE],
  ['software_id', 'swapped-case', 'has upper and lower case swapped', swapCase],
  ['software_id', 'bad-characters', 'has characters outside 0-9A-Za-z', 'not_base62!'],
  ['software_id', 'uuid', 'is a UUID that the SSA does not have', SOFTWARE_UUID],
];

const software = SOFTWARE.map(([claim, slug, title, value]) =>
  requestClaim(claim, slug, `whose ${claim} ${title}`, value, {
    breaks: [`OBUK-${claim}-1`],
    core: slug === 'foreign',
    put: slug === 'foreign',
  }),
);

const issuerIsOrganisation = claims(
  {
    id: 'request.claims.iss.organisation',
    title: 'a request whose iss is the org_id of the SSA',
    path: 'request.claims.iss',
    situation: 'request-claims',
    breaks: ['OBUK-iss-1'],
    whenAccepted: warned('The data mapping table of the specification says org_id.'),
    why: 'A non-normative table of the specification puts org_id there; the data dictionary does not.',
  },
  setClaim('request', 'iss', (_old, draft) => draft.ssa.claims.org_id ?? 'org'),
);

const AUD: readonly (readonly [slug: string, title: string, Json | Change])[] = [
  ['foreign', 'names somebody else', 'SomebodyElse'],
  ['foreign-array', 'is an array that names somebody else', ['SomebodyElse']],
  ['extended', 'starts with the right one', (old) => `${String(old)}x`],
  ['swapped-case', 'has upper and lower case swapped', swapCase],
];

const audience = AUD.map(([slug, title, value]) =>
  requestClaim('aud', slug, `whose aud ${title}`, value, {
    breaks: ['RFC7519-4.1.3-1', 'OBUK-aud-2'],
    core: slug === 'foreign',
    put: slug === 'foreign',
  }),
);

const JTI: readonly (readonly [slug: string, title: string, Change])[] = [
  ['uuid-v1', 'is a UUID of version 1', (old) => replaced(old, 14, '1')],
  ['bad-variant', 'is a UUID of another variant', (old) => replaced(old, 19, 'C')],
  ['no-hyphens', 'has no hyphens', (old) => String(old).replaceAll('-', '')],
  ['35-characters', 'has 35 characters', (old) => String(old).slice(0, 35)],
  ['300-characters', 'has 300 characters', (old) => String(old).padEnd(300, '-0')],
  ['not-hexadecimal', 'has a letter that is no hexadecimal digit', (old) => replaced(old, 0, 'G')],
];

function replaced(text: Json | undefined, index: number, character: string): string {
  const old = String(text);
  return `${old.slice(0, index)}${character}${old.slice(index + 1)}`;
}

const jti = JTI.map(([slug, title, value]) =>
  requestClaim('jti', slug, `whose jti ${title}`, value, {
    breaks: ['OBUK-jti-1'],
    core: slug === 'uuid-v1',
  }),
);

/** Where no length is set, a long one still must not bring a server down. */
const longJti = claims(
  {
    id: 'request.claims.jti.very-long',
    title: 'a request whose jti has 300 characters, where no length is set',
    path: 'request.claims.jti',
    touches: ['RFC7519-4.1.7-1'],
  },
  setClaim('request', 'jti', (old) => String(old).padEnd(300, '-0')),
);

const ISSUER: readonly (readonly [slug: string, title: string, Json | Change])[] = [
  [
    'foreign',
    'of a directory unknown to the server, whose name begins like that of the right one',
    (old) => `${String(old)} Mirror`,
  ],
  ['swapped-case', 'whose iss has upper and lower case swapped', swapCase],
];

const ssaIssuer = ISSUER.map(([slug, title, value]) =>
  claims(
    {
      id: `ssa.claims.iss.${slug}`,
      title: `an SSA ${title}`,
      path: 'ssa.claims.iss',
      situation: 'ssa-untrusted',
      breaks: ['RFC8725-3.8-1', 'RFC7591-3.2.2-10', 'CDRAU-SSA-definition-1'],
      core: slug === 'foreign',
      put: slug === 'foreign',
      why: 'The signature is good: the key belongs to another issuer than the one named.',
    },
    setClaim('ssa', 'iss', value),
  ),
);

const ssaSoftware = [
  claims(
    {
      id: 'ssa.claims.software_id.foreign',
      title: 'an SSA of another software_id than the request',
      path: 'ssa.claims.software_id',
      situation: 'ssa-claims',
      breaks: ['OBUK-iss-1', 'OBUK-software_id-1'],
      core: true,
      put: true,
    },
    setClaim('ssa', 'software_id', OTHER_SOFTWARE),
  ),
  claims(
    {
      id: 'ssa.claims.software_id.uuid',
      title: 'a request and an SSA that agree on a software_id in UUID form',
      path: 'ssa.claims.software_id + request.claims.iss + request.claims.software_id',
      touches: ['OBUK-iss-1', 'OBUK-SSA-payload-1'],
      ...along('It stands in both claims.', 'OBUK-software_id-1'),
      why: "The directory's own example shows a UUID, the DCR pattern allows 22 base62 characters.",
    },
    all(
      setClaim('ssa', 'software_id', SOFTWARE_UUID),
      setClaim('request', 'iss', SOFTWARE_UUID),
      setClaim('request', 'software_id', SOFTWARE_UUID),
    ),
  ),
];

/** The token endpoint is the audience of client assertions, not of a registration. */
const tokenEndpoint = requestClaim(
  'aud',
  'token-endpoint',
  'whose aud is the token endpoint',
  (old) => `${String(old)}/token`,
  { breaks: ['CDRAU-registration-request-5'] },
);

function requestClaim(
  claim: string,
  slug: string,
  title: string,
  value: Json | Change,
  facts: Partial<Facts> & { readonly breaks: readonly RequirementId[] },
): Stimulus {
  return claims(
    {
      id: `request.claims.${claim}.${slug}`,
      title: `a request ${title}`,
      path: `request.claims.${claim}`,
      situation: 'request-claims',
      ...facts,
    },
    setClaim('request', claim, value),
  );
}

/** Who asks, who is asked, who vouches: iss, software_id, aud, jti; of jti only where the profile gives it a form. */
export function identifiers({ request }: Profile): readonly Stimulus[] {
  return [
    ...software,
    issuerIsOrganisation,
    ...audience,
    tokenEndpoint,
    ...(request.claims.jti?.pattern === undefined ? [longJti] : jti),
    ...ssaIssuer,
    ...ssaSoftware,
  ];
}
