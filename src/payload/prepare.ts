import type { TrustMaterial } from '../keys/trust-material.ts';
import type { SentRegistration } from '../model/check.ts';
import type { Draft, HttpMessage, JwtDraft, Outgoing, SignedDraft } from '../model/draft.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { TlsIdentity } from '../model/keys.ts';
import type { Mutation, MutationRecord } from '../model/mutation.ts';
import { compareDrafts, compareValues, type Difference } from './compare-drafts.ts';
import { compareMessages, compareTokens } from './compare-sent.ts';
import { type MessageInput, toMessage } from './message.ts';
import { around, signDraft } from './sign-draft.ts';

export interface PrepareInput extends MessageInput {
  readonly draft: Draft;
  /** Legal changes that the control shares: applied first, not recorded. */
  readonly base?: readonly Mutation[];
  readonly mutations: readonly Mutation[];
  readonly trust: TrustMaterial;
  /** Who connects, unless a mutation changes it; `tpp` when left out. */
  readonly identity?: TlsIdentity;
  /** An update: `client_id` joins the claims, as RFC 7592 2.2 asks. */
  readonly clientId?: string;
}

export interface Prepared {
  readonly outgoing: Outgoing;
  /** What each mutation did, found by comparing the stages. */
  readonly records: readonly MutationRecord[];
  readonly sent: SentRegistration;
  readonly signed: SignedDraft;
}

/** Takes a draft through all stages: claims, tokens, HTTP message, connection. */
export async function prepare(input: PrepareInput): Promise<Prepared> {
  const { base = [], trust } = input;
  const mutations = [...base, ...input.mutations];
  const records: MutationRecord[] = [];
  const record = (mutation: Mutation, differences: readonly Difference[]): void => {
    if (base.includes(mutation)) return;
    records.push(...differences.map((difference) => ({ id: mutation.id, ...difference })));
  };

  const signed = await signDraft(forUpdate(input), mutations, trust, {
    draft: (mutation, before, after) => record(mutation, compareDrafts(before, after)),
    token: (mutation, layer, before, after) =>
      record(mutation, compareTokens(layer, before, after)),
  });

  let message: HttpMessage = toMessage(signed, input);
  let identity: TlsIdentity = input.identity ?? 'tpp';
  for (const mutation of mutations) {
    if (mutation.stage === 'http') {
      const next = mutation.apply(message, signed);
      record(mutation, compareMessages(message, next));
      message = next;
    } else if (mutation.stage === 'connection') {
      record(mutation, compareValues('connection.identity', identity, mutation.identity));
      identity = mutation.identity;
    }
  }
  return { outgoing: { message, identity }, records, sent: sentOf(signed), signed };
}

function forUpdate({ draft, clientId }: PrepareInput): Draft {
  if (clientId === undefined) return draft;
  const claims = { client_id: clientId, ...draft.request.claims };
  return { ...draft, request: { ...draft.request, claims } };
}

function sentOf({ draft, ssa }: SignedDraft): SentRegistration {
  return {
    request: asRead(ssa === '' ? draft.request : around(draft.request, ssa)),
    ssa: ssa === '' ? {} : asRead(draft.ssa),
    softwareStatement: ssa,
  };
}

/** The claims as a parser sees them: where the text was edited, duplicates resolve to the last. */
function asRead({ claims, claimsText }: JwtDraft): JsonObject {
  if (claimsText === undefined) return claims;
  const text = claimsText(JSON.stringify(claims));
  try {
    const read: unknown = JSON.parse(
      typeof text === 'string' ? text : new TextDecoder().decode(text),
    );
    return isJsonObject(read) ? read : claims;
  } catch {
    return claims;
  }
}
