import type { JsonObject } from '../model/json.ts';
import { all, editText, type Layer, setClaim, setHeader } from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { claims, http, type Stimulus } from './stimulus.ts';

const EXCLUSIVE = ['RFC8725-3.12-1'] as const;

/** A good JWT of one kind in the place of another (RFC 8725 3.12). */
const swapped: readonly Stimulus[] = [
  http(
    {
      id: 'request.kind.ssa',
      title: 'the SSA in place of the request',
      path: 'http.body',
      area: 'signatures',
      situation: 'request-claims',
      breaks: EXCLUSIVE,
      core: true,
    },
    (message, signed) => ({ ...message, body: signed.ssa }),
  ),
  claims(
    {
      id: 'request.kind.client-assertion',
      title: 'a client assertion in place of the request',
      path: 'request.claims',
      area: 'signatures',
      situation: 'request-claims',
      breaks: EXCLUSIVE,
    },
    (draft) => {
      const { iss, aud, jti, iat, exp } = draft.request.claims;
      const assertion = { iss, sub: iss, aud, jti, iat, exp } as JsonObject;
      return { ...draft, request: { ...draft.request, claims: assertion } };
    },
  ),
  claims(
    {
      id: 'ssa.kind.request',
      title: 'a request whose SSA is a request',
      path: 'ssa',
      area: 'signatures',
      situation: 'ssa-malformed',
      breaks: [...EXCLUSIVE, 'RFC8725-3.8-1'],
      core: true,
    },
    (draft) => {
      const { software_statement: _inner, ...inner } = draft.request.claims;
      return { ...draft, ssa: { ...draft.request, claims: inner } };
    },
  ),
  claims(
    {
      id: 'ssa.kind.json',
      title: 'a request whose SSA is the JSON text of its claims',
      path: 'request.claims.software_statement',
      area: 'signatures',
      situation: 'ssa-malformed',
      breaks: ['RFC7591-2.3-1', 'OBUK-jws-2'],
      core: true,
    },
    setClaim('request', 'software_statement', (_old, draft) => JSON.stringify(draft.ssa.claims)),
  ),
];

function unsecured(json: string): string {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  return `${encode('{"alg":"none","typ":"JWT"}')}.${encode(json)}.`;
}

/** Signed properly, around an unsecured JWT that holds the claims: to follow cty is to trust the inner one. */
const nested = onBothLayers((layer: Layer) => [
  claims(
    {
      id: `${layer}.kind.nested`,
      title: `${LAYERS[layer].noun} that holds an unsecured JWT instead of claims`,
      path: `${layer}.header.cty + ${layer}.claims`,
      area: 'signatures',
      situation: LAYERS[layer].malformed,
      breaks: ['RFC7519-7.2-2', 'RFC7518-3.6-1'],
    },
    all(setHeader(layer, 'cty', 'JWT'), editText(layer, 'claims', unsecured)),
  ),
]);

/** Which kind of JWT stands where. */
export const tokenKinds: readonly Stimulus[] = [...swapped, ...nested];
