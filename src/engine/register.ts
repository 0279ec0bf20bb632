import type { StimulusCase, Variant } from '../model/case.ts';
import type { SentRegistration } from '../model/check.ts';
import type { Draft, HttpMessage } from '../model/draft.ts';
import type { RegisteredClient } from '../model/flow.ts';
import { isJsonObject, type JsonObject, readJson } from '../model/json.ts';
import type { TlsIdentity } from '../model/keys.ts';
import type { Mutation, MutationRecord } from '../model/mutation.ts';
import type { Profile } from '../model/profile.ts';
import { deterministicUuid, makeDraft, type Prepared, prepare } from '../payload/index.ts';
import { freshPatience, type LiveExchange, type Patience } from '../wire/wire.ts';
import { type BaseDraft, type Ground, seconds } from './context.ts';
import { SHARED_KEY_SET } from './key-set-files.ts';
import type { Identity } from './ledger/entry.ts';
import { fateOf } from './ledger/fate.ts';
import { requireOwnHosting } from './own-hosting.ts';
import { requireOwnKey } from './supplied/own-key.ts';
import type { Statement } from './supplied/statement.ts';

export interface RegistrationInput {
  readonly caseId: string;
  /** Tells the requests of one case apart; ids derive from it. */
  readonly label: string;
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly variant: Variant;
  readonly base?: readonly Mutation[];
  readonly mutation?: Mutation;
  /** Several at once, in this order, instead of one. */
  readonly mutations?: readonly Mutation[];
  readonly identity?: TlsIdentity;
  /** The same software once more. */
  readonly softwareId?: string;
  /** The client that a PUT updates. */
  readonly clientId?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly patience?: Patience;
  /** An update that some servers answer by making a client. */
  readonly mayRegister?: boolean;
}

/** What the case sends, under a label that tells it apart from the other requests of the case. */
export function stimulusInput(
  { id, mutation, base, variant }: StimulusCase,
  label: string,
): Omit<RegistrationInput, 'method' | 'url'> {
  return {
    caseId: id,
    label,
    variant,
    patience: freshPatience(),
    ...(base === undefined ? {} : { base }),
    ...(mutation === undefined ? {} : { mutation }),
  };
}

/** A registration or update that was sent, and what came of it. */
export interface Attempt {
  readonly exchange: LiveExchange;
  readonly draft: Draft;
  readonly sent: SentRegistration;
  readonly mutations: readonly MutationRecord[];
  readonly interactionId: string;
  /** The client record, if this was accepted. */
  readonly record: (JsonObject & { readonly client_id: string }) | null;
}

type ClientRecord = NonNullable<Attempt['record']>;

/** RFC 6749 A.1: visible ASCII and spaces. */
const CLIENT_ID = /^[\x20-\x7e]{1,4096}$/;

/**
 * True for an identifier that can stand in a path segment of the management URL: a segment of one or two dots leads
 * elsewhere (RFC 3986 5.2.4), however it is encoded.
 */
function isUsable(clientId: string): boolean {
  return CLIENT_ID.test(clientId) && clientId !== '.' && clientId !== '..';
}

function hasClientId(value: JsonObject): value is ClientRecord {
  return typeof value.client_id === 'string' && isUsable(value.client_id);
}

/** The client record in a success answer, whatever else is wrong with it; null where there is none that names a client. */
export function recordIn(exchange: LiveExchange): ClientRecord | null {
  const { status = 0, body = '' } = exchange.response ?? {};
  if (status < 200 || status > 299) return null;
  const parsed = readJson(body);
  return isJsonObject(parsed) && hasClientId(parsed) ? parsed : null;
}

/** True for a success status without a client record: there may be a client that nobody can name. */
export function lacksRecord(exchange: LiveExchange): boolean {
  const { status = 0 } = exchange.response ?? {};
  return status >= 200 && status <= 299 && recordIn(exchange) === null;
}

/** True for a success that names a client in a way that no URL can carry: it exists, but nothing can be done with it. */
export function namesUnusably(exchange: LiveExchange): boolean {
  const parsed = lacksRecord(exchange) ? readJson(exchange.response?.body ?? '') : undefined;
  const clientId = isJsonObject(parsed) ? parsed.client_id : undefined;
  return typeof clientId === 'string' && clientId !== '';
}

/** Who connects in an ordinary request: over plain http nobody shows a certificate. */
export function ordinaryIdentity(url: string): TlsIdentity {
  return url.startsWith('https:') ? 'tpp' : 'none';
}

/** `message` with the user's credential for registrations (RFC 7591 3); never in clear where the target has TLS. */
function authorized(ground: Ground, input: RegistrationInput, message: HttpMessage): HttpMessage {
  const value = ground.options.registrationAuthorization;
  const exposed = input.url.startsWith('https:') && !message.url.startsWith('https:');
  if (value === null || input.method !== 'POST' || exposed) return message;
  const own = message.headers.find(([name]) => name.toLowerCase() === 'authorization');
  // An empty one stands for a request that goes without, whatever the user brought.
  if (own?.[1] === '') return { ...message, headers: message.headers.filter((h) => h !== own) };
  if (own !== undefined) return message;
  return { ...message, headers: [...message.headers, ['authorization', value]] };
}

/**
 * Makes the draft, applies the base and the mutation, signs and sends it. The draft's own key set, if a
 * mutation gave it one, is served before. With SSAs of a real directory it waits for a software without registration;
 * throws a CaseEnd where none will come free, and {@link NotOurs} for what only the directory could make.
 */
export async function sendRegistration(
  ground: Ground,
  base: BaseDraft,
  input: RegistrationInput,
): Promise<Attempt> {
  const { supply } = ground;
  if (supply === null) return sendDraft(ground, base, input, null);
  const { softwareId } = input;
  if (softwareId !== undefined) {
    const attempt = await sendDraft(ground, base, input, await supply.of(softwareId));
    const made = input.method === 'POST' ? attempt.record?.client_id : undefined;
    if (made !== undefined) supply.made(softwareId, made);
    return attempt;
  }
  const { statement, settle } = await supply.take();
  try {
    const attempt = await sendDraft(ground, base, input, statement);
    settle(attempt.record?.client_id ?? null);
    return attempt;
  } catch (error) {
    settle(null);
    throw error;
  }
}

async function sendDraft(
  ground: Ground,
  base: BaseDraft,
  input: RegistrationInput,
  statement: Statement | null,
): Promise<Attempt> {
  const { options, profile, hosting, wire } = ground;
  const { caseId, label } = input;
  const trust = statement?.trust ?? ground.trust;
  const draft = makeDraft({
    profile,
    trust,
    seed: options.seed,
    runId: options.runId,
    caseId,
    label,
    variant: input.variant,
    now: seconds(ground.clock),
    audience: base.audience,
    jwksBaseUrl: hosting.baseUrl,
    ...(options.publish === null ? {} : { keySet: SHARED_KEY_SET }),
    algorithm: base.algorithm,
    edits: base.edits,
    ...(statement === null ? {} : { statement: statement.compact }),
    ...(input.softwareId === undefined ? {} : { softwareId: input.softwareId }),
  });
  const interactionId = deterministicUuid(
    options.seed,
    options.runId,
    caseId,
    label,
    'interaction',
  );
  const prepared = await prepare({
    draft,
    base: input.base ?? [],
    mutations: input.mutations ?? (input.mutation === undefined ? [] : [input.mutation]),
    trust,
    method: input.method,
    url: input.url,
    mediaType: base.mediaType,
    format: profile.request.format,
    interactionId,
    identity: input.identity ?? ordinaryIdentity(input.url),
    ...(input.headers === undefined ? {} : { headers: input.headers }),
    ...(input.clientId === undefined ? {} : { clientId: input.clientId }),
  });
  if (ground.supply !== null) requireOwnKey(prepared.signed.draft.request.claims, ground.supply);
  const { jwks, request, ssa } = prepared.signed.draft;
  requireOwnHosting(ground, jwks, request, ssa.header);
  hosting.serve(draft.softwareId, jwks);
  const { message, identity } = prepared.outgoing;
  const send = (before?: () => Promise<void>) => {
    const { method, url } = message;
    ground.onSend?.({ caseId, label, method, url, identity, mutations: prepared.records });
    return wire.send(authorized(ground, input, message), identity, input.patience, before);
  };
  const registers = input.method === 'POST' || input.mayRegister === true;
  const exchange = registers
    ? await announced(ground, { caseId, label, ...identityOf(prepared, profile) }, send)
    : await send();
  return {
    exchange,
    draft: prepared.signed.draft,
    sent: prepared.sent,
    mutations: prepared.records,
    interactionId,
    record: recordIn(exchange),
  };
}

/** How a bank would look for the client that this may make. */
function identityOf({ sent, signed }: Prepared, { ssa: { names } }: Profile): Identity {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  // A statement of an earlier request, sent again, is one of the same software: that of the draft says the same.
  const again = sent.softwareStatement === '' && sent.request.software_statement !== undefined;
  const ssa = again ? signed.draft.ssa.claims : sent.ssa;
  return {
    softwareId: text(ssa[names.softwareId]) ?? signed.draft.softwareId,
    jti: text(sent.request.jti),
    clientName: text(sent.request.client_name) ?? text(ssa[names.clientName]),
  };
}

/** Sends what may make a client: never before the ledger has it on disk. A client that it names is for the client book to note. */
async function announced(
  { ledger, target }: Ground,
  intent: Pick<RegistrationInput, 'caseId' | 'label'> & Identity,
  send: (before: () => Promise<void>) => Promise<LiveExchange>,
): Promise<LiveExchange> {
  const { caseId, label } = intent;
  // Only when its turn has come: what still waits when a run is killed has made no client.
  const exchange = await send(() => ledger.intend(intent)).catch((error: unknown) => {
    ledger.note({ event: 'refused', caseId, label, why: 'not sent' });
    throw error;
  });
  if (recordIn(exchange) === null) {
    ledger.note({ caseId, label, ...fateOf(exchange, target.endpoints.registration) });
  }
  return exchange;
}

/** The client that an accepted attempt made; null where it was not accepted. */
export function clientOf(attempt: Attempt): RegisteredClient | null {
  if (attempt.record === null) return null;
  return {
    clientId: attempt.record.client_id,
    draft: attempt.draft,
    sent: attempt.sent,
    response: attempt.record,
    exchange: attempt.exchange,
  };
}
