import type { JsonObject } from '../../model/json.ts';
import type { Proof } from '../../rules/proof.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import type { Answer } from '../answer.ts';
import type { Client } from '../client-store.ts';
import { OPERATIONS, type ServerOperation } from '../server-operation.ts';
import { type Behaviours, RIGHT } from './behaviours.ts';
import type {
  AnswerContext,
  Delivery,
  ExtraRefusal,
  Hooks,
  IncomingCall,
  KnownClients,
  ProofContext,
  RecordContext,
  Route,
} from './fault.ts';

/** The faults and variants of one server, ready to be asked at each hook. */
export interface ActiveFaults {
  readonly behaviours: Behaviours;
  /** Seconds. */
  readonly clockOffset: number;
  /** Seconds; null: as ever. */
  readonly tokenLifetime: number | null;
  /** null: those of the profile. */
  readonly mediaTypes: readonly string[] | null;
  readonly tls: Hooks['tls'];
  /** Ids of the rules that are not checked in `operation`. */
  off(operation: ServerOperation): ReadonlySet<string>;
  /** null where no fault excuses anything. */
  readonly excuses: ((ruleId: string, input: RegistrationInput) => boolean) | null;
  refuses(input: RegistrationInput, known: KnownClients): ExtraRefusal | null;
  method(method: string, route: Route): string;
  intercept(call: Omit<IncomingCall, 'nth'>): Answer | null;
  clientId(made: string, claims: JsonObject): string;
  registered(client: Client, input: RegistrationInput): Client;
  updated(old: Client, replaced: Client): Client;
  /** null: nothing is stored. */
  refusedUpdate(old: Client, replaced: Client): Client | null;
  redirectUri(asked: string, client: Client): boolean;
  accessToken(made: string, clientId: string): string;
  record(record: JsonObject, context: Omit<RecordContext, 'nth'>): JsonObject;
  answer(answer: Answer, context: AnswerContext): Answer;
  proof(proof: Proof, context: ProofContext): Promise<Proof>;
  discovery(document: JsonObject): JsonObject;
  delivery(answer: Answer, context: AnswerContext): Delivery | null;
}

/** The first answer that is one. */
function first<T, R>(items: readonly T[], ask: (item: T) => R | null | undefined): R | null {
  for (const item of items) {
    const answer = ask(item) ?? null;
    if (answer !== null) return answer;
  }
  return null;
}

/** Puts `faults` behind one set of hooks, applied in their order. `ruleIds` are all rules there are. */
export function activate(faults: readonly Hooks[], ruleIds: readonly string[]): ActiveFaults {
  const off = new Map(
    OPERATIONS.map((operation) => [operation, skipped(faults, ruleIds, operation)]),
  );
  const none: ReadonlySet<string> = new Set();
  const chain = <T>(value: T, step: (fault: Hooks, value: T) => T | undefined): T =>
    faults.reduce((result, fault) => step(fault, result) ?? result, value);
  const calls = new Map<Route, number>();
  const records = new Map<string, number>();
  return {
    behaviours: Object.assign({}, RIGHT, ...faults.map((fault) => fault.behaviours)),
    clockOffset: faults.reduce((sum, fault) => sum + (fault.clockOffset ?? 0), 0),
    tokenLifetime: first(faults, (fault) => fault.tokenLifetime),
    mediaTypes: first(faults, (fault) => fault.mediaTypes),
    tls: Object.assign({}, ...faults.map((fault) => fault.tls)),
    off: (operation) => off.get(operation) ?? none,
    excuses: faults.some((fault) => fault.excuses !== undefined)
      ? (ruleId, input) => faults.some((fault) => fault.excuses?.(ruleId, input) === true)
      : null,
    refuses: (input, known) => first(faults, (fault) => fault.refuses?.(input, known)),
    method: (method, route) => chain(method, (fault, value) => fault.method?.(value, route)),
    intercept: (call) => {
      const nth = (calls.get(call.route) ?? 0) + 1;
      calls.set(call.route, nth);
      return first(faults, (fault) => fault.intercept?.({ ...call, nth }));
    },
    clientId: (made, claims) => chain(made, (fault, value) => fault.clientId?.(value, claims)),
    registered: (client, input) =>
      chain(client, (fault, value) => fault.registered?.(value, input)),
    updated: (old, replaced) => chain(replaced, (fault, value) => fault.updated?.(old, value)),
    refusedUpdate: (old, replaced) =>
      first(faults, (fault) => fault.refusedUpdate?.(old, replaced)),
    redirectUri: (asked, client) =>
      faults.some((fault) => fault.redirectUri?.(asked, client) === true),
    accessToken: (made, clientId) =>
      chain(made, (fault, value) => fault.accessToken?.(value, clientId)),
    record: (record, context) => {
      const client = String(record.client_id);
      const nth = (records.get(client) ?? 0) + 1;
      records.set(client, nth);
      const full = { ...context, nth };
      return chain(record, (fault, value) => fault.record?.(value, full));
    },
    answer: (answer, context) => chain(answer, (fault, value) => fault.answer?.(value, context)),
    proof: async (proof, context) => {
      let result = proof;
      for (const fault of faults) result = (await fault.proof?.(result, context)) ?? result;
      return result;
    },
    discovery: (document) => chain(document, (fault, value) => fault.discovery?.(value)),
    delivery: (answer, context) => first(faults, (fault) => fault.delivery?.(answer, context)),
  };
}

function skipped(
  faults: readonly Hooks[],
  ruleIds: readonly string[],
  operation: ServerOperation,
): ReadonlySet<string> {
  return new Set([
    ...faults.flatMap((fault) => fault.skips ?? []),
    ...ruleIds.filter((id) => faults.some((fault) => fault.skipsIn?.(id, operation) === true)),
  ]);
}
