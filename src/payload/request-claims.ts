import { SSA_HERE } from '../model/draft.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import type { DraftIds } from './deterministic.ts';
import type { DraftInput } from './draft-input.ts';
import { REDIRECT_URIS } from './redirect-uris.ts';

/** Claims of a valid request JWT: JWT mechanics, the profile's metadata, and where the SSA goes. */
export function requestClaims(input: DraftInput, { softwareId, requestJti }: DraftIds): JsonObject {
  const { profile, now, audience, variant } = input;
  const full = variant === 'full';
  return {
    iss: softwareId,
    iat: now,
    exp: now + profile.request.lifetime,
    aud: audience,
    // Upper-case: the pattern in the text of OB UK DCR allows no other, the one in its OpenAPI allows both.
    jti: requestJti.toUpperCase(),
    // In both variants: OB UK DCR calls it 1..* in one place and lets it be left out in another.
    redirect_uris: REDIRECT_URIS,
    ...metadata(input),
    ...(full && 'software_id' in profile.request.claims ? { software_id: softwareId } : {}),
    software_statement: SSA_HERE,
  };
}

function metadata({ profile, variant, algorithm }: DraftInput): JsonObject {
  const { claims, values } = profile.request;
  const chosen: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const spec = claims[name];
    if (variant === 'minimal' && spec !== undefined && !isRequired(spec, values)) continue;
    chosen[name] = spec?.format === 'jws-alg' ? algorithm : value;
  }
  return chosen;
}

function isRequired(spec: ClaimSpec, values: JsonObject): boolean {
  if (spec.presence === 'required') return true;
  if (spec.requiredWhen === undefined) return false;
  const { claim, is } = spec.requiredWhen;
  return [values[claim]].flat().some((value) => typeof value === 'string' && is.includes(value));
}
