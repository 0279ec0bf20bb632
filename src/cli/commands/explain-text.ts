import { reasonToStay } from '../../cases/stays.ts';
import type { Case, StimulusCase } from '../../model/case.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { Profile } from '../../model/profile.ts';
import { clause, duty } from '../../report/clause.ts';
import type { Fault } from '../../server/faults/fault.ts';
import type { Variant } from '../../server/variants/variant.ts';
import type { UsedMutation } from './knowledge.ts';

export function explained(
  head: string,
  fields: readonly (readonly [string, string | undefined])[],
): string {
  const shown = fields.flatMap(([name, text]) =>
    text === undefined || text === ''
      ? []
      : [`  ${name.padEnd(12)} ${text.replaceAll('\n', `\n${' '.repeat(15)}`)}`],
  );
  return [head, '', ...shown].join('\n');
}

function requirementsText(ids: readonly string[]): string {
  return ids.flatMap((id) => [`${id}  ${clause(id)}`, `  ${duty(id)}`]).join('\n');
}

/** The refusals that `profile` takes for right in the situation of `mutation`. */
function refusals(mutation: Mutation | undefined, profile: Profile): string {
  if (mutation === undefined) return '';
  const { statuses, codes, drop } = profile.errors[mutation.situation];
  const or = (values: readonly (string | number)[]) => values.join(' or ');
  const code = codes.length === 0 ? '' : ` with ${or(codes)}`;
  return `: ${or(statuses)}${code}${drop === true ? '; or a dropped connection' : ''}`;
}

function expectationText(found: StimulusCase, profile: Profile): string {
  const { expect } = found;
  if (expect.outcome === 'accepted')
    return 'the registration is accepted, and its record checked in full';
  if (expect.outcome === 'either' && expect.legal === true)
    return 'any orderly answer; where it is accepted, the record is checked in full';
  if (expect.outcome === 'either')
    return 'any orderly answer; only a 5xx, a hang or a broken answer counts';
  const replaced =
    expect.replaceable === undefined
      ? ''
      : `\nor accepted with a legal replacement of ${expect.replaceable.member}`;
  const weight = expect.whenAccepted;
  const accepted =
    weight === undefined ? '' : `\nwhen accepted: ${weight.verdict} (${weight.reason})`;
  return `a refusal${refusals(found.mutation, profile)}${replaced}${accepted}`;
}

function mutationText(mutation: Mutation): string {
  return `${mutation.id}: ${mutation.title}\nchanges ${mutation.path}`;
}

/** One case in full: what is sent, what is right, and the clauses. */
export function explainCase(found: Case, profile: Profile): string {
  const stimulus = found.form === 'stimulus' ? found : null;
  return explained(found.id, [
    ['does', found.title],
    ['kind', found.kind],
    [
      'sends',
      stimulus === null
        ? 'several exchanges in order'
        : `${stimulus.operation.toUpperCase()}, ${stimulus.variant} payload`,
    ],
    ['base', (stimulus?.base ?? []).map(mutationText).join('\n')],
    ['mutation', stimulus?.mutation === undefined ? undefined : mutationText(stimulus.mutation)],
    ['right is', stimulus === null ? undefined : expectationText(stimulus, profile)],
    ['needs', found.needs?.join(', ')],
    ['depth', found.depth ?? 'core'],
    ['why', found.why ?? reasonToStay(found.id) ?? undefined],
    ['requires', requirementsText(found.requirements)],
  ]);
}

/** What a strict reading finds besides, and why that is no second defect. */
function alsoText(also: Mutation['alsoBreaks']): string | undefined {
  if (also === undefined || also.rows.length === 0) return undefined;
  return `${also.rows.join(', ')}\n${also.why}`;
}

/** One mutation in full. */
export function explainMutation({ mutation, cases }: UsedMutation): string {
  return explained(mutation.id, [
    ['does', mutation.title],
    ['changes', mutation.path],
    ['stage', mutation.stage],
    [
      'breaks',
      mutation.breaks.length === 0
        ? 'nothing that a clause says: a probe'
        : requirementsText(mutation.breaks),
    ],
    ['also breaks', alsoText(mutation.alsoBreaks)],
    ['cases', cases.join('\n')],
  ]);
}

/** One fault of the reference server. */
export function explainFault(fault: Pick<Fault, 'id' | 'title' | 'breaks'>): string {
  return explained(fault.id, [
    ['does', fault.title],
    ['breaks', requirementsText(fault.breaks)],
    ['use', `dcr-conformance serve --fault ${fault.id}`],
  ]);
}

/** One harmless way in which the reference server can differ. */
export function explainVariant({ id, title, clause }: Variant): string {
  return explained(id, [
    ['does', title],
    ['allowed by', clause],
    ['use', `dcr-conformance serve --fault ${id}`],
  ]);
}
