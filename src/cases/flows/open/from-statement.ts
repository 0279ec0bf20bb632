import { present, sameJson, scopeTokens } from '../../../checks/compare.ts';
import { shown } from '../../../checks/shown.ts';
import type { Flow } from '../../../model/flow.ts';
import { noScope, withoutClaim } from '../changes.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { expectRecord, isSuccess, objectOf, observe, outcome } from '../steps.ts';

/** What a client leaves out, its statement or its roles fill in (Open Finance Brasil DCR 7.1.1). */
export const FROM_STATEMENT: readonly Steps[] = [
  flowCase({
    id: 'response-shape/metadata-from-statement',
    area: 'response-shape',
    kind: 'positive',
    title: 'registers without what its statement says in other words',
    requirements: ['OBBR-7.1.1-2-1'],
    async run(flow: Flow) {
      const { attests = {} } = flow.profile.ssa;
      const base = Object.keys(attests).map(withoutClaim);
      const { exchange, sent } = await flow.register({ base });
      expectRecord(flow, 'post', exchange, sent);
      const record = objectOf(exchange);
      if (!isSuccess(exchange) || record === null) return;
      for (const [name, claim] of Object.entries(attests)) {
        const stated = sent.ssa[claim];
        if (!present(stated)) continue;
        const value = record[name];
        observe(flow, {
          exchange,
          check: 'statement.fills-in',
          requirement: 'OBBR-7.1.1-2-1',
          good: present(value) && sameJson(value, stated),
          expected: `${name}: ${shown(stated)}`,
          actual: present(value) ? shown(value) : 'absent',
          message: `What stands for the ${name} that nobody asked for.`,
        });
      }
    },
  }),
  flowCase({
    id: 'response-shape/scope-of-roles',
    area: 'response-shape',
    kind: 'positive',
    title: 'registers without a scope',
    why: 'A server need not offer every scope of the ecosystem: those count that it gave to a client which asked for all.',
    requirements: ['OBBR-7.1.1-3-1'],
    async run(flow: Flow) {
      const full = await flow.client({ variant: 'full' });
      const governed = Object.values(flow.profile.roleScopes).flat();
      const due = scopeTokens(full.response.scope).filter((scope) => governed.includes(scope));
      if (due.length === 0) flow.skip('the record of a client does not tell its scope');
      const { exchange } = await flow.register({ base: [noScope] });
      const scope = objectOf(exchange)?.scope;
      const granted = scopeTokens(scope);
      observe(flow, {
        exchange,
        check: 'scope.of-roles',
        requirement: 'OBBR-7.1.1-3-1',
        good: isSuccess(exchange) && due.every((name) => granted.includes(name)),
        expected: due.join(' '),
        actual: isSuccess(exchange) ? shown(scope ?? null) : outcome(exchange),
        message: 'The scope of a client that asked for none.',
      });
    },
  }),
];
