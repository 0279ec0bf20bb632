import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import { present, sameJson, stringsOf } from './compare.ts';
import { sameName } from './distinguished-name.ts';
import { type Deviation, judge } from './judge.ts';
import { isUk, ROW, UK_ROW } from './rows.ts';
import { listed, shown, textOf } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** Judged by checks of their own. */
const ELSEWHERE = new Set(['redirect_uris', 'scope', 'software_statement', 'client_id']);

/** Ways in which a client may authenticate in FAPI 1.0 Advanced, 5.2.2-14. */
export const FAPI_METHODS = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

function isSame(sent: Json, value: Json, spec: ClaimSpec): boolean {
  if (sameJson(sent, value)) return true;
  const names = typeof sent === 'string' && typeof value === 'string' && spec.format === 'dn';
  return names && sameName(sent, value);
}

/** A client that asked for a strong method and holds no secret cannot authenticate with a weaker one: the record is not what was registered. */
function weaker(sent: Json, value: Json, { record, profile }: RecordInput): Deviation[] {
  if (!FAPI_METHODS.includes(textOf(sent)) || FAPI_METHODS.includes(textOf(value))) return [];
  if (profile.authMethods.includes(textOf(value))) return [];
  const replaced = present(record.client_secret);
  return [
    {
      requirement: replaced ? ROW.fapiAuthMethods : isUk(profile) ? UK_ROW.general : ROW.echo,
      expected: listed(FAPI_METHODS.slice(0, 2)),
      actual: shown(value),
      message: replaced
        ? 'A strong client authentication method was replaced by a weaker one.'
        : 'The record names a weaker client authentication method, for which the client has no secret.',
    },
  ];
}

/** Values that one document of the profile lists and another forbids, where nobody asked for them. */
function downgraded(name: string, value: Json, spec: ClaimSpec): Deviation[] {
  const values = Array.isArray(value) ? stringsOf(value) : [textOf(value)];
  if (!values.some((one) => spec.tolerated?.includes(one))) return [];
  return [
    {
      requirement: spec.format === 'jws-alg' ? ROW.fapiNoRs : (spec.clauses.value ?? ROW.echo),
      verdict: 'warn',
      expected: `${name}: ${spec.values?.join(', ')}`,
      actual: shown(value),
      message: `${name} was replaced by a value that FAPI advises against.`,
    },
  ];
}

function deviationsOf(name: string, spec: ClaimSpec, input: RecordInput): Deviation[] {
  const sent = input.sent.request[name];
  const value = input.record[name];
  if (!present(sent) || !present(value) || isSame(sent, value, spec)) return [];
  if (!spec.replaceable) {
    return [
      {
        requirement: ROW.echo,
        expected: shown(sent),
        actual: shown(value),
        message: `${name} differs from what was registered.`,
      },
    ];
  }
  if (name === 'token_endpoint_auth_method') return weaker(sent, value, input);
  return downgraded(name, value, spec);
}

/** Grants and response types of the record fit together (RFC 7591 2.1); silent when the request itself did not fit. */
function inconsistencies({ record, sent }: RecordInput): Deviation[] {
  const types = stringsOf(record.response_types);
  const grants = stringsOf(record.grant_types);
  const asRequested =
    sameJson(record.response_types, sent.request.response_types) &&
    sameJson(record.grant_types, sent.request.grant_types);
  if (asRequested || !types.some((type) => type.split(' ').includes('code'))) return [];
  if (grants.length === 0 || grants.includes('authorization_code')) return [];
  return [
    {
      requirement: ROW.consistentGrants,
      expected: 'authorization_code beside a response type with code',
      actual: `${listed(types)}; ${listed(grants)}`,
      message: 'The registered response types need a grant that is not registered.',
    },
  ];
}

/** Every metadata claim of the request came back equal, or replaced where the clause allows it (RFC 7591 2 and 3.2.1). */
export function echoFindings(input: RecordInput): Finding[] {
  const { profile, sent, record, weigh } = input;
  const noEcho = new Set(profile.response.notEchoed);
  const members = Object.entries(profile.response.members).filter(
    ([name]) => !ELSEWHERE.has(name) && !noEcho.has(name) && !(name in sent.ssa),
  );
  const replaced = members
    .filter(([name]) => present(sent.request[name]) && present(record[name]))
    .filter(([name, spec]) => !isSame(sent.request[name] ?? null, record[name] ?? null, spec))
    .map(([name]) => name);
  return [
    ...judge(
      {
        check: 'success.echo',
        requirement: ROW.echo,
        expected: 'the metadata as sent, or legal replacements',
        actual: replaced.length === 0 ? 'as sent' : `replaced: ${listed(replaced)}`,
        message: 'The record tells what was registered.',
      },
      weigh,
      members.flatMap(([name, spec]) => deviationsOf(name, spec, input)),
    ),
    ...judge(
      {
        check: 'success.consistent',
        requirement: ROW.consistentGrants,
        expected: 'grant types that the response types need',
        message: 'Grant types and response types fit together.',
      },
      weigh,
      inconsistencies(input),
    ),
  ];
}
