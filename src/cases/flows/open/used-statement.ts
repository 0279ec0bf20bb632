import { sameJson } from '../../../checks/compare.ts';
import { shown } from '../../../checks/shown.ts';
import type { Flow } from '../../../model/flow.ts';
import type { JsonObject } from '../../../model/json.ts';
import { withStatement } from '../../../mutations/index.ts';
import { withoutClaim } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { expectRecord, objectOf, observe, outcome, ownRecord, statusOf } from '../steps.ts';

/** A server may ignore statements (RFC 7591 2.3); the one that takes a name from a statement has not ignored it. */
export const USED_STATEMENT: readonly Steps[] = [
  flowCase({
    id: 'response-shape/used-statement',
    area: 'response-shape',
    kind: 'positive',
    title: 'registers and reads with a client_name that only the statement says',
    why: 'Only a server that used the statement can know the name; it has to return the statement as it was.',
    requirements: ['RFC7591-3.2.1-8', 'RFC7591-2-12'],
    async run(flow: Flow) {
      const { exchange, client, sent } = await flow.register({
        base: [withStatement, withoutClaim('client_name')],
      });
      const name = sent.ssa.client_name;
      if (client === null) {
        await flow.client();
        flow.skip(`the server refuses the statement (${outcome(exchange)})`);
      }
      if (!sameJson(client.response.client_name, name ?? null))
        flow.skip('the target ignores software statements');
      const look = (
        record: JsonObject | null,
        where: string,
        { softwareStatement } = sent,
      ): void => {
        const given = record?.software_statement;
        observe(flow, {
          check: 'statement.returned',
          requirement: 'RFC7591-3.2.1-8',
          good: given === softwareStatement,
          expected: 'the software statement as sent',
          actual: typeof given === 'string' ? `a text of ${given.length} characters` : shown(given),
          message: `The statement that the client_name came from, in the answer to ${where}.`,
        });
      };
      expectRecord(flow, 'post', exchange, sent);
      look(objectOf(exchange), 'POST');
      if (!flow.target.capabilities.has('get')) return;
      look(await ownRecord(flow, client), 'GET');
      if (!flow.target.capabilities.has('put')) return;
      const update = await flow.update(client, {
        base: [withStatement, withoutClaim('client_name')],
      });
      if (statusOf(update.exchange) !== 200) return;
      const record = objectOf(update.exchange);
      if (sameJson(record?.client_name, name ?? null)) look(record, 'PUT', update.sent);
    },
  }),
];
