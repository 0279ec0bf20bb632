import type { JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';
import type { RequirementId } from '../requirements/index.ts';
import {
  all,
  type Edit,
  type Layer,
  setClaim,
  setHeader,
  sign,
  signAs,
  withKeySet,
} from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { certificateUrl, keyLocation, rogueKeySetUrl } from './rogue-url.ts';
import { claims, type Facts, type Stimulus, warned } from './stimulus.ts';
import { fitting, signatureOf } from './twins.ts';
import { OTHER_USE, USE_IS_OPTIONAL } from './use-is-optional.ts';

/** By the key of `owner` that fits the draft; alg says so where only one of another kind is there. */
function signedBy(layer: Layer, owner: KeyName): Edit {
  return (draft, material) => {
    const signature = signatureOf(fitting(owner, draft[layer]));
    const alg = signature.kind === 'key' ? signature.algorithm : '';
    return all(setHeader(layer, 'alg', alg), sign(layer, signature))(draft, material);
  };
}

function keyed(layer: Layer, slug: string, title: string, facts: Partial<Facts>, ...edits: Edit[]) {
  return claims(
    {
      id: `${layer}.jose.${slug}`,
      title: `${LAYERS[layer].noun} ${title}`,
      path: `${layer}.header.kid + ${layer}.signature`,
      area: 'signatures',
      situation: LAYERS[layer].signature,
      breaks: LAYERS[layer].unverified,
      ...facts,
    },
    all(...edits),
  );
}

const withKid = (layer: Layer, owner: KeyName): Edit =>
  setHeader(layer, 'kid', (_old, draft, material) =>
    String(material.jwk(fitting(owner, draft[layer])).kid),
  );

/** A key nobody trusts, under the kid of the right one and under its own. */
function wrongKey(layer: Layer): readonly Stimulus[] {
  const rogue = layer === 'ssa' ? 'rogue-directory' : 'rogue-signing';
  return [
    keyed(
      layer,
      'wrong-key',
      'signed by a key nobody trusts under the kid of the right one',
      { path: `${layer}.signature`, core: true, put: layer === 'ssa' },
      signedBy(layer, rogue),
    ),
    keyed(
      layer,
      'wrong-key-own-kid',
      'signed by a key nobody trusts under its own kid',
      { core: true },
      withKid(layer, rogue),
      signedBy(layer, rogue),
    ),
  ];
}

const OF_THE_ISSUER: readonly RequirementId[] = ['RFC8725-3.8-1'];

/** Keys that are good for something else (RFC 8725 3.1, 3.8). */
const borrowed: readonly Stimulus[] = [
  keyed(
    'request',
    'key-of-other-software',
    'signed by a key of another software of the same directory',
    { breaks: [...LAYERS.request.unverified, ...OF_THE_ISSUER], core: true, put: true },
    withKid('request', 'other-signing'),
    signedBy('request', 'other-signing'),
  ),
  keyed(
    'request',
    'transport-key',
    'signed by the transport key, which the key set marks as being for encryption',
    {
      breaks: OTHER_USE,
      core: true,
      needs: ['alg:PS256'],
      whenAccepted: USE_IS_OPTIONAL,
      why: 'RFC 8725 3.1 ties each key to one algorithm; its use is a hint.',
    },
    // Under its own algorithm: else the signature would not verify, whatever the key is for.
    signAs('request', 'tpp-transport', 'PS256'),
  ),
  keyed(
    'request',
    'directory-key',
    'signed by the key of the directory',
    { breaks: ['OBUK-SSA-request-validation-2', ...OF_THE_ISSUER] },
    withKid('request', 'directory'),
    signedBy('request', 'directory'),
  ),
  keyed(
    'ssa',
    'software-key',
    'signed by the key of the software itself',
    { breaks: [...OF_THE_ISSUER, 'OBUK-SSA-request-validation-3'], core: true, put: true },
    withKid('ssa', 'tpp-signing'),
    signedBy('ssa', 'tpp-signing'),
  ),
  keyed(
    'ssa',
    'rogue-directory',
    'of a directory that nobody trusts, which signed it',
    {
      path: 'ssa.claims.iss + ssa.header.kid + ssa.signature',
      situation: 'ssa-untrusted',
      breaks: ['OBUK-SSA-request-validation-3', 'RFC7591-3.2.2-10', ...OF_THE_ISSUER],
      core: true,
      put: true,
    },
    setClaim('ssa', 'iss', 'Rogue Directory'),
    withKid('ssa', 'rogue-directory'),
    signedBy('ssa', 'rogue-directory'),
  ),
];

/** A server that tries every key, whatever its use, must not find the key of the certificate in the set. */
export const withoutTransportKey: Edit = (draft, material) => {
  const { kid } = material.jwk('tpp-transport');
  const { keys } = material.softwareJwks;
  const others = (Array.isArray(keys) ? (keys as readonly JsonObject[]) : []).filter(
    (jwk) => jwk.kid !== kid,
  );
  return withKeySet(draft, others);
};

/** The header brings the key along, or says where to fetch it; the signature is made by that key. */
function embedded(layer: Layer): readonly Stimulus[] {
  const rogue = layer === 'ssa' ? 'rogue-directory' : 'rogue-signing';
  const member = (
    name: 'jwk' | 'jku',
    breaks: readonly RequirementId[],
    value: Parameters<typeof setHeader>[2],
  ) =>
    keyed(
      layer,
      `${name}-of-the-signer`,
      `signed by the key that its own ${name} header names`,
      {
        path: `${layer}.header.${name} + ${layer}.header.kid + ${layer}.signature`,
        breaks: [...LAYERS[layer].unverified, ...breaks],
        core: true,
        put: name === 'jwk',
      },
      setHeader(layer, name, value),
      // Who follows the header looks for the kid there.
      withKid(layer, rogue),
      signedBy(layer, rogue),
    );
  const certified = (
    name: 'x5c' | 'x5u',
    breaks: readonly RequirementId[],
    value: Parameters<typeof setHeader>[2],
  ) =>
    keyed(
      layer,
      `${name}-of-the-signer`,
      `signed by the key of the certificate in its own ${name} header`,
      {
        path: `${layer}.header.${name} + ${layer}.header.kid + ${layer}.signature${layer === 'request' ? ' + jwks' : ''}`,
        breaks: [...LAYERS[layer].unverified, ...breaks],
        needs: layer === 'request' ? ['alg:PS256', 'trusted'] : ['alg:PS256'],
        why: 'The certificate is genuine: the TLS client certificate of the software, whose key is in no key set here.',
      },
      ...(layer === 'request' ? [withoutTransportKey] : []),
      setHeader(layer, name, value),
      withKid(layer, 'tpp-transport'),
      signedBy(layer, 'tpp-transport'),
    );
  return [
    member('jwk', ['OBUK-jws-3'], (_old, draft, material) =>
      material.jwk(fitting(rogue, draft[layer])),
    ),
    member('jku', ['OBUK-jws-4', 'RFC8725-3.10-2'], (_old, draft) => rogueKeySetUrl(draft)),
    certified('x5c', ['OBUK-jws-3'], (_old, _draft, material) => [material.clientCertificate]),
    certified('x5u', ['OBUK-jws-4', 'RFC8725-3.10-2'], (_old, draft) => certificateUrl(draft)),
  ];
}

/** A header that repeats or locates the right key, which signed: clients must not send it, servers may ignore it. */
function superfluous(layer: Layer): readonly Stimulus[] {
  const { key, noun } = LAYERS[layer];
  const member = (
    name: 'jwk' | 'jku' | 'x5u' | 'x5c',
    breaks: readonly RequirementId[],
    value: Parameters<typeof setHeader>[2],
  ) =>
    claims(
      {
        id: `${layer}.jose.${name}-superfluous`,
        title: `${noun} whose ${name} header names the key that the server knows anyway`,
        path: `${layer}.header.${name}`,
        area: 'signatures',
        situation: LAYERS[layer].signature,
        ...(layer === 'request'
          ? { breaks, whenAccepted: warned('The key that verified it was the right one.') }
          : { touches: breaks }),
      },
      setHeader(layer, name, value),
    );
  const location: Parameters<typeof setHeader>[2] = (_old, draft) => keyLocation(draft);
  return [
    member('jwk', ['OBUK-jws-3'], (_old, draft, material) =>
      material.jwk(fitting(key, draft[layer])),
    ),
    member('x5c', ['OBUK-jws-3'], (_old, _draft, material) => [material.clientCertificate]),
    member('jku', ['OBUK-jws-4'], location),
    member('x5u', ['OBUK-jws-4'], location),
  ];
}

/** Which key a signature is made by, and which one the header points at. */
export const joseKeys: readonly Stimulus[] = [
  ...onBothLayers((layer) => [...wrongKey(layer), ...embedded(layer), ...superfluous(layer)]),
  ...borrowed,
];
