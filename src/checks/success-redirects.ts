import type { Finding } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import { isRowOf } from '../requirements/applies.ts';
import { present, sameJson, stringsOf } from './compare.ts';
import { type Deviation, judge } from './judge.ts';
import { ROW, rowOr, UK_ROW } from './rows.ts';
import { listed } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** A URI in the one spelling of its scheme, host and empty path; text that is no URI stays as it is. */
export function normalUri(uri: string): string {
  try {
    return new URL(uri).href.replace(/\/$/, '');
  } catch {
    return uri;
  }
}

/** The requested list, or the one of the software statement when none was requested. */
function asked({ sent, profile }: RecordInput): readonly string[] {
  const { request, ssa } = sent;
  return stringsOf(
    present(request.redirect_uris) ? request.redirect_uris : ssa[profile.ssa.names.redirectUris],
  );
}

/** OpenID Connect Registration 3.2 lets a server replace anything but these. */
function kept(profile: Profile): boolean {
  return isRowOf(profile, ROW.redirectsKept);
}

function foreign(input: RecordInput, returned: readonly string[]): Deviation[] {
  const { sent, profile } = input;
  const known = [...asked(input), ...stringsOf(sent.ssa[profile.ssa.names.redirectUris])];
  const normalKnown = known.map(normalUri);
  return returned
    .filter((uri) => !known.includes(uri))
    .map((uri) => {
      const variant = normalKnown.includes(normalUri(uri));
      return {
        requirement: kept(profile) ? ROW.redirectsKept : ROW.echo,
        ...(variant ? { verdict: 'warn' as const } : {}),
        expected: listed(known),
        actual: uri,
        message: variant
          ? 'A redirect URI came back in another spelling; URIs are compared by exact match.'
          : 'A redirect URI came back that neither the request nor the software statement holds.',
      };
    });
}

function missing(input: RecordInput, returned: readonly string[]): Deviation[] {
  const normalReturned = returned.map(normalUri);
  const lost = asked(input).filter((uri) => !normalReturned.includes(normalUri(uri)));
  const fromStatement = !present(input.sent.request.redirect_uris);
  if (lost.length === 0) return [];
  return [
    {
      requirement: fromStatement
        ? rowOr(input.profile, UK_ROW.redirectDefault, ROW.echo)
        : ROW.echo,
      ...(kept(input.profile) ? { requirement: ROW.redirectsKept } : { verdict: 'warn' as const }),
      expected: listed(asked(input)),
      actual: listed(returned),
      message: fromStatement
        ? 'Redirect URIs of the software statement were not registered though none was requested.'
        : 'Requested redirect URIs were left out.',
    },
  ];
}

/** Who is registered for a grant that redirects has an address to redirect to (RFC 7591 5). */
function none(input: RecordInput): Deviation[] {
  const grants = stringsOf(input.record.grant_types);
  const redirects = grants.includes('authorization_code') || grants.includes('implicit');
  if (!redirects || asked(input).length === 0) return [];
  return [
    {
      requirement: ROW.redirectsRegistered,
      expected: listed(asked(input)),
      actual: 'an empty list',
      message: 'The client has a grant that redirects, and no redirect URI.',
    },
  ];
}

/** The redirect URIs of the record are those requested, or those of the software statement; never others. */
export function redirectFindings(input: RecordInput): Finding[] {
  const { record, sent, weigh } = input;
  const value = record.redirect_uris;
  if (!Array.isArray(value)) return [];
  const returned = stringsOf(value);
  const judged = sameJson(value, sent.request.redirect_uris) ? asked(input) : returned;
  return judge(
    {
      check: 'success.redirect-uris',
      requirement: ROW.echo,
      expected: 'redirect URIs of the request or the software statement',
      actual: listed(judged),
      message: 'Only known redirect URIs are registered.',
    },
    weigh,
    [
      ...foreign(input, returned),
      ...(returned.length === 0 ? none(input) : missing(input, returned)),
    ],
  );
}
