import type { Draft, JwtDraft, PublicMaterial, SignatureSpec, TextEdit } from '../model/draft.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { KeyName, SigningAlgorithm } from '../model/keys.ts';

/** A building block of claims mutations. */
export type Edit = (draft: Draft, material: PublicMaterial) => Draft;

export type Layer = 'ssa' | 'request';

/** A value, or what makes it of the old value. */
type Value = Json | ((old: Json | undefined, draft: Draft, material: PublicMaterial) => Json);

/** One edit after the other. */
export function all(...edits: readonly Edit[]): Edit {
  return (draft, material) => edits.reduce((changed, edit) => edit(changed, material), draft);
}

export function setClaim(layer: Layer, name: string, value: Value): Edit {
  return (draft, material) => {
    const old = draft[layer].claims[name];
    const next = typeof value === 'function' ? value(old, draft, material) : value;
    return withJwt(draft, layer, { claims: { ...draft[layer].claims, [name]: next } });
  };
}

export function dropClaim(layer: Layer, name: string): Edit {
  return (draft) => withJwt(draft, layer, { claims: without(draft[layer].claims, name) });
}

export function setHeader(layer: Layer, name: string, value: Value): Edit {
  return (draft, material) => {
    const old = draft[layer].header[name];
    const next = typeof value === 'function' ? value(old, draft, material) : value;
    return withJwt(draft, layer, { header: { ...draft[layer].header, [name]: next } });
  };
}

export function dropHeader(layer: Layer, name: string): Edit {
  return (draft) => withJwt(draft, layer, { header: without(draft[layer].header, name) });
}

export function sign(layer: Layer, signature: SignatureSpec): Edit {
  return (draft) => withJwt(draft, layer, { signature });
}

/** Signed by `key` with `algorithm`, and saying so in alg and kid. */
export function signAs(
  layer: Layer,
  key: KeyName,
  algorithm: SigningAlgorithm,
  extra: { readonly saltLength?: number; readonly der?: boolean } = {},
): Edit {
  return all(
    setHeader(layer, 'alg', algorithm),
    setHeader(layer, 'kid', kidOf(key)),
    sign(layer, { kind: 'key', key, algorithm, ...extra }),
  );
}

/** The key set of the software is `keys`: at the URL of its statement, and in the request where that holds the set itself. */
export function withKeySet(draft: Draft, keys: readonly JsonObject[]): Draft {
  const hosted = { ...draft, jwks: { body: { keys } } };
  const { claims } = draft.request;
  if (claims.jwks === undefined) return hosted;
  return withJwt(hosted, 'request', { claims: { ...claims, jwks: { keys } } });
}

/** The kid under which `key` is published. */
export function kidOf(key: KeyName): Value {
  return (_old, _draft, material) => String(material.jwk(key).kid);
}

export function editText(layer: Layer, part: 'header' | 'claims', edit: TextEdit): Edit {
  return (draft) =>
    withJwt(draft, layer, part === 'header' ? { headerText: edit } : { claimsText: edit });
}

/** Adds one member, given as JSON text, behind the others: this is how a name comes to stand there twice. */
export function appendMember(layer: Layer, part: 'header' | 'claims', member: string): Edit {
  return editText(layer, part, (json) => `${json.slice(0, -1)},${member}}`);
}

export function prependMember(layer: Layer, part: 'header' | 'claims', member: string): Edit {
  return editText(layer, part, (json) => `{${member},${json.slice(1)}`);
}

/** Seconds since the epoch at which the draft was made. */
export function madeAt(draft: Draft): number {
  return Number(draft.request.claims.iat ?? draft.ssa.claims.iat);
}

function withJwt(draft: Draft, layer: Layer, change: Partial<JwtDraft>): Draft {
  return { ...draft, [layer]: { ...draft[layer], ...change } };
}

function without(object: JsonObject, name: string): JsonObject {
  const { [name]: _dropped, ...others } = object;
  return others;
}
