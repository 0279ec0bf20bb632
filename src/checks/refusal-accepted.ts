import type { RefusalInput } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import { present, sameJson, scopeTokens } from './compare.ts';
import { parseObject } from './json-text.ts';
import { defectsOf, illegalValues } from './member-value.ts';
import { isUk, ROW } from './rows.ts';
import { shown, textOf } from './shown.ts';
import { FAPI_METHODS } from './success-echo.ts';

/** True when `value` still holds what had to be refused: for lists and scopes, any of its illegal parts, or all of it when each part is legal. */
function inForce(value: Json, refused: unknown, spec: ClaimSpec): boolean {
  if (refused === undefined || refused === null) return false;
  if (spec.format === 'scope' && typeof value === 'string') {
    const unwanted = typeof refused === 'string' ? scopeTokens(refused) : [];
    return unwanted.length > 0 && unwanted.every((token) => scopeTokens(value).includes(token));
  }
  if (Array.isArray(value)) {
    const held = value as readonly Json[];
    if (!Array.isArray(refused)) return held.includes(refused as Json);
    const bad = illegalValues(refused as readonly Json[], spec);
    if (bad.length > 0) return held.some((item) => bad.includes(textOf(item)));
  }
  return sameJson(value, refused as Json);
}

function droppedFinding(accepted: Finding, member: string, value: Json | undefined): Finding {
  const actual = `${accepted.actual}, ${member}: ${present(value) ? shown(value) : 'absent'}`;
  if (present(value)) return { ...accepted, actual };
  return { ...accepted, actual, verdict: 'pass', message: `The server left ${member} out.` };
}

/** The finding for a 2xx where a refusal was due: right only where the clause allows another value and the answer shows one. */
export function acceptedFinding(input: RefusalInput, expected: string): Finding {
  const { exchange, profile, weigh, requirement, replaceable } = input;
  const status = exchange.response?.status ?? 0;
  const base = { check: 'refusal.accepted', requirement, expected };
  const accepted: Finding = {
    ...base,
    verdict: weigh(requirement),
    actual: `status ${status}`,
    message: 'The request was accepted.',
  };
  if (replaceable === undefined) return accepted;
  const { member, value: refused, mustBeShown = false, droppable = false } = replaceable;
  const spec = profile.response.members[member];
  const value = parseObject(exchange.response?.body)?.[member];
  if (droppable) return droppedFinding(accepted, member, value);
  // RFC 7591 2: a server that does not understand a member ignores it, and what was wrong with it as well.
  if (!present(value) && profile.response.mayIgnore?.includes(member) === true) {
    return droppedFinding(accepted, member, value);
  }
  if (!present(value)) {
    return {
      ...base,
      verdict: mustBeShown ? weigh(requirement) : 'warn',
      actual: `status ${status}, ${member} not shown`,
      message: `The request was accepted, and the answer does not tell which ${member} is in force.`,
    };
  }
  const legal = spec === undefined || defectsOf(value, spec).length === 0;
  const stays =
    spec === undefined ? sameJson(value, refused as Json) : inForce(value, refused, spec);
  if (!legal || stays) {
    return { ...accepted, actual: `status ${status}, ${member}: ${shown(value)}` };
  }
  const method = member === 'token_endpoint_auth_method' && isUk(profile);
  if (method && !FAPI_METHODS.includes(textOf(value))) {
    return {
      ...accepted,
      requirement: ROW.fapiAuthMethods,
      verdict: weigh(ROW.fapiAuthMethods),
      actual: `status ${status}, ${member}: ${shown(value)}`,
      message: 'The server replaced the client authentication method by one that FAPI forbids.',
    };
  }
  return {
    ...base,
    verdict: 'pass',
    actual: `status ${status}, ${member}: ${shown(value)}`,
    message: `The server replaced ${member} by a legal value, as the clause allows.`,
  };
}
