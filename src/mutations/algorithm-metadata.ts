import type { RequirementId } from '../requirements/index.ts';
import { all, dropClaim, type Edit, setClaim } from './edits.ts';
import { along, claims, type Stimulus } from './stimulus.ts';

const MEMBERS = [
  'id_token_signed_response_alg',
  'request_object_signing_alg',
  'token_endpoint_auth_signing_alg',
] as const;

type Member = (typeof MEMBERS)[number];

/** The clause of OpenID Connect that forbids `none` for this member. */
const NONE: Readonly<Record<Member, readonly RequirementId[]>> = {
  id_token_signed_response_alg: ['OIDCR-2-9'],
  request_object_signing_alg: [],
  token_endpoint_auth_signing_alg: ['OIDCR-2-14'],
};

const VALUES: readonly (readonly [slug: string, value: string, readonly RequirementId[]])[] = [
  ['none', 'none', ['FAPI1A-8.6-3']],
  ['hs256', 'HS256', ['FAPI1A-8.6-1']],
  ['rs256', 'RS256', ['FAPI1A-8.6-2']],
  ['ps384', 'PS384', ['FAPI1A-8.6-1']],
  ['lower-case', 'ps256', ['FAPI1A-8.6-1', 'RFC7515-4.1.1-2']],
];

function member(name: Member): readonly Stimulus[] {
  return VALUES.map(([slug, value, breaks]) =>
    claims(
      {
        id: `request.claims.${name}.${slug}`,
        title: `a request whose ${name} is ${value}`,
        path: `request.claims.${name}`,
        area: 'algorithms',
        situation: 'client-metadata',
        // The UK enumeration lists RS256 while its text asks for FAPI: there the weight of FAPI's SHOULD NOT decides.
        breaks:
          slug === 'rs256'
            ? [...breaks, `OBUK-${name}-1`]
            : [`OBUK-${name}-1`, ...breaks, ...(slug === 'none' ? NONE[name] : [])],
        replaceable: { member: name, value },
        needs: name === 'token_endpoint_auth_signing_alg' ? ['auth:private_key_jwt'] : [],
        core: slug === 'none' || slug === 'rs256',
        put: slug === 'none' || slug === 'rs256',
      },
      setClaim('request', name, value),
    ),
  );
}

/** ES256 is as legal as PS256, but a server need not offer both. */
const es256 = claims(
  {
    id: 'request.claims.algorithms.es256',
    title: 'a request for ES256 in all metadata',
    path: MEMBERS.map((name) => `request.claims.${name}`).join(' + '),
    area: 'algorithms',
    touches: ['FAPI1A-8.6-1', 'OBUK-general-1', 'RFC7591-3.2.1-7'],
    legal: true,
  },
  all(...MEMBERS.map((name): Edit => setClaim('request', name, 'ES256'))),
);

const ENCRYPTION = 'request.claims.id_token_encrypted_response_';

const encryption = [
  claims(
    {
      id: `${ENCRYPTION}alg.rsa1_5`,
      title: 'a request for id_tokens encrypted with RSA1_5',
      path: `${ENCRYPTION}alg + ${ENCRYPTION}enc`,
      area: 'algorithms',
      situation: 'client-metadata',
      breaks: ['FAPI1A-8.6.1-1'],
      replaceable: { member: 'id_token_encrypted_response_alg', value: 'RSA1_5' },
    },
    all(
      setClaim('request', 'id_token_encrypted_response_alg', 'RSA1_5'),
      setClaim('request', 'id_token_encrypted_response_enc', 'A256GCM'),
    ),
  ),
  claims(
    {
      id: `${ENCRYPTION}enc.without-alg`,
      title: 'a request for an id_token encryption without its key algorithm',
      path: `${ENCRYPTION}enc`,
      area: 'algorithms',
      ...along('OpenID Connect forbids it.', 'OIDCR-2-11'),
      why: 'OpenID Connect forbids it; OB UK DCR does not know the member.',
    },
    all(
      dropClaim('request', 'id_token_encrypted_response_alg'),
      setClaim('request', 'id_token_encrypted_response_enc', 'A256GCM'),
    ),
  ),
];

/** Algorithms that the client asks for as metadata. */
export const algorithmMetadata: readonly Stimulus[] = [
  ...MEMBERS.flatMap(member),
  es256,
  ...encryption,
];
