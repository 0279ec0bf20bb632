import type { Json } from '../../model/json.ts';
import type { RequirementId } from '../../requirements/index.ts';
import { all, type Edit, setClaim } from '../edits.ts';
import { metadata } from '../metadata.ts';
import { along, claims, type Facts, type Stimulus, warned } from '../stimulus.ts';

/** Legal metadata that a server may refuse (RFC 7591 2), on which a defect stands. */
function ground(slug: string, title: string, path: string, apply: Edit): Stimulus {
  return {
    ...claims({ id: `request.ground.${slug}`, title, path, accepts: ['RFC7591-2-11'] }, apply),
    optional: true,
  };
}

const METHOD = 'token_endpoint_auth_method';

/** A client that authenticates with the certificate of the harness. */
export const certificateClient = ground(
  'tls-client-auth',
  'a client with tls_client_auth',
  `request.claims.${METHOD} + request.claims.tls_client_auth_subject_dn`,
  all(
    setClaim('request', METHOD, 'tls_client_auth'),
    setClaim('request', 'tls_client_auth_subject_dn', (_old, _draft, { clientSubjectDn }) => {
      return clientSubjectDn;
    }),
  ),
);

/** A client that authenticates with a certificate of its own making. */
export const selfSignedClient = ground(
  'self-signed',
  'a client with self_signed_tls_client_auth',
  `request.claims.${METHOD} + request.claims.jwks`,
  all(
    setClaim('request', METHOD, 'self_signed_tls_client_auth'),
    setClaim('request', 'jwks', (_old, _draft, { softwareJwks }) => softwareJwks),
  ),
);

const NATIVE = ['com.example.tpp:/callback', 'http://127.0.0.1/callback'];

/** An app on somebody's device (OpenID Connect Registration 2). */
export const nativeClient = ground(
  'native',
  'a native client',
  'request.claims.application_type + request.claims.redirect_uris',
  all(
    setClaim('request', 'application_type', 'native'),
    setClaim('request', 'redirect_uris', NATIVE),
  ),
);

/** A web client that gets ID tokens from the authorization endpoint. */
export const implicitClient = ground(
  'implicit',
  'a web client with the implicit grant',
  'request.claims.grant_types + request.claims.response_types',
  all(
    setClaim('request', 'grant_types', ['authorization_code', 'implicit']),
    setClaim('request', 'response_types', ['code', 'id_token', 'code id_token']),
  ),
);

function on(
  base: Stimulus,
  member: string,
  slug: string,
  title: string,
  breaks: readonly RequirementId[],
  apply: Edit,
  facts: Partial<Facts> & Required<Pick<Facts, 'replaceable'>>,
): Stimulus {
  return { ...metadata(member, slug, title, { breaks, ...facts }, apply), base: [base] };
}

const SUBJECT = 'tls_client_auth_subject_dn';
const byCertificate = { replaceable: { member: METHOD, value: 'tls_client_auth' } };

const NAMES = [
  ['tls_client_auth_san_dns', 'tpp.example'],
  ['tls_client_auth_san_uri', 'https://tpp.example/'],
  ['tls_client_auth_san_ip', '192.0.2.10'],
  ['tls_client_auth_san_email', 'technical@tpp.example'],
] as const;

const certificates: readonly Stimulus[] = [
  on(
    certificateClient,
    SUBJECT,
    'none-at-all',
    'for tls_client_auth without a certificate subject',
    ['RFC8705-2.1.2-1'],
    (draft) => {
      const { [SUBJECT]: _dropped, ...others } = draft.request.claims;
      return { ...draft, request: { ...draft.request, claims: others } };
    },
    { ...byCertificate, core: true },
  ),
  ...NAMES.map(([member, value]) =>
    on(
      certificateClient,
      member,
      'second-subject',
      `for tls_client_auth with ${member} besides another certificate subject`,
      ['RFC8705-2.1.2-1'],
      setClaim('request', member, value),
      { replaceable: { member, value } },
    ),
  ),
  ...(
    [
      ['slashes', 'in the form of OpenSSL', '/C=GB/O=Example/CN=tpp.example'],
      ['no-dn', 'that is no distinguished name', 'tpp.example'],
    ] as const
  ).map(([slug, title, value]) =>
    on(
      certificateClient,
      SUBJECT,
      slug,
      `for tls_client_auth with a certificate subject ${title}`,
      ['RFC8705-2.1.2-2'],
      setClaim('request', SUBJECT, value),
      { replaceable: { member: SUBJECT, value } },
    ),
  ),
  on(
    selfSignedClient,
    'jwks',
    'none-for-self-signed',
    'for self_signed_tls_client_auth without a key set',
    ['RFC8705-2.2.2-1'],
    (draft) => {
      const { jwks: _dropped, ...others } = draft.request.claims;
      return { ...draft, request: { ...draft.request, claims: others } };
    },
    { replaceable: { member: METHOD, value: 'self_signed_tls_client_auth' } },
  ),
];

function adding(uri: string): Edit {
  return setClaim('request', 'redirect_uris', (old: Json | undefined) => [
    ...(Array.isArray(old) ? old : []),
    uri,
  ]);
}

const REDIRECTS: readonly (readonly [Stimulus, string, string, string, RequirementId, string])[] = [
  [
    nativeClient,
    'native',
    'https',
    'of a native client over https',
    'OIDCR-2-4',
    'https://tpp.example/native',
  ],
  [
    nativeClient,
    'native',
    'http-elsewhere',
    'of a native client over http on another machine',
    'OIDCR-2-4',
    'http://tpp.example/native',
  ],
  [
    implicitClient,
    'implicit',
    'http',
    'of a web client with the implicit grant over http',
    'OIDCR-2-3',
    'http://tpp.example/callback',
  ],
  [
    implicitClient,
    'implicit',
    'localhost',
    'of a web client with the implicit grant on localhost',
    'OIDCR-2-3',
    'https://localhost/callback',
  ],
];

/** Two standards disagree. */
const CLAIMED = warned(
  'RFC 8252 7 tells authorization servers to take https redirect URIs that the system hands to the app that claimed them.',
);

const redirects = REDIRECTS.map(([base, kind, slug, title, row, uri]) =>
  on(
    base,
    'redirect_uris',
    `${kind}-${slug}`,
    `with a redirect URI ${title}`,
    [row, 'OIDCR-2-5'],
    adding(uri),
    {
      ...(uri.startsWith('http://tpp') ? along('No client may have it.', 'RFC7591-5-3') : {}),
      ...(kind === 'native' && slug === 'https' ? { whenAccepted: CLAIMED } : {}),
      situation: 'redirect-uri',
      replaceable: { member: 'redirect_uris', value: uri },
      core: true,
    },
  ),
);

const unsigned = on(
  implicitClient,
  'id_token_signed_response_alg',
  'none',
  'for unsigned ID tokens from the authorization endpoint',
  ['OIDCR-2-9'],
  setClaim('request', 'id_token_signed_response_alg', 'none'),
  { replaceable: { member: 'id_token_signed_response_alg', value: 'none' }, core: true },
);

/** Defects that stand on metadata which a server may refuse: where it does, they do not apply. */
export const onOptionalMetadata: readonly Stimulus[] = [...certificates, ...redirects, unsigned];
