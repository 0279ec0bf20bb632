import type { RegisteredClient } from '../model/flow.ts';
import type { JsonObject } from '../model/json.ts';
import { freshPatience, type LiveExchange } from '../wire/wire.ts';
import type { Batch } from './batches.ts';
import { outcomeOf } from './calibrate.ts';
import { CaseEnd } from './case-end.ts';
import type { RunContext } from './context.ts';
import type { Control } from './control.ts';
import { bearerHeader, managementUrl, sendManagement } from './manage.ts';
import { refusesOptional } from './optional-base.ts';
import { withOwnToken } from './own-token.ts';
import {
  type Attempt,
  clientOf,
  type RegistrationInput,
  recordIn,
  sendRegistration,
} from './register.ts';
import { judgeSuccess } from './stimulus.ts';
import { sharedFor } from './supplied/once.ts';
import { usableToken } from './tokens.ts';

/** A client that updates are tried on. */
export interface PutClient {
  readonly client: RegisteredClient;
  /** Its registration. */
  readonly registration: LiveExchange;
  update(input: PutInput): Promise<Attempt>;
  /** A valid update. */
  control(label: string): Promise<Control>;
  /** The record as GET shows it; null where the target offers no GET. Ends the case when GET does not answer. */
  read(
    label: string,
  ): Promise<{ readonly record: JsonObject; readonly exchange: LiveExchange } | null>;
}

type PutInput = Pick<
  RegistrationInput,
  'caseId' | 'label' | 'variant' | 'base' | 'mutation' | 'patience'
>;

/** Registers a client of the kind that `batch` updates. Ends the case when that is refused. */
export async function putClient(
  context: RunContext,
  batch: Pick<Batch, 'variant' | 'base'>,
  caseId: string,
  label: string,
): Promise<PutClient> {
  if (context.noClient !== null) throw new CaseEnd('inconclusive', context.noClient);
  const shared = sharedFor(context, batch);
  const registered =
    shared?.attempt ??
    (await sendRegistration(context, context.base, {
      caseId,
      label,
      method: 'POST',
      url: context.target.endpoints.registration,
      variant: batch.variant,
      base: batch.base,
      patience: freshPatience(),
    }));
  const client = shared?.client ?? clientOf(registered);
  if (client === null) {
    const optional = refusesOptional(batch.base, registered.exchange.response?.status);
    if (optional !== null) throw new CaseEnd('not-applicable', optional);
    const outcome = outcomeOf(registered.exchange);
    throw new CaseEnd(
      'inconclusive',
      `no client to update, its registration was refused: ${outcome}`,
    );
  }
  if (shared === null) context.clients.add(client, { caseId, label });
  const url = managementUrl(context, client);

  /** RFC 7592 5: a token may be rotated by any read or update. */
  const learn = (record: JsonObject | null): void => {
    const rotated = usableToken(record?.registration_access_token);
    if (rotated !== null) context.clients.renew(client, rotated);
  };
  const update = async (input: PutInput): Promise<Attempt> => {
    const made = await withOwnToken(context, client, (bearer, attempt) =>
      sendRegistration(context, context.base, {
        ...input,
        label: attempt === 1 ? input.label : `${input.label}-again`,
        method: 'PUT',
        url,
        softwareId: client.draft.softwareId,
        clientId: client.clientId,
        headers: bearerHeader(bearer),
      }),
    );
    learn(made.record);
    return made;
  };
  return {
    client,
    registration: registered.exchange,
    update,
    async control(name) {
      const attempt = await update({
        caseId,
        label: `${label}-${name}`,
        variant: batch.variant,
        base: batch.base,
        patience: freshPatience(),
      });
      const accepted = attempt.record !== null;
      const findings = accepted
        ? judgeSuccess(context, 'put', attempt.exchange, attempt.sent, client.clientId)
        : [];
      return { attempt, findings };
    },
    async read(name) {
      if (!context.target.capabilities.has('get')) return null;
      const { exchange } = await withOwnToken(context, client, async (bearer, attempt) => ({
        exchange: await sendManagement(context, {
          caseId,
          label: `${label}-${name}-${attempt}`,
          method: 'GET',
          url,
          bearer,
        }),
      }));
      const record = recordIn(exchange);
      if (record === null) {
        throw new CaseEnd('inconclusive', `the client could not be read: ${outcomeOf(exchange)}`);
      }
      if (record.client_id !== client.clientId) {
        throw new CaseEnd('inconclusive', 'a read shows the record of another client');
      }
      learn(record);
      return { record, exchange };
    },
  };
}
