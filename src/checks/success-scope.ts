import type { Finding } from '../model/finding.ts';
import { scopeTokens, stringsOf } from './compare.ts';
import { type Deviation, judge } from './judge.ts';
import { isUk, ROW, UK_ROW } from './rows.ts';
import { listed } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** The scopes that the roles of the software statement permit; null when it names no roles. */
function permitted({ sent, profile }: RecordInput): readonly string[] | null {
  const roles = stringsOf(sent.ssa[profile.ssa.names.roles]);
  if (roles.length === 0) return null;
  return [...profile.freeScopes, ...roles.flatMap((role) => profile.roleScopes[role] ?? [])];
}

/** The registered scope holds nothing that was not requested; less is a legal reduction (RFC 7591 2). */
export function scopeFindings(input: RecordInput): Finding[] {
  const { record, sent, weigh, profile } = input;
  if (typeof record.scope !== 'string') return [];
  const granted = scopeTokens(record.scope);
  const requested = scopeTokens(sent.request.scope);
  const roles = permitted(input);
  const beyondRoles = (token: string) => roles !== null && !roles.includes(token);
  const unrequested = granted.filter((token) => !requested.includes(token));
  const outside = unrequested.filter(beyondRoles);
  const deviations: Deviation[] = [];
  if (outside.length > 0) {
    deviations.push({
      requirement: isUk(profile) ? UK_ROW.scopeOfRoles : ROW.echo,
      expected: listed(roles ?? []),
      actual: listed(granted),
      message: `The registered scope exceeds the roles of the software: ${listed(outside)}.`,
    });
  }
  const unasked = requested.length === 0 ? [] : unrequested.filter((token) => !beyondRoles(token));
  if (unasked.length > 0) {
    deviations.push({
      requirement: ROW.echo,
      // A server may add scopes of its own (RFC 7591 2), but a client did not ask for the power.
      verdict: 'warn',
      expected: listed(requested),
      actual: listed(granted),
      message: `The registered scope is wider than the requested one: ${listed(unasked)}.`,
    });
  }
  const reduced = requested.some((token) => !granted.includes(token));
  return judge(
    {
      check: 'success.scope',
      requirement: ROW.echo,
      expected: 'the requested scope or less',
      actual: reduced ? `reduced to ${listed(granted)}` : listed(granted),
      message: 'The registered scope stays within the requested one.',
    },
    weigh,
    deviations,
  );
}
