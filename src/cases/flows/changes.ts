import { type Draft, type PublicMaterial, SSA_HERE } from '../../model/draft.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ClaimsMutation, HttpMutation } from '../../model/mutation.ts';
import type { Situation } from '../../model/profile.ts';
import {
  fitting,
  rogueKeySetUrl,
  signatureOf,
  withKeySet,
  withoutTransportKey,
} from '../../mutations/index.ts';

/** The changes of this folder are steps of a story, not defects: they break nothing by themselves. */
function onClaims(
  id: string,
  path: string,
  apply: ClaimsMutation['apply'],
  situation: Situation = 'client-metadata',
): ClaimsMutation {
  return {
    id: `flow.${id}`,
    title: `changes ${path}`,
    path,
    breaks: [],
    situation,
    stage: 'claims',
    apply,
  };
}

function requestWith(draft: Draft, claims: Readonly<Record<string, Json | undefined>>): Draft {
  const members = Object.entries({ ...draft.request.claims, ...claims });
  const kept = members.filter((member): member is [string, Json] => member[1] !== undefined);
  return { ...draft, request: { ...draft.request, claims: Object.fromEntries(kept) } };
}

/** Sets one claim of the request. */
export function requestClaim(name: string, value: Json): ClaimsMutation {
  return onClaims(`request.${name}`, `request.claims.${name}`, (draft) =>
    requestWith(draft, { [name]: value }),
  );
}

/** Leaves one claim of the request out. */
export function withoutClaim(name: string): ClaimsMutation {
  return onClaims(`request.${name}.none`, `request.claims.${name}`, (draft) =>
    requestWith(draft, { [name]: undefined }),
  );
}

/** Names a sector document, and has the harness serve it. */
export function sectorDocument(which: 'all' | 'first'): ClaimsMutation {
  const mutation = onClaims(
    'sector.document',
    'request.claims.sector_identifier_uri + request.claims.subject_type + jwks',
    (draft) => {
      const named = requestWith(draft, {
        sector_identifier_uri: draft.keySetUrl,
        subject_type: 'pairwise',
      });
      const uris = redirectUris(draft);
      const body = which === 'all' ? uris : uris.slice(0, 1);
      return { ...named, jwks: { contentType: 'application/json', body } };
    },
  );
  return { ...mutation, title: 'a client with a sector document', optional: true };
}

/** Sets one claim of the software statement. */
export function ssaClaim(name: string, value: Json): ClaimsMutation {
  return onClaims(`ssa.${name}`, `ssa.claims.${name}`, (draft) => ({
    ...draft,
    ssa: { ...draft.ssa, claims: { ...draft.ssa.claims, [name]: value } },
  }));
}

/** Asks for the first redirect URI of the software statement only. */
export const firstRedirectOnly = onClaims(
  'redirect-uris.first',
  'request.claims.redirect_uris',
  (draft) => requestWith(draft, { redirect_uris: redirectUris(draft).slice(0, 1) }),
);

/** Asks for all redirect URIs of the software statement. */
export const allRedirects = onClaims('redirect-uris.all', 'request.claims.redirect_uris', (draft) =>
  requestWith(draft, { redirect_uris: redirectUris(draft) }),
);

/** Those of the software statement; of the request where no statement has any. */
function redirectUris({ ssa, request }: Draft): readonly Json[] {
  const uris =
    ssa.claims.software_redirect_uris ?? ssa.claims.redirect_uris ?? request.claims.redirect_uris;
  return Array.isArray(uris) ? (uris as readonly Json[]) : [];
}

/** Leaves the redirect URIs to the software statement. */
export const noRedirects = onClaims('redirect-uris.none', 'request.claims.redirect_uris', (draft) =>
  requestWith(draft, { redirect_uris: undefined }),
);

/** Leaves the response types to their default. */
export const noResponseTypes = onClaims(
  'response-types.none',
  'request.claims.response_types',
  (draft) => requestWith(draft, { response_types: undefined }),
);

export const FOREIGN_REDIRECT = 'https://foreign.example/callback';

/** Puts a redirect URI beside the good ones that the software statement does not hold. */
export const foreignRedirect = onClaims(
  'redirect-uris.foreign',
  'request.claims.redirect_uris',
  (draft) =>
    requestWith(draft, {
      redirect_uris: [...redirectUris(draft), FOREIGN_REDIRECT],
    }),
  'redirect-uri',
);

/** Leaves the scope out. */
export const noScope = onClaims('scope.none', 'request.claims.scope', (draft) =>
  requestWith(draft, { scope: undefined }),
);

/** Leaves the software statement out. */
export const noStatement = onClaims(
  'software-statement.none',
  'request.claims.software_statement',
  (draft) => requestWith(draft, { software_statement: undefined }),
  'ssa-missing',
);

/** Makes the request an hour too old. */
export const expired = onClaims(
  'exp.past',
  'request.claims.exp',
  (draft) => requestWith(draft, { exp: Number(draft.request.claims.iat ?? 0) - 3600 }),
  'request-claims',
);

/** Signs the request with a key that is in no key set. */
export const foreignKey = onClaims(
  'signature.foreign-key',
  'request.signature',
  (draft) => ({
    ...draft,
    request: {
      ...draft.request,
      signature: signatureOf(fitting('rogue-signing', draft.request)),
    },
  }),
  'request-signature',
);

/** Signs the software statement with a key that no directory has, under the key id of the real one. */
export const foreignStatementKey = onClaims(
  'ssa.signature.foreign-key',
  'ssa.signature',
  (draft) => ({
    ...draft,
    ssa: { ...draft.ssa, signature: signatureOf(fitting('rogue-directory', draft.ssa)) },
  }),
  'ssa-signature',
);

/** Names another software in both tokens, as its own software statement would. */
export function otherSoftware(softwareId: string): ClaimsMutation {
  return onClaims(
    'software.other',
    'request.claims.iss + request.claims.software_id + ssa.claims.software_id',
    (draft) => {
      const request = requestWith(draft, { iss: softwareId, software_id: softwareId }).request;
      const ssa = { ...draft.ssa, claims: { ...draft.ssa.claims, software_id: softwareId } };
      return { ...draft, request, ssa };
    },
    'ssa-claims',
  );
}

/** Takes the key of the TLS client certificate out of the key set of the software. */
export const noTransportKey = onClaims('jwks.no-transport-key', 'jwks', withoutTransportKey);

/**
 * Makes the registration one of another software, whose key signs it. Its key set has our own key as well, so that the
 * client can be given up like any other.
 */
export const ofOtherSoftware = onClaims(
  'software.with-other-keys',
  'jwks + request.header.kid + request.signature',
  (draft, material) => {
    const key = fitting('other-signing', draft.request);
    const jwk = material.jwk(key);
    const header = { ...draft.request.header, kid: String(jwk.kid) };
    const request = { ...draft.request, header, signature: signatureOf(key) };
    const own = material.jwk(fitting('tpp-signing', draft.request));
    return { ...draft, request, jwks: { body: { keys: [jwk, own] } } };
  },
);

/** Brings a key along that the software statement does not attest, in the request itself or at a URL that it names. */
export const ownKeySet: Readonly<Record<'jwks' | 'jwks_uri', ClaimsMutation>> = {
  jwks: onClaims('jwks.own', 'request.claims.jwks', (draft, material) =>
    requestWith(draft, {
      jwks: { keys: [material.jwk('rogue-signing'), material.jwk('rogue-signing-ec')] },
    }),
  ),
  jwks_uri: onClaims('jwks-uri.own', 'request.claims.jwks_uri', (draft) =>
    requestWith(draft, { jwks_uri: rogueKeySetUrl(draft) }),
  ),
};

/** A key set of the software that holds `made` beside the ordinary keys, in the place of one of the same name and type. */
export function keySetWith(made: (material: PublicMaterial) => JsonObject): ClaimsMutation {
  return onClaims('jwks.with', 'jwks', (draft, material) => {
    const { keys } = material.softwareJwks;
    const own = made(material);
    const ordinary = (Array.isArray(keys) ? (keys as readonly JsonObject[]) : []).filter(
      ({ kid, kty }) => kid !== own.kid || kty !== own.kty,
    );
    return withKeySet(draft, [own, ...ordinary]);
  });
}

/** Changes nothing: `look` gets to see the public material that the registration is made with. */
export function seeing(look: (material: PublicMaterial) => void): ClaimsMutation {
  return onClaims('material', 'nothing', (draft, material) => {
    look(material);
    return draft;
  });
}

/** Authenticates with the private key of the software from now on. */
export const byPrivateKey = onClaims(
  'auth.private-key-jwt',
  'request.claims.token_endpoint_auth_method',
  (draft) =>
    requestWith(draft, {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg:
        draft.request.claims.token_endpoint_auth_signing_alg ??
        draft.request.claims.id_token_signed_response_alg,
      tls_client_auth_subject_dn: undefined,
    }),
);

/** The same where no software statement says where the keys are: they come in the request. */
export const byOwnKey: ClaimsMutation = {
  ...onClaims(
    'auth.private-key-jwt-with-keys',
    'request.claims.token_endpoint_auth_method + request.claims.jwks',
    (draft, material) =>
      requestWith(draft, {
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: material.softwareJwks,
      }),
  ),
  title: 'a client with private_key_jwt and its keys',
  optional: true,
};

/** Authenticates with the TLS client certificate of `subject`, its own when left out. */
export function byCertificate(subject?: string): ClaimsMutation {
  return onClaims(
    'auth.tls-client-auth',
    'request.claims.token_endpoint_auth_method',
    (draft, material) =>
      requestWith(draft, {
        token_endpoint_auth_method: 'tls_client_auth',
        token_endpoint_auth_signing_alg: undefined,
        tls_client_auth_subject_dn: subject ?? material.clientSubjectDn,
      }),
  );
}

/** Changes the HTTP message that carries the registration. */
function onMessage(id: string, path: string, apply: HttpMutation['apply']): HttpMutation {
  return {
    id: `flow.${id}`,
    title: `changes ${path}`,
    path,
    breaks: [],
    situation: 'request-malformed',
    stage: 'http',
    apply,
  };
}

/** A header that no server knows. */
export const unknownHeader = onMessage('header.unknown', 'http.headers.x-probe', (message) => ({
  ...message,
  headers: [...message.headers, ['x-probe', '1']],
}));

/** Shows this credential for registrations instead of the user's; none where it is empty. */
export function authorizedBy(value: string): HttpMutation {
  return onMessage('header.authorization', 'http.headers.authorization', (message) => ({
    ...message,
    headers: [...message.headers, ['authorization', value]],
  }));
}

/** No body at all. */
export const emptyBody = onMessage('body.empty', 'http.body', (message) => ({
  ...message,
  body: '',
}));

/** The claims as plain JSON instead of a signed request. */
export const plainJson = onMessage(
  'body.json',
  'http.body + http.headers.content-type',
  (message, signed) => {
    const { claims } = signed.draft.request;
    const statement =
      claims.software_statement === SSA_HERE ? signed.ssa : claims.software_statement;
    return {
      ...message,
      headers: message.headers.map(([name, value]) =>
        name.toLowerCase() === 'content-type' ? [name, 'application/json'] : [name, value],
      ),
      body: JSON.stringify({ ...claims, software_statement: statement }),
    };
  },
);

/** The same request without TLS. */
export const withoutTls = onMessage('url.http', 'http.url', (message) => ({
  ...message,
  url: message.url.replace(/^https:/, 'http:'),
}));
