import type { JsonObject } from '../model/json.ts';
import { UK_APPLICATION_TYPE, UK_GRANT_TYPES } from '../requirements/ob-uk-versions.ts';
import { all, editText, type Layer, setClaim, setHeader } from './edits.ts';
import { LAYERS, onBothLayers } from './layers.ts';
import { along, claims, http, type Stimulus } from './stimulus.ts';

const EXCLUSIVE = ['RFC8725-3.12-1'] as const;

/** Metadata of a client that a JWT of another kind lacks; only the missing SSA tells it apart for sure. */
const NO_METADATA = [
  'OBUK-token_endpoint_auth_method-1',
  ...UK_GRANT_TYPES,
  'OBUK-scope-1',
  ...UK_APPLICATION_TYPE,
  'OBUK-id_token_signed_response_alg-1',
  'OBUK-request_object_signing_alg-1',
] as const;

/** A good JWT of one kind in the place of another (RFC 8725 3.12). */
const swapped: readonly Stimulus[] = [
  http(
    {
      id: 'request.kind.ssa',
      title: 'the SSA in place of the request',
      path: 'http.body',
      area: 'signatures',
      situation: 'request-claims',
      breaks: [...EXCLUSIVE, 'OBUK-software_statement-1'],
      ...along(
        'It has few claims of a request.',
        'OBUK-iss-1',
        'OBUK-exp-2',
        'OBUK-aud-1',
        ...NO_METADATA,
      ),
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
      breaks: [...EXCLUSIVE, 'OBUK-software_statement-1'],
      ...along('It has few claims of a request.', ...NO_METADATA),
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
      breaks: [...EXCLUSIVE, 'RFC8725-3.8-1', 'OBUK-SSA-request-validation-3', 'RFC7591-3.2.2-10'],
      ...along(
        'It has few claims of an SSA.',
        'OBUK-SSA-payload-1',
        'OBUK-SSA-request-validation-2',
        'OBUK-redirect_uris-1',
      ),
      core: true,
    },
    (draft) => {
      const { software_statement: _inner, ...inner } = draft.request.claims;
      // With the typ of an SSA, which a request may do without.
      const header = { ...draft.request.header, typ: 'JWT' };
      return { ...draft, ssa: { ...draft.request, header, claims: inner } };
    },
  ),
  claims(
    {
      id: 'ssa.kind.json',
      title: 'a request whose SSA is the JSON text of its claims',
      path: 'request.claims.software_statement',
      area: 'signatures',
      situation: 'ssa-malformed',
      breaks: ['RFC7591-2.3-1', 'OBUK-jws-2', 'RFC7515-5.2-1'],
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
