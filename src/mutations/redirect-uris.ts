import type { Draft } from '../model/draft.ts';
import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { REDIRECT_URIS } from '../payload/redirect-uris.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, type Edit, setClaim } from './edits.ts';
import { along, claims, type Facts, type Stimulus, warned } from './stimulus.ts';

const GOOD = REDIRECT_URIS[0];
const { host: HOST } = new URL(GOOD);
const IN_REQUEST = 'request.claims.redirect_uris';

/** The claim of the SSA that lists the redirect URIs of the software. */
type Listing = string;

type Place = (uri: Json) => (old: Json | undefined, draft: Draft) => Json;

const listed = (old: Json | undefined): readonly Json[] => (Array.isArray(old) ? old : []);
const adding: Place = (uri) => (old, draft) => [...listed(old), localised(uri, draft)];
const leading: Place = (uri) => (old, draft) => [localised(uri, draft), ...listed(old)];

/** The last of a list is defective in one half of the mutations, the first in the other: a server may look at one only. */
const placed = (core: boolean): Place => (core ? adding : leading);

/** The redirect URIs that the SSA of the draft has. */
function ofSsa({ ssa: { claims: ssa } }: Draft): readonly string[] {
  const list = ssa.software_redirect_uris ?? ssa.redirect_uris;
  const found = Array.isArray(list) ? list.filter((uri) => typeof uri === 'string') : [];
  return found.length === 0 ? REDIRECT_URIS : found;
}

/** `uri` as it would be for the software of the draft, whose SSA may be a real directory's. */
function localised(uri: Json, draft: Draft): Json {
  const [own = GOOD] = ofSsa(draft);
  if (typeof uri !== 'string' || own === GOOD || !URL.canParse(own)) return uri;
  return uri.replaceAll(GOOD, own).replaceAll(HOST, new URL(own).host);
}

/** The SSA allows the URI as well, so that its form is the only defect. */
function inBoth(listing: Listing, uri: Json, place: Place = adding): Edit {
  return all(
    // The request first: its URIs are made of those that the SSA has before it is changed.
    setClaim('request', 'redirect_uris', place(uri)),
    setClaim('ssa', listing, place(uri)),
  );
}

function pathOfBoth(listing: Listing): string {
  return `${IN_REQUEST} + ssa.claims.${listing}`;
}

/** One URI that the SSA does not have, next to those that it has. */
const OUTSIDE: readonly (readonly [slug: string, title: string, uri: string, core?: 'core'])[] = [
  ['foreign-host', 'on a foreign host', 'https://attacker.example/callback', 'core'],
  ['path-added', 'that goes on where one of the SSA ends', `${GOOD}/extra`],
  ['text-added', 'that one of the SSA is a prefix of', `${GOOD}x`],
  ['path-dropped', 'that is a prefix of one of the SSA', `https://${HOST}/`],
  [
    'host-suffix',
    'whose host starts like that of the SSA',
    `https://${HOST}.attacker.example/callback`,
  ],
  ['host-prefix', 'whose host ends like that of the SSA', `https://not${HOST}/callback`],
  ['subdomain', 'on a subdomain', `https://sub.${HOST}/callback`],
  [
    'userinfo-lookalike',
    'with the host of the SSA as userinfo',
    `https://${HOST}@attacker.example/callback`,
  ],
  ['query-added', 'with a query that the SSA does not have', `${GOOD}?next=elsewhere`],
  ['traversal', 'that leaves the path by dot segments', `${GOOD}/../other`],
  ['encoded-traversal', 'that leaves the path by encoded dot segments', `${GOOD}/%2e%2e/other`],
  ['dot-for-any', 'with another character where one of the SSA has a dot', GOOD.replace('.', '-')],
  ['other-port', 'on another port', `https://${HOST}:8443/callback`],
  ['wildcard', 'with a wildcard for the host', `https://*.${HOST}/callback`],
];

/** Another spelling of a URI of the SSA: equal after normalisation, not equal as text. */
const SPELLED: readonly (readonly [slug: string, title: string, uri: string])[] = [
  ['trailing-slash', 'with a slash at the end', `${GOOD}/`],
  ['default-port', 'with the port 443', `https://${HOST}:443/callback`],
  ['host-case', 'with the host in upper case', `https://${HOST.toUpperCase()}/callback`],
  ['path-case', 'with the path in upper case', `https://${HOST}/CALLBACK`],
  ['percent-encoded', 'with a letter percent-encoded', `https://${HOST}/%63allback`],
  ['dot-segment', 'with a dot segment', `https://${HOST}/./callback`],
];

const TLS_ONLY = ['OBUK-redirect_uris-2', 'FAPI1B-5.2.2-20-1'] as const;
const NO_LOOPBACK = ['FAPI1B-7.5-1'] as const;
const ABSOLUTE = ['RFC6749-3.1.2-1', 'OBUK-redirect_uris-2'] as const;
const SAFE_SCHEME = ['RFC7591-5-3', 'OBUK-redirect_uris-2'] as const;

/** A URI whose form is not allowed, in the SSA as well. */
const FORM: readonly (readonly [string, string, Json, readonly RequirementId[], ...'core'[]])[] = [
  ['http', 'over http', `http://${HOST}/https/callback`, [...TLS_ONLY, 'RFC9700-2.6-1'], 'core'],
  ['localhost', 'on localhost', 'https://localhost/callback', ['OBUK-redirect_uris-3'], 'core'],
  [
    'localhost-port',
    'on a port of localhost',
    'https://localhost:8443/cb',
    ['OBUK-redirect_uris-3'],
  ],
  ['localhost-case', 'on LOCALHOST', 'https://LOCALHOST/callback', ['OBUK-redirect_uris-3']],
  ['127.0.0.1', 'on 127.0.0.1', 'https://127.0.0.1/callback', NO_LOOPBACK],
  ['ipv6-loopback', 'on [::1]', 'https://[::1]/callback', NO_LOOPBACK],
  [
    'http-127.0.0.1',
    'over http on 127.0.0.1',
    'http://127.0.0.1/cb',
    [...TLS_ONLY, ...NO_LOOPBACK],
  ],
  ['fragment', 'with a fragment', `${GOOD}#fragment`, ['RFC6749-3.1.2-2'], 'core'],
  ['empty-fragment', 'with an empty fragment', `${GOOD}#`, ['RFC6749-3.1.2-2']],
  ['javascript', 'of scheme javascript', 'javascript:alert(1)', SAFE_SCHEME, 'core'],
  ['javascript-case', 'of scheme javascript in mixed case', 'JaVaScRiPt:alert(1)//a', SAFE_SCHEME],
  ['data', 'of scheme data', 'data:text/html,callback', SAFE_SCHEME],
  ['custom-scheme', 'of a private scheme', 'com.tpp.app:/callback', [...NO_LOOPBACK, ...TLS_ONLY]],
  ['relative', 'that is only a path', '/callback', ABSOLUTE, 'core'],
  ['scheme-relative', 'without a scheme', `//${HOST}/callback`, ABSOLUTE],
  ['no-host', 'without a host', 'https://', ABSOLUTE],
  ['257-characters', 'of 257 characters', ofLength(257), ['OBUK-redirect_uris-4'], 'core'],
  ['empty-string', 'that is an empty string', '', ['OBUK-redirect_uris-4', 'RFC6749-3.1.2-1']],
];

/** A form that no clause forbids. */
const PROBED: readonly (readonly [
  slug: string,
  title: string,
  uri: string,
  strictly?: Partial<Facts>,
])[] = [
  [
    'userinfo',
    'with userinfo',
    `https://user:word@${HOST}/callback`,
    along('It is an https site all the same.', 'RFC7591-5-3'),
  ],
  [
    'wildcard-agreed',
    'with a wildcard for the host, in the SSA as well',
    `https://*.${HOST}/cb`,
    along('As text it is the one of the SSA.', 'OBUK-redirect_uris-1'),
  ],
  [
    'unicode-host',
    'with a host that is not ASCII',
    'https://zahlung-für-alle.example/callback',
    along('Parsers of URLs take it, RFC 3986 does not.', 'RFC6749-3.1.2-1'),
  ],
  ['public-address', 'with an IP address for the host', 'https://192.0.2.10/callback'],
  ['port-agreed', 'on another port, in the SSA as well', `https://${HOST}:8443/callback`],
  ['query-agreed', 'with a query, in the SSA as well', `${GOOD}?client=1`],
  [
    'control-character',
    'with a line feed in it',
    `${GOOD}\n`,
    along('Parsers of URLs drop it, RFC 3986 does not know it.', 'RFC6749-3.1.2-1'),
  ],
];

function ofLength(length: number): string {
  return `${GOOD}/`.padEnd(length, 'x');
}

function redirect(slug: string, title: string, facts: Partial<Facts>, apply: Edit): Stimulus {
  return claims(
    {
      id: `request.claims.redirect_uris.${slug}`,
      title: `a request ${title}`,
      path: IN_REQUEST,
      situation: 'redirect-uri',
      ...facts,
    },
    apply,
  );
}

function refusedUri(value: Json, breaks: readonly RequirementId[]): Partial<Facts> {
  return { breaks, replaceable: { member: 'redirect_uris', value } };
}

const outside = OUTSIDE.map(([slug, title, uri, core]) =>
  redirect(
    slug,
    `with a redirect URI ${title}`,
    {
      ...refusedUri(uri, ['OBUK-redirect_uris-1']),
      path: IN_REQUEST,
      core: core === 'core',
      ...(slug === 'foreign-host' ? { touches: ['RFC7591-3.2.2-7'] as const } : {}),
      ...(slug === 'userinfo-lookalike' ? along('The look-alike is userinfo.', 'RFC7591-5-3') : {}),
    },
    setClaim('request', 'redirect_uris', placed(core === 'core')(uri)),
  ),
);

const onlyOutside = redirect(
  'none-of-the-ssa',
  'whose only redirect URI is not in the SSA',
  {
    ...refusedUri('https://attacker.example/callback', ['OBUK-redirect_uris-1']),
    path: IN_REQUEST,
    put: true,
  },
  setClaim('request', 'redirect_uris', ['https://attacker.example/callback']),
);

const spelled = SPELLED.map(([slug, title, uri]) =>
  redirect(
    slug,
    `with a redirect URI of the SSA ${title}`,
    {
      ...refusedUri(uri, ['OBUK-redirect_uris-1']),
      path: IN_REQUEST,
      whenAccepted: warned('Exact comparison is safest, but no clause says how to compare.'),
    },
    setClaim('request', 'redirect_uris', adding(uri)),
  ),
);

function malformed(listing: Listing): readonly Stimulus[] {
  return FORM.map(([slug, title, uri, breaks, core]) =>
    redirect(
      slug,
      `with a redirect URI ${title}, in the SSA as well`,
      {
        ...refusedUri(uri, breaks),
        path: pathOfBoth(listing),
        core: core === 'core',
        put: core === 'core',
      },
      inBoth(listing, uri, placed(core !== 'core')),
    ),
  );
}

/** No string at all: only in the request, since the SSA would be defective as well. */
const ELEMENTS: readonly (readonly [slug: string, title: string, element: Json])[] = [
  ['null-element', 'that is null', null],
  ['object-element', 'that is an object', { uri: GOOD }],
];

const elements = ELEMENTS.map(([slug, title, element]) =>
  redirect(
    slug,
    `with a redirect URI ${title}`,
    { path: IN_REQUEST, breaks: ['OBUK-redirect_uris-1'] },
    setClaim('request', 'redirect_uris', adding(element)),
  ),
);

function probes(listing: Listing): readonly Stimulus[] {
  return [
    ...PROBED.map(([slug, title, uri, strictly = {}]) =>
      redirect(
        slug,
        `with a redirect URI ${title}`,
        { path: pathOfBoth(listing), ...strictly },
        inBoth(listing, uri),
      ),
    ),
    redirect(
      'twice',
      'with the same redirect URI twice',
      { path: IN_REQUEST },
      setClaim('request', 'redirect_uris', adding(GOOD)),
    ),
    redirect(
      'unused-http',
      'whose SSA has an http redirect URI that is not asked for',
      { path: `ssa.claims.${listing}`, touches: ['OBUK-redirect_uris-2'] },
      setClaim('ssa', listing, adding(`http://${HOST}/callback`)),
    ),
  ];
}

function longest(listing: Listing, length: number): Stimulus {
  return redirect(
    `${length}-characters`,
    `with a redirect URI of ${length} characters, in the SSA as well`,
    {
      path: pathOfBoth(listing),
      accepts: ['OBUK-redirect_uris-4'],
      why: 'The greatest length that is allowed.',
    },
    inBoth(listing, ofLength(length)),
  );
}

const legal = [
  redirect(
    'first-only',
    'with the first redirect URI of the SSA only',
    { path: IN_REQUEST, accepts: ['OBUK-redirect_uris-1', 'OBUK-post-1'], core: true },
    setClaim('request', 'redirect_uris', (_old, draft) => ofSsa(draft).slice(0, 1)),
  ),
  redirect(
    'last-only',
    'with the last redirect URI of the SSA only',
    { path: IN_REQUEST, accepts: ['OBUK-redirect_uris-1', 'OBUK-post-1'] },
    setClaim('request', 'redirect_uris', (_old, draft) => ofSsa(draft).slice(-1)),
  ),
  redirect(
    'reversed',
    'with the redirect URIs of the SSA in another order',
    { path: IN_REQUEST, accepts: ['OBUK-redirect_uris-1', 'OBUK-post-1'] },
    setClaim('request', 'redirect_uris', (_old, draft) => [...ofSsa(draft)].reverse()),
  ),
];

/** Redirect URIs against the SSA, and forms that are never allowed. */
export function redirectUris({ request, ssa }: Profile): readonly Stimulus[] {
  const listing = ssa.names.redirectUris;
  return [
    ...outside,
    onlyOutside,
    ...spelled,
    ...malformed(listing),
    ...elements,
    ...probes(listing),
    longest(listing, request.claims.redirect_uris?.maxLength ?? 256),
    ...legal,
  ];
}
