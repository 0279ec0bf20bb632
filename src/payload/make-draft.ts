import type { TrustMaterial } from '../keys/trust-material.ts';
import type { Draft, JwtDraft } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import type { KeyName } from '../model/keys.ts';
import { applyEdits } from './apply-edits.ts';
import { draftIds } from './deterministic.ts';
import { draftClaims } from './draft-claims.ts';
import type { DraftInput } from './draft-input.ts';
import { readCompact } from './read-compact.ts';
import { softwareOf } from './statement-facts.ts';

const KEYS = {
  PS256: { request: 'tpp-signing', ssa: 'directory' },
  ES256: { request: 'tpp-signing-ec', ssa: 'directory-ec' },
} as const satisfies Record<DraftInput['algorithm'], Record<'request' | 'ssa', KeyName>>;

/**
 * A valid registration before signing: the request of the profile's claim table around an SSA of its directory.
 * Throws a UsageError when an edit names no claim.
 */
export function makeDraft(input: DraftInput): Draft {
  const { profile, seed, runId, caseId, label, algorithm } = input;
  const fresh = draftIds(profile.ssa.softwareIds, seed, runId, caseId, label);
  const given = input.statement === undefined ? null : givenSsa(input.statement);
  const own = given === null ? null : softwareOf(given.claims, profile);
  const ids = { ...fresh, softwareId: own ?? input.softwareId ?? fresh.softwareId };
  const claims = applyEdits(draftClaims(input, ids), input.edits ?? []);
  // A directory that signs with one algorithm only does so whatever the software uses.
  const attesting = profile.ssa.algorithms.includes(algorithm) ? algorithm : 'PS256';
  const { softwareId } = ids;
  const keySetUrl = `${input.jwksBaseUrl}/software/${input.keySet ?? softwareId}.jwks.json`;
  return {
    softwareId,
    keySetUrl,
    ssa: given ?? signedBy(input, claims.ssa, attesting, 'ssa'),
    request: signedBy(input, claims.request, algorithm, 'request'),
  };
}

function givenSsa(compact: string): JwtDraft {
  const { header, claims } = readCompact(compact);
  const algorithm = typeof header.alg === 'string' ? header.alg : '';
  return { header, claims, signature: { kind: 'given', compact, algorithm } };
}

/** The headers of valid drafts, which all drafts of a key share. */
const headers = new WeakMap<TrustMaterial, Map<string, JsonObject>>();

function headerOf(trust: TrustMaterial, key: KeyName, algorithm: string): JsonObject {
  const known = headers.get(trust) ?? new Map<string, JsonObject>();
  headers.set(trust, known);
  const name = `${key} ${algorithm}`;
  const header = known.get(name) ?? { alg: algorithm, kid: trust.key(key).kid, typ: 'JWT' };
  known.set(name, header);
  return header;
}

function signedBy(
  { trust }: DraftInput,
  claims: JsonObject,
  algorithm: DraftInput['algorithm'],
  part: 'request' | 'ssa',
): JwtDraft {
  const key = KEYS[algorithm][part];
  return {
    header: headerOf(trust, key, algorithm),
    claims,
    signature: { kind: 'key', key, algorithm },
  };
}
