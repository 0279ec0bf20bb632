import type { Json } from '../../model/json.ts';
import type { Profile } from '../../model/profile.ts';
import { REDIRECT_URIS } from '../../payload/redirect-uris.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { setClaim } from '../edits.ts';
import { along, claims, type Facts, type Stimulus, warned } from '../stimulus.ts';

const GOOD = REDIRECT_URIS[0];
const { host: HOST } = new URL(GOOD);

/** Beside the good ones, so that nothing else is wrong. */
function beside(uri: Json): ReturnType<typeof setClaim> {
  return setClaim('request', 'redirect_uris', (old) => [...(Array.isArray(old) ? old : []), uri]);
}

function redirect(slug: string, title: string, uri: Json, facts: Partial<Facts>): Stimulus {
  return claims(
    {
      id: `request.claims.redirect_uris.${slug}`,
      title: `a request with a redirect URI ${title}`,
      path: 'request.claims.redirect_uris',
      situation: 'redirect-uri',
      ...facts,
    },
    beside(uri),
  );
}

type Row = readonly [string, string, string, readonly RequirementId[], ...'core'[]];

/** Forms that no client may register, whatever it is (RFC 7591 5, RFC 6749 3.1.2). */
const FORBIDDEN: readonly Row[] = [
  [
    'http',
    'over http on another machine',
    `http://${HOST}/callback`,
    ['RFC7591-5-3', 'RFC9700-2.6-1'],
    'core',
  ],
  ['http-ip', 'over http at an address', 'http://192.0.2.10/callback', ['RFC7591-5-3']],
  [
    'http-localhost-lookalike',
    'over http on a host whose name begins with localhost',
    `http://localhost.${HOST}/callback`,
    ['RFC7591-5-3'],
  ],
  ['javascript', 'of scheme javascript', 'javascript:alert(1)', ['RFC7591-5-3'], 'core'],
  ['javascript-case', 'of scheme javascript in mixed case', 'JaVaScRiPt:alert(1)', ['RFC7591-5-3']],
  ['data', 'of scheme data', 'data:text/html,callback', ['RFC7591-5-3']],
  ['relative', 'that is only a path', '/callback', ['RFC6749-3.1.2-1'], 'core'],
  ['scheme-relative', 'without a scheme', `//${HOST}/callback`, ['RFC6749-3.1.2-1']],
  ['no-host', 'without a host', 'https://', ['RFC6749-3.1.2-1']],
  ['fragment', 'with a fragment', `${GOOD}#fragment`, ['RFC6749-3.1.2-2'], 'core'],
  ['empty-fragment', 'with an empty fragment', `${GOOD}#`, ['RFC6749-3.1.2-2']],
];

/** Forms that a server may take or refuse by its own policy. */
const OPEN: readonly (readonly [string, string, Json, Partial<Facts>?])[] = [
  ['loopback-http', 'over http on 127.0.0.1', 'http://127.0.0.1:8181/callback'],
  ['localhost-http', 'over http on localhost', 'http://localhost:8181/callback'],
  ['app-scheme', 'of a private scheme', 'com.example.tpp:/callback'],
  [
    'userinfo',
    'with user information',
    `https://user:word@${HOST}/callback`,
    along('It is an https site all the same.', 'RFC7591-5-3'),
  ],
  ['wildcard', 'with a wildcard for the host', `https://*.${HOST}/callback`],
  ['query', 'with a query', `${GOOD}?client=1`],
  ['null-element', 'that is null', null, along('The list is none of texts.', 'OIDCR-2-1')],
  [
    'empty-string',
    'that is an empty text',
    '',
    along('Left out, it is as good as absent.', 'RFC6749-3.1.2-1'),
  ],
];

function whenAccepted(
  uri: string,
  { request: { httpRedirects } }: Profile,
): Pick<Facts, 'whenAccepted'> {
  return httpRedirects !== undefined && uri.startsWith('http:')
    ? { whenAccepted: warned(httpRedirects) }
    : {};
}

/** Redirect URIs of clients that register without a statement. */
export const openRedirectUris = (profile: Profile): readonly Stimulus[] => [
  ...FORBIDDEN.map(([slug, title, uri, breaks, core]) =>
    redirect(slug, title, uri, {
      breaks,
      ...whenAccepted(uri, profile),
      replaceable: { member: 'redirect_uris', value: uri },
      core: core === 'core',
      put: core === 'core',
    }),
  ),
  ...OPEN.map(([slug, title, uri, facts = {}]) => redirect(slug, title, uri, facts)),
];
