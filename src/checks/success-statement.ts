import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { present, sameJson, scopeTokens } from './compare.ts';
import { type Deviation, judge } from './judge.ts';
import { isUk, ROW, UK_ROW } from './rows.ts';
import { listed, shown, textOf } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** Claims that make the statement a JWT; they say nothing about the client. */
const MECHANICS = new Set(['iss', 'iat', 'exp', 'nbf', 'jti', 'aud']);

function metadataOf(ssa: JsonObject): [string, JsonObject[string]][] {
  return Object.entries(ssa).filter(([name, value]) => !MECHANICS.has(name) && present(value));
}

/** A claim may be called as something that every object has. */
function ownMember(object: JsonObject, name: string): JsonObject[string] | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A server need not grant all that is attested (RFC 7591 2). */
function isPartOf(scope: Json, attested: Json): boolean {
  const all = scopeTokens(attested);
  return typeof scope === 'string' && scopeTokens(scope).every((token) => all.includes(token));
}

function overridden({ record, sent, profile }: RecordInput): Deviation[] {
  const deviations = metadataOf(sent.ssa).flatMap(([name, attested]): Deviation[] => {
    const value = ownMember(record, name);
    // redirect_uris may be a subset by profile; its own check looks at it.
    if (!present(value) || name === 'redirect_uris' || sameJson(value, attested)) return [];
    if (name === 'scope' && isPartOf(value, attested)) return [];
    const claimed = ownMember(sent.request, name);
    const selfAsserted = present(claimed) && sameJson(value, claimed);
    const retyped = textOf(value) === textOf(attested);
    return [
      {
        requirement: selfAsserted ? ROW.selfAsserted : ROW.statementWins,
        ...(retyped ? { verdict: 'warn' as const } : {}),
        expected: shown(attested),
        actual: shown(value),
        message: selfAsserted
          ? `The client's own ${name} won over the software statement.`
          : `${name} differs from the software statement.`,
      },
    ];
  });
  const { jwksUri } = profile.ssa.names;
  const source = record.jwks_uri;
  const known = [sent.request.jwks_uri, sent.ssa[jwksUri], sent.ssa.org_jwks_endpoint];
  if (!present(source) || known.includes(source)) return deviations;
  return [
    ...deviations,
    {
      requirement: ROW.statementWins,
      // A server may publish a copy under an address of its own.
      verdict: 'warn',
      expected: listed(known.filter(present)),
      actual: shown(source),
      message: 'jwks_uri names another key set than the software statement.',
    },
  ];
}

function statement({ record, sent, profile }: RecordInput): Deviation[] {
  const value = record.software_statement;
  const own = sent.softwareStatement || sent.request.software_statement;
  if (!present(value) || !present(own) || value === own) return [];
  return [
    {
      requirement: profile.response.members.software_statement?.clauses.value ?? ROW.statementEcho,
      expected: 'the software statement as sent',
      actual:
        typeof value === 'string' ? `another text of ${value.length} characters` : shown(value),
      message: 'The software statement came back changed.',
    },
  ];
}

/** The software statement came back unmodified, its claims rule over the request, and they stand at top level where the profile says so. */
export function statementFindings(input: RecordInput): Finding[] {
  const { record, sent, profile, weigh } = input;
  // What the request asked for as well is missed as metadata already.
  // A claim that nobody knows is ignored (RFC 7519 4), which leaves nothing to show.
  const known = metadataOf(sent.ssa).filter(([name]) => Object.hasOwn(profile.ssa.claims, name));
  const absent = known.filter(([name]) => !present(record[name]) && !present(sent.request[name]));
  const flattened = {
    check: 'success.ssa-flattened',
    requirement: isUk(profile) ? UK_ROW.flattened : ROW.statementMetadata,
    expected: 'every claim of the software statement at top level',
  };
  return [
    ...judge(
      {
        check: 'success.software-statement',
        requirement: ROW.statementEcho,
        expected: 'the software statement as sent',
        message: 'The software statement came back unmodified.',
      },
      weigh,
      statement(input),
    ),
    ...judge(
      {
        check: 'success.ssa-members',
        requirement: ROW.statementWins,
        expected: 'the values of the software statement',
        message: 'What the software statement attests was not overridden.',
      },
      weigh,
      overridden(input),
    ),
    ...(profile.response.flattenSsa
      ? judge(
          { ...flattened, message: 'The claims of the software statement stand at top level.' },
          weigh,
          absent.length === 0
            ? []
            : [
                {
                  ...flattened,
                  actual: `absent: ${absent.map(([name]) => name).join(', ')}`,
                  message: 'Claims of the software statement are missing at top level.',
                },
              ],
        )
      : []),
  ];
}
