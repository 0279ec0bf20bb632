import { randomUUID } from 'node:crypto';
import type { Json } from '../../model/json.ts';
import { UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import type { Client } from '../client-store.ts';
import type { Fault } from './fault.ts';

const REPLACES = ['RFC7592-2.2-3', 'RFC7592-2.2-4', 'OBBR-7.1-10-1'];
/** The answer shows what was before, the statement included. */
const SHOWN = [
  ...REPLACES,
  'RFC7591-3.2.1-7',
  'RFC7591-3.2.1-8',
  'RFC7591-2-12',
  'CDRAU-endpoints-5',
  'OIDCR-3.2-1',
];
const REFUSES = ['RFC7592-2.2-10'];

/** Stores something else than what an accepted update asked for. */
function stores(
  slug: string,
  title: string,
  breaks: readonly string[],
  updated: (old: Client, replaced: Client) => Client,
  more: Partial<Fault> = {},
): Fault {
  return { id: `state/${slug}`, title, kind: 'state', breaks, updated, ...more };
}

const metadataOf = (client: Client, name: string, value: Json | undefined): Client =>
  value === undefined ? client : { ...client, metadata: { ...client.metadata, [name]: value } };

const union = (left: Json | undefined, right: Json | undefined): Json => [
  ...new Set([left ?? [], right ?? []].flat() as Json[]),
];

const MEMBERS = [
  'redirect_uris',
  'grant_types',
  'response_types',
  'scope',
  'application_type',
  'id_token_signed_response_alg',
];

const kept = MEMBERS.map((name) =>
  stores(
    `update-keeps-${name.replaceAll('_', '-')}`,
    `answers an update with the new ${name} and keeps the old one`,
    REPLACES,
    (old, replaced) => metadataOf(replaced, name, old.metadata[name]),
    { behaviours: { updateShowsWish: true } },
  ),
);

const keptStatement = stores(
  'update-keeps-statement',
  'answers an update with its software statement and keeps the old one',
  [...REPLACES, 'RFC7591-3.2.1-8'],
  (old, replaced) => ({ ...replaced, softwareStatement: old.softwareStatement }),
  { behaviours: { updateShowsWish: true } },
);

const OTHERS = (old: Client, replaced: Client): Client =>
  metadataOf(old, 'redirect_uris', replaced.metadata.redirect_uris);

const successes: readonly Fault[] = [
  stores(
    'update-ignored',
    'answers 200 to PUT and changes nothing',
    [...REPLACES, 'RFC7591-3.2.1-8', 'RFC7591-2-12'],
    (old) => old,
    { behaviours: { updateShowsWish: true } },
  ),
  stores('update-shows-old', 'answers PUT with the old record', SHOWN, (old) => old),
  stores('update-of-redirect-uris-only', 'updates redirect URIs and nothing else', SHOWN, OTHERS),
  ...kept,
  keptStatement,
  stores(
    'update-merges',
    'keeps old members that an update leaves out',
    REPLACES,
    (old, replaced) => ({
      ...replaced,
      metadata: { ...old.metadata, ...replaced.metadata },
    }),
    {
      permitted:
        'RFC 7592 2.2: omitted members MAY be given a default by the server, and Open Banking UK has every update carry all claims.',
    },
  ),
  stores(
    'update-adds',
    'adds to the redirect URIs instead of replacing them',
    [...REPLACES, 'RFC7591-3.2.1-7', 'OIDCR-3.2-1'],
    (old, replaced) =>
      metadataOf(
        replaced,
        'redirect_uris',
        union(old.metadata.redirect_uris, replaced.metadata.redirect_uris),
      ),
  ),
  stores(
    'update-renames',
    'gives an updated client a new client_id',
    // The old address answers no more.
    ['RFC7592-2.1-2', 'RFC7592-3-3', 'CDRAU-endpoints-1'],
    (_old, replaced) => ({
      ...replaced,
      id: randomUUID(),
    }),
  ),
  {
    id: 'state/update-revokes-tokens',
    title: 'ends the access tokens of an updated client',
    kind: 'state',
    breaks: ['OBUK-put-2'],
    behaviours: { updateRevokesTokens: true },
  },
];

const refusals: readonly Fault[] = [
  {
    id: 'state/refused-update-stored',
    title: 'refuses an update and stores it all the same',
    kind: 'state',
    breaks: REFUSES,
    refusedUpdate: (_old, replaced) => replaced,
  },
  {
    id: 'state/refused-update-stored-in-part',
    title: 'refuses an update and stores its redirect URIs',
    kind: 'state',
    breaks: REFUSES,
    refusedUpdate: OTHERS,
  },
  {
    id: 'state/refused-update-empties-record',
    title: 'refuses an update and loses the metadata of the client',
    kind: 'state',
    breaks: REFUSES,
    refusedUpdate: (old) => ({ ...old, metadata: {} }),
  },
];

/** Families of rules that hold for POST and are forgotten for PUT. */
const POLICIES: readonly (readonly [
  slug: string,
  what: string,
  rules: RegExp,
  breaks: readonly string[],
])[] = [
  [
    'only-on-post',
    'redirect URIs and metadata',
    /^(redirect|request\.claims)\./,
    ['OBUK-redirect_uris-1', 'RFC7591-3.1-1'],
  ],
  [
    'of-redirects-only-on-post',
    'redirect URIs',
    /^redirect\.|\.redirect_uris\./,
    ['OBUK-redirect_uris-1', 'RFC7591-3.1-1'],
  ],
  [
    'of-metadata-only-on-post',
    'client metadata',
    /^request\.(claims\.(?!(iss|iat|exp|nbf|aud|jti|software_statement)\.)|scope|auth-method|grants|ciba|tls-subject|encryption|keys)/,
    [...UK_GRANT_TYPES, 'OBUK-token_endpoint_auth_method-1', 'RFC7591-3.1-1'],
  ],
  [
    'of-statements-only-on-post',
    'claims and times of the statement',
    /^ssa\.(claims|time|org|issuer)\./,
    ['OBUK-SSA-request-validation-3', 'RFC7591-2.3-2'],
  ],
  [
    'of-statement-signatures-only-on-post',
    'the signature of the statement',
    /^ssa\.(signature|key|jose|issuer)\./,
    ['OBUK-SSA-request-validation-3'],
  ],
  [
    'of-signatures-only-on-post',
    'the signature of the request',
    /^request\.(signature|key|jose|jwks)\./,
    ['OBUK-SSA-request-validation-2'],
  ],
  [
    'of-times-only-on-post',
    'the validity of the request',
    /^request\.(time|claims\.(exp|iat|nbf))\./,
    ['OBUK-exp-1'],
  ],
  [
    'of-identity-only-on-post',
    'iss, aud and software_id',
    /^(request\.(iss|aud|software-id|claims\.(iss|aud|software_id))|update)\b/,
    ['OBUK-iss-1', 'RFC8725-3.8-1'],
  ],
];

const unvalidated = POLICIES.map(
  ([slug, what, rules, breaks]): Fault => ({
    id: `state/policy-${slug}`,
    title: `checks ${what} on POST but not on PUT`,
    kind: 'state',
    breaks: [...breaks, ...REFUSES],
    skipsIn: (id, operation) => operation === 'put' && rules.test(id),
  }),
);

const mediaType: Fault = {
  id: 'state/policy-of-media-types-only-on-post',
  title: 'checks the media type on POST but not on PUT',
  kind: 'state',
  breaks: ['OBUK-jws-1'],
  permitted: 'The artefacts of DCR v3.3 differ about media types, and none demands a refusal.',
  skipsIn: (id, operation) => operation === 'put' && id === 'http.media-type',
};

export const updateFaults: readonly Fault[] = [
  ...successes,
  ...refusals,
  ...unvalidated,
  mediaType,
];
