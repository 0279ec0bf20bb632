import type { Draft, HttpMessage, PublicMaterial, SignedDraft } from './draft.ts';
import type { TlsIdentity } from './keys.ts';
import type { Situation } from './profile.ts';

/** One named, pure change of a valid registration. `R` is the id type of the catalogue. */
interface MutationBase<R extends string> {
  /** Such as `request.claims.aud.absent` or `ssa.jose.alg-none`. */
  readonly id: string;
  readonly title: string;
  /**
   * The only path that changes: `request.claims.aud`, `ssa.header.kid`, `request.signature`, `http.headers.content-type`…
   * Where one defect needs several changes, they are joined by ` + `.
   */
  readonly path: string;
  /** Requirements a server breaks by accepting it; empty for a probe. */
  readonly breaks: readonly R[];
  /** What a careful server finds wrong besides, and why it is no defect of its own: inseparable from the change, or left open. */
  readonly alsoBreaks?: { readonly rows: readonly R[]; readonly why: string };
  readonly situation: Situation;
  /** Legal metadata that a server may refuse all the same (RFC 7591 2): where it does, nothing is learnt about what stands on it. */
  readonly optional?: true;
}

/** Acts before signing. */
export interface ClaimsMutation<R extends string = string> extends MutationBase<R> {
  readonly stage: 'claims';
  apply(draft: Draft, material: PublicMaterial): Draft;
}

/** Acts on the compact form after signing; one at the SSA layer runs before the request is signed around it. */
export interface TokenMutation<R extends string = string> extends MutationBase<R> {
  readonly stage: 'token';
  readonly layer: 'ssa' | 'request';
  apply(compact: string): string;
}

/** Acts on the HTTP message. */
export interface HttpMutation<R extends string = string> extends MutationBase<R> {
  readonly stage: 'http';
  apply(message: HttpMessage, signed: SignedDraft): HttpMessage;
}

/** Changes who connects. */
export interface ConnectionMutation<R extends string = string> extends MutationBase<R> {
  readonly stage: 'connection';
  readonly identity: TlsIdentity;
}

export type Mutation<R extends string = string> =
  | ClaimsMutation<R>
  | TokenMutation<R>
  | HttpMutation<R>
  | ConnectionMutation<R>;

/** What a mutation did, found by comparing the stages before and after it. Values are JSON or shortened text; undefined members are left out. */
export interface MutationRecord {
  readonly id: string;
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}
