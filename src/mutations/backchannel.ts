import type { Json, JsonObject } from '../model/json.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, type Edit, setClaim } from './edits.ts';
import { claims, type Facts, type Stimulus, warned } from './stimulus.ts';

const GRANT = 'urn:openid:params:grant-type:ciba';
const MODE = 'backchannel_token_delivery_mode';
const ENDPOINT = 'backchannel_client_notification_endpoint';
const ALG = 'backchannel_authentication_request_signing_alg';
const USER_CODE = 'backchannel_user_code_parameter_supported';

const POLL = { [MODE]: 'poll', [ALG]: 'PS256' };
const PING = { [MODE]: 'ping', [ALG]: 'PS256', [ENDPOINT]: 'https://tpp.example/ciba' };

/** Where the algorithm is not what is wrong, it is the one that the rest of the draft asks for. */
function setMember(name: string, value: Json): Edit {
  if (name !== ALG || value !== 'PS256') return setClaim('request', name, value);
  return setClaim(
    'request',
    name,
    (_old, draft) => draft.request.claims.request_object_signing_alg ?? value,
  );
}

function stimulus(
  slug: string,
  title: string,
  members: JsonObject,
  facts: Partial<Facts>,
  ...edits: readonly Edit[]
): Stimulus {
  const grant = edits.length > 0 ? ['grant_types'] : [];
  const path = [...grant, ...Object.keys(members)].map((name) => `request.claims.${name}`);
  return claims(
    {
      id: `request.claims.backchannel.${slug}`,
      title: `a request ${title}`,
      path: path.join(' + '),
      situation: 'client-metadata',
      ...facts,
    },
    all(...edits, ...Object.entries(members).map(([name, value]) => setMember(name, value))),
  );
}

const addGrant = setClaim('request', 'grant_types', (old: Json | undefined) => [
  ...(Array.isArray(old) ? old : []),
  GRANT,
]);

const LEGAL: readonly (readonly [slug: string, title: string, JsonObject])[] = [
  ['poll', 'for CIBA in poll mode', POLL],
  ['ping', 'for CIBA in ping mode', PING],
  ['user-code-false', 'for CIBA without user codes', { ...POLL, [USER_CODE]: false }],
];

const legal = LEGAL.map(([slug, title, members]) =>
  stimulus(slug, title, members, { touches: ['OBUK-backchannel-1'], legal: true }, addGrant),
);

const MODES: RequirementId = 'OBUK-backchannel-1';
const NOTIFICATION: RequirementId = 'OBUK-backchannel-2';
const OWN_OPENAPI = warned("The specification's own OpenAPI lists this value.");

const DEFECTS: readonly (readonly [string, string, RequirementId, JsonObject, Partial<Facts>?])[] =
  [
    ['no-mode', 'for CIBA without a delivery mode', MODES, { [ALG]: 'PS256' }, { core: true }],
    ['no-alg', 'for CIBA without a signing algorithm', MODES, { [MODE]: 'poll' }],
    [
      'push',
      'for CIBA in push mode',
      MODES,
      { ...PING, [MODE]: 'push' },
      { whenAccepted: OWN_OPENAPI },
    ],
    ['unknown-mode', 'for CIBA in an unknown mode', MODES, { ...POLL, [MODE]: 'pull' }],
    [
      'alg-rs256',
      'for CIBA signed with RS256',
      MODES,
      { ...POLL, [ALG]: 'RS256' },
      { whenAccepted: OWN_OPENAPI },
    ],
    ['alg-none', 'for CIBA without signatures', MODES, { ...POLL, [ALG]: 'none' }],
    [
      'ping-without-endpoint',
      'for CIBA in ping mode without an endpoint',
      NOTIFICATION,
      { [MODE]: 'ping', [ALG]: 'PS256' },
    ],
    [
      'endpoint-http',
      'for CIBA in ping mode over http',
      NOTIFICATION,
      { ...PING, [ENDPOINT]: 'http://tpp.example/ciba' },
    ],
    [
      'endpoint-too-long',
      'for CIBA with an endpoint of 257 characters',
      NOTIFICATION,
      { ...PING, [ENDPOINT]: 'https://tpp.example/'.padEnd(257, 'x') },
    ],
    [
      'endpoint-with-poll',
      'for CIBA in poll mode with an endpoint',
      NOTIFICATION,
      { ...POLL, [ENDPOINT]: 'https://tpp.example/ciba' },
      {
        replaceable: { member: ENDPOINT, value: PING[ENDPOINT], droppable: true },
        whenAccepted: warned('A server may show a member that the mode has no use for.'),
      },
    ],
    [
      'user-code-true',
      'for CIBA with user codes',
      'OBUK-backchannel-3',
      { ...POLL, [USER_CODE]: true },
    ],
  ];

const BROKEN: readonly (readonly [
  claim: string,
  RequirementId,
  valid: JsonObject,
  empty: boolean,
])[] = [
  [MODE, MODES, POLL, true],
  [ALG, MODES, POLL, true],
  [ENDPOINT, NOTIFICATION, PING, true],
  [USER_CODE, 'OBUK-backchannel-3', { ...POLL, [USER_CODE]: false }, false],
];

/** One more character than the data dictionary allows for the values of a CIBA member, DCR v3.3. */
const TOO_LONG = 'nonexistx';

const LISTED = new Set([MODE, ALG]);

const broken = BROKEN.flatMap(([claim, requirement, valid, empty]) => {
  const facts: Partial<Facts> = {
    breaks: [requirement],
    replaceable: { member: 'grant_types', value: GRANT },
  };
  const slug = claim.replace('backchannel_', '');
  const number = { ...valid, [claim]: 1 };
  const nothing = { ...valid, [claim]: '' };
  const long = { ...valid, [claim]: TOO_LONG };
  return [
    stimulus(`${slug}-number`, `for CIBA whose ${claim} is a number`, number, facts, addGrant),
    ...(empty
      ? [stimulus(`${slug}-empty`, `for CIBA whose ${claim} is empty`, nothing, facts, addGrant)]
      : []),
    ...(LISTED.has(claim)
      ? [
          stimulus(
            `${slug}-too-long`,
            `for CIBA whose ${claim} has ${TOO_LONG.length} characters`,
            long,
            facts,
            addGrant,
          ),
        ]
      : []),
  ];
});

const defects = DEFECTS.map(([slug, title, requirement, members, facts]) =>
  stimulus(
    slug,
    title,
    members,
    {
      breaks: [requirement],
      replaceable: { member: 'grant_types', value: GRANT },
      ...facts,
    },
    addGrant,
  ),
);

const ORPHANS: readonly (readonly [string, string, RequirementId, JsonObject])[] = [
  ['mode-without-grant', 'with CIBA members but not its grant', MODES, POLL],
  [
    'alg-without-grant',
    'with the CIBA signing algorithm but not its grant',
    MODES,
    { [ALG]: 'PS256' },
  ],
  [
    'endpoint-without-grant',
    'with the CIBA endpoint but not its grant',
    NOTIFICATION,
    { [ENDPOINT]: 'https://tpp.example/ciba' },
  ],
  [
    'user-code-without-grant',
    'with the CIBA user code member but not its grant',
    'OBUK-backchannel-3',
    { [USER_CODE]: false },
  ],
];

const orphans = ORPHANS.map(([slug, title, requirement, members]) => {
  const [[member, value] = ['', null]] = Object.entries(members);
  return stimulus(slug, title, members, {
    breaks: [requirement],
    replaceable: { member, value, droppable: true },
    whenAccepted: warned('A server may show members of a grant that is not asked for.'),
  });
});

/** CIBA metadata, DCR v3.3. A server may lack the grant: it then refuses or replaces it, which no case holds against it. */
export const backchannel: readonly Stimulus[] = [...legal, ...defects, ...broken, ...orphans];
