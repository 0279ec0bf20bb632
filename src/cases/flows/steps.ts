import { parseObject } from '../../checks/json-text.ts';
import { noAnswer } from '../../checks/no-answer.ts';
import { refusalFindings } from '../../checks/refusal.ts';
import { successFindings } from '../../checks/success.ts';
import type { SentRegistration, SuccessInput } from '../../model/check.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Credential, Flow, RegisteredClient, RegisterOptions } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Operation, Situation } from '../../model/profile.ts';
import { rowsIn } from '../../requirements/applies.ts';
import type { RequirementId } from '../../requirements/index.ts';
import type { Rows } from './flow-case.ts';

/** The status of the answer; 0 when there is none. */
export function statusOf(exchange: Exchange): number {
  return exchange.response?.status ?? 0;
}

/** True for a 2xx. */
export function isSuccess(exchange: Exchange): boolean {
  return statusOf(exchange) >= 200 && statusOf(exchange) < 300;
}

/** The answer in a few words, for the reason of an inconclusive case. */
export function outcome(exchange: Exchange): string {
  return exchange.response === null
    ? `no answer (${exchange.failure?.kind ?? 'unknown'})`
    : `status ${exchange.response.status}`;
}

/** The JSON object of the answer; null when there is none. */
export function objectOf(exchange: Exchange): JsonObject | null {
  return parseObject(exchange.response?.body);
}

const NOT_OFFERED = [404, 405, 501];

/** Operations that worked in a flow: what fails like an operation that is not there is no such thing then. */
const WORKED = new WeakMap<Flow, Set<Operation>>();

/** From now on it is known that the target offers `operation`. */
export function worked(flow: Flow, operation: Operation): void {
  const known = WORKED.get(flow) ?? new Set();
  WORKED.set(flow, known.add(operation));
}

/** Ends the case as not applicable when an operation that the profile leaves to the server is not there (404, 405, 501). */
export function skipUnlessOffered(flow: Flow, operation: Operation, exchange: Exchange): void {
  if (flow.profile.operations[operation] === 'required') return;
  if (WORKED.get(flow)?.has(operation)) return;
  if (NOT_OFFERED.includes(statusOf(exchange))) {
    flow.skip(`${operation.toUpperCase()} is not offered (${outcome(exchange)})`);
  }
}

/** Control: the client reads its own record, with `credential` where that is what the case is about. Returns the record. */
export async function ownRecord(
  flow: Flow,
  client: RegisteredClient,
  credential: Credential = 'own',
): Promise<JsonObject> {
  const exchange = await flow.read(client, { credential });
  skipUnlessOffered(flow, 'get', exchange);
  const record = objectOf(exchange);
  flow.must(
    statusOf(exchange) === 200 && record !== null,
    `control: reading the own record gave ${outcome(exchange)}`,
  );
  const id = record.client_id ?? client.clientId;
  flow.must(id === client.clientId, 'control: a read shows the record of another client');
  worked(flow, 'get');
  return record;
}

/** Control: the client updates its own record without changing it; `credential` in place of a token of its own. */
export async function ownUpdate(
  flow: Flow,
  client: RegisteredClient,
  credential: Credential = 'own',
): Promise<JsonObject | null> {
  const { exchange } = await flow.update(client, { credential });
  skipUnlessOffered(flow, 'put', exchange);
  flow.must(
    statusOf(exchange) === 200,
    `control: an update that changes nothing gave ${outcome(exchange)}`,
  );
  const id = objectOf(exchange)?.client_id ?? client.clientId;
  flow.must(id === client.clientId, 'control: an update gave the client another client_id');
  worked(flow, 'put');
  return objectOf(exchange);
}

/**
 * The token that manages a client after an answer with `record`: any read or update may give another registration access token
 * (RFC 7592 5). Where another credential manages clients, one in the record manages nothing.
 */
export function tokenAfter({ profile }: Flow, record: JsonObject | null, bearer: string): string {
  if (profile.management.credential !== 'registration-access-token') return bearer;
  const { registration_access_token: rotated } = record ?? {};
  return typeof rotated === 'string' && rotated !== '' ? rotated : bearer;
}

/** Ends the case where an update of a client by itself met 401: the token has run out, and nothing was learnt. */
export function requireToken(flow: Flow, exchange: Exchange): void {
  flow.must(statusOf(exchange) !== 401, 'the access token of the client is no longer taken');
}

/** Control: a valid registration is accepted. Nobody needs its client. */
export async function registrationWorks(flow: Flow): Promise<void> {
  flow.release(await flow.client());
}

/** A client in the place of `former`, which is needed no more: who has one SSA has one client at a time. */
export async function nextClient(flow: Flow, former: RegisteredClient): Promise<RegisteredClient> {
  flow.release(former);
  return flow.client();
}

/** Control: a client made for the purpose can delete itself. */
export async function deletionWorks(flow: Flow): Promise<void> {
  await deleted(flow, await flow.client());
}

/** Precondition: `client` is deleted by its owner. */
export async function deleted(
  flow: Flow,
  client: RegisteredClient,
  credential: Credential = 'own',
): Promise<void> {
  const exchange = await flow.remove(client, { credential });
  skipUnlessOffered(flow, 'delete', exchange);
  const status = statusOf(exchange);
  flow.must(
    status >= 200 && status < 300,
    `control: deleting the own record gave ${outcome(exchange)}`,
  );
  worked(flow, 'delete');
}

/** The first of `rows` that is one of the profile: several documents say the same. */
export function rowOf({ profile }: Flow, ...rows: Rows): RequirementId {
  const [first = rows[0]] = rowsIn(profile, rows);
  return first;
}

/** What else a refusal may look like, and what an acceptance weighs. */
export interface Refusal {
  readonly alsoStatuses?: readonly number[];
  readonly replaceable?: { member: string; value: unknown };
  readonly whenAccepted?: 'warn';
  /** The defect is that the client is there already. */
  readonly duplicate?: boolean;
}

/** Adds the findings of an answer that has to be a refusal. */
export function expectRefusal(
  flow: Flow,
  exchange: Exchange,
  situation: Situation,
  requirement: RequirementId,
  more: Refusal = {},
): void {
  const { profile, weigh } = flow;
  const { whenAccepted, ...rest } = more;
  const input = { exchange, profile, weigh, situation, requirement, ...rest };
  flow.add(...acceptanceWeighs(refusalFindings(input), whenAccepted));
}

/** The findings of a refusal, in which a wrong acceptance weighs `verdict` where one is given. */
export function acceptanceWeighs(findings: readonly Finding[], verdict?: 'warn'): Finding[] {
  return findings.map((finding) =>
    verdict && finding.check === 'refusal.accepted' && finding.verdict === 'fail'
      ? { ...finding, verdict }
      : finding,
  );
}

/** Adds the findings of an answer that has to be a client record. */
export function expectRecord(
  flow: Flow,
  operation: SuccessInput['operation'],
  exchange: Exchange,
  sent: SentRegistration,
  clientId?: string,
): void {
  const { profile, weigh } = flow;
  const base = { operation, exchange, sent, profile, weigh, now: flow.now() };
  flow.add(...successFindings(clientId === undefined ? base : { ...base, clientId }));
}

/** Registers and adds the findings of the answer, which has to be a client record. */
export async function expectRegistration(flow: Flow, options: RegisterOptions): Promise<void> {
  const { exchange, sent } = await flow.register(options);
  expectRecord(flow, 'post', exchange, sent);
}

/** One observation of a case itself, weighed as its row says unless `verdict` is given; nothing is learnt from an `exchange` without an answer. */
export function observe(
  flow: Flow,
  observation: {
    readonly exchange?: Exchange;
    readonly check: string;
    readonly requirement: RequirementId;
    readonly good: boolean;
    readonly expected: string;
    readonly actual: string;
    readonly message: string;
    readonly verdict?: 'fail' | 'warn';
  },
): void {
  const { good, verdict, exchange, ...finding } = observation;
  const { check, requirement, expected } = observation;
  const weigh = () => verdict ?? flow.weigh(requirement);
  const nothing = exchange && noAnswer({ check, requirement, expected, exchange, weigh });
  flow.add(nothing ?? { ...finding, verdict: good ? 'pass' : weigh() });
}
