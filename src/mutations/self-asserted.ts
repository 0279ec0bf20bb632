import type { Draft, PublicMaterial } from '../model/draft.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, dropClaim, type Edit, setClaim, setHeader, sign } from './edits.ts';
import { keyLocation, rogueKeySetUrl } from './rogue-url.ts';
import { along, claims, type Stimulus, warned } from './stimulus.ts';
import { fitting, signatureOf } from './twins.ts';

/** The request says something else than the SSA about the software; the SSA has to win (RFC 7591 2). */
function contradicted(profile: Profile): readonly Stimulus[] {
  const { names, claims: specs, attests } = profile.ssa;
  if (attests !== undefined) return renamed(attests);
  const roles: Json = specs[names.roles]?.type === 'string' ? 'ASPSP' : ['ASPSP'];
  const said: readonly (readonly [string, Json, readonly RequirementId[]])[] = [
    [names.clientName, 'Self-asserted name', ['RFC7591-2-12', 'RFC7591-5-4']],
    ['org_id', 'SELFASSERTED', ['RFC7591-5-4', 'RFC7591-2-12']],
    [names.roles, roles, ['RFC7591-5-4', 'RFC7591-2-12']],
  ];
  return said.map(([name, value, breaks]) =>
    claims(
      {
        id: `request.claims.${name}.self-asserted`,
        title: `a request with another ${name} than the SSA`,
        path: `request.claims.${name}`,
        situation: 'client-metadata',
        breaks,
        replaceable: { member: name, value },
        core: name === names.clientName,
        put: name === names.clientName,
      },
      setClaim('request', name, value),
    ),
  );
}

/** What the SSA attests under another name. */
function renamed(attests: Readonly<Record<string, string>>): readonly Stimulus[] {
  return Object.keys(attests)
    .filter((name) => name !== 'jwks_uri')
    .map((name) => {
      const value = name === 'client_name' ? 'Self-asserted name' : 'https://elsewhere.example';
      return claims(
        {
          id: `request.claims.${name}.self-asserted`,
          title: `a request with another ${name} than the SSA`,
          path: `request.claims.${name}`,
          situation: 'client-metadata',
          breaks: ['OBBR-7.1-10-1', 'RFC7591-2-12', 'RFC7591-5-4'],
          replaceable: { member: name, value },
          core: name === 'client_name',
          put: name === 'client_name',
        },
        setClaim('request', name, value),
      );
    });
}

const rogueJwk = (draft: Draft, material: PublicMaterial): JsonObject =>
  material.jwk(fitting('rogue-signing', draft.request));

/** The key that signs is named by the request itself instead of by the SSA. */
function ownKeys(slug: string, title: string, name: string, edit: Edit): Stimulus {
  return claims(
    {
      id: `request.claims.${name}.${slug}`,
      title: `a request signed by a key ${title}`,
      path: `request.claims.${name} + request.header.kid + request.signature`,
      area: 'signatures',
      situation: 'request-signature',
      breaks: ['OBUK-SSA-request-validation-2', 'RFC8725-3.8-1'],
    },
    all(
      edit,
      setHeader('request', 'kid', (_old, draft, material) => String(rogueJwk(draft, material).kid)),
      (draft, material) =>
        sign('request', signatureOf(fitting('rogue-signing', draft.request)))(draft, material),
    ),
  );
}

function keys({ ssa: { names } }: Profile): readonly Stimulus[] {
  return [
    ownKeys(
      'of-the-signer',
      'that its own jwks claim holds',
      'jwks',
      setClaim('request', 'jwks', (_old, draft, material) => ({
        keys: [rogueJwk(draft, material)],
      })),
    ),
    ownKeys(
      'of-the-signer',
      'that its own jwks_uri claim points at',
      'jwks_uri',
      setClaim('request', 'jwks_uri', (_old, draft) => rogueKeySetUrl(draft)),
    ),
    ownKeys(
      'of-the-signer',
      `that its own ${names.jwksUri} claim points at`,
      names.jwksUri,
      setClaim('request', names.jwksUri, (_old, draft) => rogueKeySetUrl(draft)),
    ),
    claims(
      {
        id: 'request.claims.jwks.with-jwks_uri',
        title: 'a request with both jwks and jwks_uri',
        path: 'request.claims.jwks + request.claims.jwks_uri',
        touches: ['RFC7591-2-6', 'RFC7591-2-10'],
        why: 'OB UK DCR knows neither member, and what a server does not know it ignores.',
      },
      all(
        setClaim('request', 'jwks', (_old, _draft, material) => material.softwareJwks),
        setClaim('request', 'jwks_uri', (_old, draft) => keyLocation(draft)),
      ),
    ),
  ].filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index);
}

const others = [
  claims(
    {
      id: 'request.claims.logo_uri.other-host',
      title: 'a request with a logo on another host than its redirect URIs',
      path: 'request.claims.logo_uri',
      touches: ['RFC7591-5-5'],
    },
    setClaim('request', 'logo_uri', 'https://pictures.example/logo.png'),
  ),
  claims(
    {
      id: 'request.claims.software_statement.inlined',
      title: "a request with the SSA's claims among its own, and no SSA",
      path: 'request.claims',
      situation: 'ssa-missing',
      breaks: ['OBUK-software_statement-1'],
    },
    (draft, material) => {
      const merged = { ...draft.ssa.claims, ...draft.request.claims };
      const inlined = { ...draft, request: { ...draft.request, claims: merged } };
      return dropClaim('request', 'software_statement')(inlined, material);
    },
  ),
];

function overHttp({
  ssa: {
    names: { jwksUri },
  },
}: Profile): Stimulus {
  return claims(
    {
      id: `ssa.claims.${jwksUri}.http`,
      title: 'an SSA whose key set is served over http',
      path: `ssa.claims.${jwksUri}`,
      situation: 'ssa-claims',
      breaks: ['FAPI1A-8.9-1'],
      ...along('Keys that must not be fetched cannot be had.', 'RFC7591-2-9'),
      whenAccepted: warned('The server may have the keys of this software from elsewhere.'),
    },
    setClaim('ssa', jwksUri, 'http://keys.tpp.example/software.jwks.json'),
  );
}

/** What the request says about itself where only the SSA is to be believed. */
export function selfAsserted(profile: Profile): readonly Stimulus[] {
  return [...contradicted(profile), ...keys(profile), ...others, overHttp(profile)];
}
