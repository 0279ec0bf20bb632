import { scopeTokens } from '../../checks/compare.ts';
import { shown } from '../../checks/shown.ts';
import type { Flow } from '../../model/flow.ts';
import { ssaClaim } from './changes.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectRecord, objectOf, observe, registrationWorks } from './steps.ts';

const UNHEARD_OF = 'bank:unheard-of:read';

/** Scopes that the statement names and the server does not support. */
export const ATTESTED_SCOPE: readonly Steps[] = [
  flowCase({
    id: 'registration/unsupported-attested-scope',
    area: 'registration',
    kind: 'positive',
    title: 'registers with a statement whose scope has a token that no server knows',
    requirements: ['CDRAU-registration-validation-4'],
    needs: ['trusted'],
    async run(flow: Flow) {
      await registrationWorks(flow);
      const scope = `${String(flow.profile.ssa.values.scope)} ${UNHEARD_OF}`;
      const { exchange, sent } = await flow.register({ base: [ssaClaim('scope', scope)] });
      expectRecord(flow, 'post', exchange, sent);
      const record = objectOf(exchange);
      observe(flow, {
        exchange,
        check: 'scope.unsupported-ignored',
        requirement: 'CDRAU-registration-validation-4',
        good: record?.client_id !== undefined && !scopeTokens(record.scope).includes(UNHEARD_OF),
        expected: `accepted, without ${UNHEARD_OF}`,
        actual: record === null ? 'no record' : shown(record.scope),
        message: 'The scope that was registered.',
      });
    },
  }),
];
