import type { Draft, HostedJwks, PublicMaterial } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, type Edit, setHeader, sign, signAs } from './edits.ts';
import { claims, type Facts, type Stimulus } from './stimulus.ts';
import { fitting } from './twins.ts';
import { OTHER_USE, USE_IS_OPTIONAL } from './use-is-optional.ts';

type Make = (material: PublicMaterial, draft: Draft) => HostedJwks;

/** What the software's JWKS URL serves in this draft. */
function hosting(make: Make): Edit {
  return (draft: Draft, material: PublicMaterial): Draft => ({
    ...draft,
    jwks: make(material, draft),
  });
}

function keySet(
  slug: string,
  title: string,
  facts: Partial<Facts>,
  make: Make,
  ...edits: Edit[]
): Stimulus {
  return claims(
    {
      id: `jwks.${slug}`,
      title: `a request whose key set ${title}`,
      path: 'jwks',
      area: 'signatures',
      situation: 'request-signature',
      needs: ['trusted'],
      ...facts,
    },
    all(hosting(make), ...edits),
  );
}

function ordinary(material: PublicMaterial): readonly JsonObject[] {
  const { keys } = material.softwareJwks;
  return Array.isArray(keys) ? keys : [];
}

const NO_KEY: readonly RequirementId[] = ['OBUK-SSA-request-validation-2', 'RFC7591-2-9'];

/** Documents in which the signer's key is not to be found. */
const unusable: readonly Stimulus[] = [
  keySet('empty', 'is empty', { breaks: NO_KEY, core: true }, () => ({ body: { keys: [] } })),
  keySet(
    'without-the-key',
    'lacks the key that signed',
    { breaks: ['OBUK-SSA-request-validation-2'], core: true },
    (material, draft) => ({
      body: { keys: [material.jwk(fitting('other-signing', draft.request))] },
    }),
  ),
  keySet('html', 'is an HTML page', { breaks: NO_KEY }, () => ({
    contentType: 'text/html',
    body: '<!doctype html><title>Keys</title><p>No keys here.</p>',
  })),
  keySet('not-found', 'answers 404', { breaks: NO_KEY }, () => ({
    status: 404,
    contentType: 'application/json',
    body: { error: 'not found' },
  })),
  keySet('truncated', 'is cut short', { breaks: NO_KEY }, (material) => ({
    body: JSON.stringify(material.softwareJwks).slice(0, -20),
  })),
  keySet('array', 'is a bare array of keys', { breaks: NO_KEY }, (material) => ({
    body: ordinary(material),
  })),
  keySet('keys-object', 'has an object for its list of keys', { breaks: NO_KEY }, () => ({
    body: { keys: {} },
  })),
];

/** The kid stays, so that the key is found; what it is made of is wrong. */
const weak: readonly Stimulus[] = [
  keySet(
    'rsa-1024',
    'has a key of 1024 bits, which signed',
    {
      path: 'jwks + request.header.kid + request.signature',
      area: 'algorithms',
      breaks: ['RFC7518-3.3-1', 'FAPI1B-5.2.2-5-1'],
      core: true,
      needs: ['trusted', 'alg:PS256'],
    },
    (material) => ({ body: { keys: [material.jwk('tpp-weak')] } }),
    signAs('request', 'tpp-weak', 'PS256'),
  ),
  keySet(
    'off-curve',
    'has an EC key whose point is not on the curve',
    {
      path: 'jwks + request.header.alg + request.header.kid + request.signature',
      breaks: ['RFC8725-3.4-1', 'OBUK-SSA-request-validation-2'],
      core: true,
    },
    (material) => {
      const jwk = material.jwk('tpp-signing-ec');
      return { body: { keys: [{ ...jwk, y: String(jwk.x) }] } };
    },
    signAs('request', 'tpp-signing-ec', 'ES256'),
  ),
];

/** The public half of the key that signs the request. */
function signer(material: PublicMaterial, { request }: Draft): JsonObject {
  const { signature } = request;
  return material.jwk(signature.kind === 'key' ? signature.key : 'tpp-signing');
}

/** The key says what it is for, and this is not it (RFC 8725 3.1: one key, one algorithm). */
const restricted: readonly Stimulus[] = [
  keySet(
    'other-alg',
    'marks the key that signed as being for another algorithm',
    { breaks: ['RFC8725-3.1-1'] },
    (material, draft) => {
      const jwk = signer(material, draft);
      return { body: { keys: [{ ...jwk, alg: jwk.kty === 'EC' ? 'ES384' : 'RS256' }] } };
    },
  ),
  keySet(
    'use-enc',
    'marks the key that signed as being for encryption',
    { breaks: OTHER_USE, whenAccepted: USE_IS_OPTIONAL },
    (material, draft) => ({ body: { keys: [{ ...signer(material, draft), use: 'enc' }] } }),
  ),
];

/** Sets that hold more than the key; a server takes what it understands. */
const mixed: readonly Stimulus[] = [
  keySet(
    'unknown-kty',
    'also has a key of an unknown type',
    { accepts: ['RFC7517-5-1'], core: true },
    (material) => ({
      body: { keys: [{ kty: 'FUTURE', kid: 'of-the-future', f: 'AQAB' }, ...ordinary(material)] },
    }),
  ),
  keySet(
    'incomplete-key',
    'also has a key that lacks members',
    { accepts: ['RFC7517-5-1'] },
    (material) => ({ body: { keys: [{ kty: 'RSA', kid: 'incomplete' }, ...ordinary(material)] } }),
  ),
  keySet(
    'two-keys-one-kid',
    'has an RSA and an EC key of one kid',
    { accepts: ['FAPI1A-8.11-1'], core: true },
    sharingKid,
  ),
  keySet(
    'two-keys-one-kid-es256',
    'has an RSA and an EC key of one kid, and whose EC key signed',
    {
      path: 'jwks + request.header.alg + request.signature',
      touches: ['FAPI1A-8.11-1'],
      why: 'No clause asks a server for ES256 besides PS256.',
    },
    sharingKid,
    setHeader('request', 'alg', 'ES256'),
    sign('request', { kind: 'key', key: 'tpp-signing-ec', algorithm: 'ES256' }),
  ),
  keySet(
    'other-media-type',
    'is served as application/json',
    { touches: ['RFC7591-2-9'] },
    (m) => ({
      contentType: 'application/json',
      body: m.softwareJwks,
    }),
  ),
  keySet('private-member', 'shows a private member', { touches: ['RFC7591-2-9'] }, (material) => ({
    body: { keys: ordinary(material).map((jwk) => ({ ...jwk, d: 'bm90LWEtcHJpdmF0ZS1rZXk' })) },
  })),
];

/** The kid is the one that the request names, whichever of the two keys signs it. */
function sharingKid(material: PublicMaterial, draft: Draft): HostedJwks {
  const kid = String(draft.request.header.kid);
  const keys = [material.jwk('tpp-signing-ec'), material.jwk('tpp-signing')];
  return { body: { keys: keys.map((jwk) => ({ ...jwk, kid })) } };
}

/** What the JWKS URL of the SSA serves. */
export const keySets: readonly Stimulus[] = [...unusable, ...weak, ...restricted, ...mixed];
