import type { JsonObject } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import type { DraftIds } from './deterministic.ts';
import { draftFacts } from './draft-facts.ts';
import type { DraftInput } from './draft-input.ts';
import { readCompact } from './read-compact.ts';
import { permittedScope, statementFacts } from './statement-facts.ts';
import { fillTemplate } from './template.ts';

/** Claims of a valid request and of its SSA, as the profile's values say. */
export function draftClaims(
  input: DraftInput,
  ids: DraftIds,
): { readonly request: JsonObject; readonly ssa: JsonObject } {
  const { request, ssa } = input.profile;
  const facts = draftFacts(input, ids);
  if (input.statement !== undefined) return aroundGiven(input, input.statement, facts);
  const claims = {
    request: fillTemplate(request.values, facts),
    ssa: fillTemplate(ssa.values, facts),
  };
  if (input.variant === 'full') return claims;
  return {
    request: least(claims.request, request.claims, request.minimal),
    ssa: least(claims.ssa, ssa.claims, ssa.minimal),
  };
}

/** The request that fits a given SSA, whose claims stay as they are. */
function aroundGiven(
  { profile, variant }: DraftInput,
  statement: string,
  facts: ReturnType<typeof draftFacts>,
): { readonly request: JsonObject; readonly ssa: JsonObject } {
  const { claims: ssa } = readCompact(statement);
  const { values, claims, minimal } = profile.request;
  const filled = fillTemplate(values, { ...facts, ...statementFacts(ssa, profile) });
  const request =
    typeof filled.scope === 'string'
      ? { ...filled, scope: permittedScope(filled.scope, ssa, profile) }
      : filled;
  return { request: variant === 'full' ? request : least(request, claims, minimal), ssa };
}

/** What is required of `claims`, and what the profile keeps in a minimal draft all the same. */
function least(
  claims: JsonObject,
  specs: Readonly<Record<string, ClaimSpec>>,
  kept: readonly string[],
): JsonObject {
  const needed = ([name]: readonly [string, unknown]): boolean => {
    const spec = specs[name];
    return kept.includes(name) || (spec !== undefined && isRequired(spec, claims));
  };
  return Object.fromEntries(Object.entries(claims).filter(needed));
}

function isRequired(spec: ClaimSpec, claims: JsonObject): boolean {
  if (spec.presence === 'required') return true;
  if (spec.requiredWhen === undefined) return false;
  const { claim, is } = spec.requiredWhen;
  return [claims[claim]].flat().some((value) => typeof value === 'string' && is.includes(value));
}
