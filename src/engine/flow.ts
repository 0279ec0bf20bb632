import type { Case } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, ManageOptions, RegisteredClient, RegisterOptions } from '../model/flow.ts';
import type { MutationRecord } from '../model/mutation.ts';
import { deterministicUuid, publicMaterial } from '../payload/index.ts';
import { freshPatience, type LiveExchange } from '../wire/wire.ts';
import { outcomeOf } from './calibrate.ts';
import { CaseEnd } from './case-end.ts';
import { type RunContext, seconds } from './context.ts';
import type { Lending } from './lending.ts';
import { bearerHeader, managementUrl, sendManagement } from './manage.ts';
import { refusesOptional } from './optional-base.ts';
import { withOwnToken } from './own-token.ts';
import { clientOf, ordinaryIdentity, recordIn, sendRegistration } from './register.ts';
import { requestObjectFor } from './request-object.ts';
import { sharedFor } from './supplied/once.ts';
import { assertionFor, requestToken, usableToken, usesAssertion } from './tokens.ts';

/** A flow and what it has gathered. */
export interface FlowRun {
  readonly flow: Flow;
  readonly exchanges: readonly LiveExchange[];
  readonly findings: readonly Finding[];
  readonly mutations: readonly MutationRecord[];
  /** True once the case has sent an update. */
  updated(): boolean;
  /** Gives up the clients that the case did not delete itself. */
  end(): void;
}

/** True for what the owner of a client sends about that very client. */
function isOwn({ credential = 'own', clientId }: ManageOptions = {}): boolean {
  return credential === 'own' && clientId === undefined;
}

/** What `flow` of one case does: everything sent is noted, every client made is handed to the client book. */
export function startFlow(context: RunContext, entry: Case, lending: Lending): FlowRun {
  const { options, target, clients, stop } = context;
  const { registration } = target.endpoints;
  const exchanges: LiveExchange[] = [];
  const findings: Finding[] = [];
  const mutations: MutationRecord[] = [];
  const own: RegisteredClient[] = [];
  const patience = freshPatience();
  let count = 0;
  let updated = false;

  /** Labels count up in the order of the case's steps, so that a repeated run has the same ids. */
  const next = (what: string): string => {
    stop.check();
    count += 1;
    return `${what}-${count}`;
  };
  const note = <E extends LiveExchange>(exchange: E): E => {
    exchanges.push(exchange);
    return exchange;
  };
  /** Sends with a credential of the case's choosing, or as the owner of what is asked for. */
  const authorised = async <T extends { readonly exchange: LiveExchange }>(
    client: RegisteredClient,
    { credential = 'own', clientId }: Pick<ManageOptions, 'credential' | 'clientId'>,
    send: (bearer: string | null) => Promise<T>,
  ): Promise<T> => {
    if (credential === 'none') return send(null);
    if (credential !== 'own') return send(credential.bearer);
    const sendOwn = (token: string | null) => {
      if (token !== null) return send(token);
      throw new CaseEnd('inconclusive', 'no token for the client was to be had');
    };
    return clientId === undefined
      ? withOwnToken(context, client, sendOwn)
      : sendOwn(await clients.token(client));
  };
  /** RFC 7592 5: a token may be rotated by any read or update. */
  const learn = (client: RegisteredClient, exchange: LiveExchange, how?: ManageOptions): void => {
    const record = recordIn(exchange);
    const token = usableToken(record?.registration_access_token);
    const byToken = context.profile.management.credential === 'registration-access-token';
    // A token that a case brought by itself may have been rotated as well.
    const itself = byToken && record?.client_id === client.clientId;
    if (token !== null && (isOwn(how) || itself)) clients.renew(client, token);
  };
  const manage = async (
    method: 'GET' | 'DELETE',
    client: RegisteredClient,
    how: ManageOptions = {},
  ): Promise<LiveExchange> => {
    const itself = how.clientId === undefined || how.clientId === client.clientId;
    const { exchange } = await authorised(client, how, async (bearer) => {
      const label = next(method.toLowerCase());
      if (method === 'DELETE' && itself) clients.leaving(client);
      const sent = await sendManagement(context, {
        caseId: entry.id,
        label,
        method,
        url: managementUrl(context, client, how.clientId),
        bearer,
        patience,
        ...(how.identity === undefined ? {} : { identity: how.identity }),
      });
      return { exchange: note(sent) };
    });
    return exchange;
  };
  /** An update of a client that does not exist, answered with a record: the client's own, or one that this made. */
  const notRefused = (made: RegisteredClient, client: RegisteredClient, label: string): void => {
    const origin = { caseId: entry.id, label };
    if (made.clientId === client.clientId) {
      context.ledger.note({ event: 'refused', ...origin, why: 'it updated the client itself' });
      return;
    }
    own.push(made);
    clients.add(made, origin);
  };
  const register = async (how: RegisterOptions = {}) => {
    const label = next('register');
    const shared = sharedFor(context, how);
    if (shared !== null && !own.includes(shared.client)) {
      own.push(shared.client);
      const { client, attempt } = shared;
      return { exchange: note(attempt.exchange), client, sent: attempt.sent };
    }
    const attempt = await sendRegistration(context, context.base, {
      caseId: entry.id,
      label,
      method: 'POST',
      url: registration,
      variant: how.variant ?? context.base.variant,
      patience,
      ...(how.base === undefined ? {} : { base: how.base }),
      ...(how.mutation === undefined ? {} : { mutation: how.mutation }),
      ...(how.identity === undefined ? {} : { identity: how.identity }),
      ...(how.sameSoftwareAs === undefined
        ? {}
        : { softwareId: how.sameSoftwareAs.draft.softwareId }),
    });
    note(attempt.exchange);
    mutations.push(...attempt.mutations);
    const client = clientOf(attempt);
    if (client !== null) {
      own.push(client);
      clients.add(client, { caseId: entry.id, label });
    }
    return { exchange: attempt.exchange, client, sent: attempt.sent };
  };

  const flow: Flow = {
    profile: context.profile,
    target,
    weigh: context.weigh,
    uuid: (label) => deterministicUuid(options.seed, options.runId, entry.id, label),
    now: () => seconds(context.clock),
    register,
    async client(how) {
      if (context.noClient !== null) throw new CaseEnd('inconclusive', context.noClient);
      const { exchange, client } = await register(how);
      if (client !== null) return client;
      const refused = refusesOptional(how?.base, exchange.response?.status);
      if (refused !== null) throw new CaseEnd('not-applicable', refused);
      throw new CaseEnd('inconclusive', `the control was refused: ${outcomeOf(exchange)}`);
    },
    async borrow(make) {
      const lent = lending.take();
      if (lent === null) return make();
      lent.shown.forEach(note);
      own.push(lent.client);
      return lent.client;
    },
    giveBack(client) {
      // Where a software is registered once at a time, a client that waits would keep the others from theirs.
      if (context.supply !== null) return;
      own.splice(own.indexOf(client), 1);
      const last = exchanges.at(-1);
      const shown = exchanges.filter((seen) => seen === client.exchange || seen === last);
      lending.giveBack({ client, shown });
    },
    release(client) {
      // The one that the cases share stays until the end.
      if (client !== context.once?.shared?.client) clients.release(client);
    },
    async read(client, how) {
      const exchange = await manage('GET', client, how);
      learn(client, exchange, how);
      return exchange;
    },
    async update(client, how = {}) {
      updated = true;
      let label = '';
      const attempt = await authorised(client, how, async (bearer) => {
        label = next('update');
        const sent = await sendRegistration(context, context.base, {
          caseId: entry.id,
          label,
          method: 'PUT',
          url: managementUrl(context, client, how.clientId),
          variant: how.variant ?? context.base.variant,
          softwareId: client.draft.softwareId,
          clientId: client.clientId,
          headers: bearerHeader(bearer),
          patience,
          ...(how.base === undefined ? {} : { base: how.base }),
          ...(how.mutation === undefined ? {} : { mutation: how.mutation }),
          ...(how.identity === undefined ? {} : { identity: how.identity }),
          ...(how.clientId === undefined ? {} : { mayRegister: true }),
        });
        note(sent.exchange);
        return sent;
      });
      mutations.push(...attempt.mutations);
      const made = how.clientId === undefined ? null : clientOf(attempt);
      if (made !== null) notRefused(made, client, label);
      learn(client, attempt.exchange, how);
      return { exchange: attempt.exchange, sent: attempt.sent };
    },
    async remove(client, how) {
      const exchange = await manage('DELETE', client, how);
      const itself = how?.clientId === undefined || how.clientId === client.clientId;
      const { status = 0 } = exchange.response ?? {};
      if (itself && status >= 200 && status <= 299) clients.gone(client);
      return exchange;
    },
    async token(client, how = {}) {
      const label = next('token');
      const answer = await requestToken(context, context.base, context.recipe, client, {
        ...how,
        caseId: entry.id,
        label,
        patience,
      });
      note(answer.exchange);
      return answer;
    },
    async clientAssertion(client, how = {}) {
      const request = { ...how, caseId: entry.id, label: next('assertion') };
      if (!usesAssertion(client)) return null;
      return assertionFor(context, context.base, context.recipe, client, request);
    },
    async requestObject(client, claims) {
      return requestObjectFor(context, context.base, client, {
        caseId: entry.id,
        label: next('request-object'),
        claims,
      });
    },
    async accessToken(client) {
      if (context.profile.management.credential === 'registration-access-token') {
        const own = await clients.token(client);
        if (own !== null) return own;
        throw new CaseEnd('inconclusive', 'the client has no registration access token');
      }
      const { exchange, token } = await flow.token(client);
      if (token !== null) return token;
      const outcome = outcomeOf(exchange as LiveExchange);
      throw new CaseEnd('inconclusive', `no access token was issued: ${outcome}`);
    },
    clientCertificate: () => publicMaterial(context.trust).clientCertificate,
    async send(message, identity) {
      const label = next('send');
      const named = message.headers.some(([n]) => n.toLowerCase() === 'x-fapi-interaction-id');
      const id = deterministicUuid(options.seed, options.runId, entry.id, label, 'interaction');
      const headers = named
        ? message.headers
        : [...message.headers, ['x-fapi-interaction-id', id] as const];
      const who = identity ?? ordinaryIdentity(message.url);
      const { method, url } = message;
      const asked = { caseId: entry.id, label, method, url, identity: who, mutations: [] };
      context.onSend?.(asked);
      return note(await context.wire.send({ ...message, headers }, who, patience));
    },
    add: (...added) => {
      findings.push(...added);
    },
    must(condition, reason) {
      if (!condition) throw new CaseEnd('inconclusive', reason);
    },
    skip(reason) {
      throw new CaseEnd('not-applicable', reason);
    },
  };
  return {
    flow,
    exchanges,
    findings,
    mutations,
    updated: () => updated,
    end: () => {
      for (const client of own) clients.release(client);
    },
  };
}
