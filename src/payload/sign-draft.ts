import type { TrustMaterial } from '../keys/trust-material.ts';
import { type Draft, type JwtDraft, type SignedDraft, SSA_HERE } from '../model/draft.ts';
import type { Mutation } from '../model/mutation.ts';
import { publicMaterial } from './public-material.ts';
import { signJwt } from './sign-jwt.ts';

/** Learns what stood before and after each mutation: two drafts, or two compact tokens. */
export interface Witness {
  draft(mutation: Mutation, before: Draft, after: Draft): void;
  token(mutation: Mutation, layer: Layer, before: string, after: string): void;
}

export type Layer = 'ssa' | 'request';

/**
 * Applies the mutations of the claims and token stages and signs: the SSA first, then the request around it.
 * An SSA that the request does not carry is not signed; its compact form is then ''.
 */
export async function signDraft(
  draft: Draft,
  mutations: readonly Mutation[],
  trust: TrustMaterial,
  witness?: Witness,
): Promise<SignedDraft> {
  const changed = applyClaims(draft, mutations, trust, witness);
  const token = async (layer: Layer, jwt: JwtDraft): Promise<string> =>
    applyToken(layer, await signJwt(jwt, trust), mutations, witness);
  const carriesSsa = changed.request.claims.software_statement === SSA_HERE;
  const ssa = carriesSsa ? await token('ssa', changed.ssa) : '';
  const request = carriesSsa ? around(changed.request, ssa) : changed.request;
  return { draft: changed, ssa, request: await token('request', request) };
}

function applyClaims(
  draft: Draft,
  mutations: readonly Mutation[],
  trust: TrustMaterial,
  witness: Witness | undefined,
): Draft {
  let current = draft;
  for (const mutation of mutations) {
    if (mutation.stage !== 'claims') continue;
    const next = mutation.apply(current, publicMaterial(trust));
    witness?.draft(mutation, current, next);
    current = next;
  }
  return current;
}

function applyToken(
  layer: Layer,
  compact: string,
  mutations: readonly Mutation[],
  witness: Witness | undefined,
): string {
  let current = compact;
  for (const mutation of mutations) {
    if (mutation.stage !== 'token' || mutation.layer !== layer) continue;
    const next = mutation.apply(current);
    witness?.token(mutation, layer, current, next);
    current = next;
  }
  return current;
}

/** The request with the SSA in its place. */
export function around(request: JwtDraft, ssa: string): JwtDraft {
  return { ...request, claims: { ...request.claims, software_statement: ssa } };
}
