import type { Expectation, StimulusCase } from '../model/case.ts';
import type { Stimulus } from '../mutations/index.ts';
import type { RequirementId } from '../requirements/index.ts';

/** What every answer to a malformed request has to be: an orderly error. */
const ORDERLY: RequirementId = 'RFC7591-3.2.2-2';

/** An update is held to the rules of a registration; one ecosystem says so of its statement once more. */
const UPDATED: RequirementId = 'RFC7592-2.2-10';
const UPDATED_STATEMENT: readonly RequirementId[] = [UPDATED, 'OBBR-9.3.2-3-1'];

/** Second parts of a mutation's id that its case's area says already. */
const SAID = new Set(['claims', 'jose', 'token', 'legal']);

/** `request.claims.redirect_uris.http` becomes `request-redirect-uris-http`. */
function slugOf(mutationId: string): string {
  const [layer = '', ...rest] = mutationId.split('.');
  const [second = '', ...others] = rest;
  const said = layer === 'http' ? rest : SAID.has(second) ? [layer, ...others] : [layer, ...rest];
  return said
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}

/** The case of one mutation, as a registration and, where policy has to hold there too, as an update; none for a spare one. */
export function casesOf(stimulus: Stimulus): readonly StimulusCase<RequirementId>[] {
  if (stimulus.spare) return [];
  const post = caseOf(stimulus, 'post');
  return stimulus.alsoPut ? [post, caseOf(stimulus, 'put')] : [post];
}

const KIND = { accepted: 'positive', refused: 'negative', either: 'probe' } as const;

function caseOf(stimulus: Stimulus, operation: 'post' | 'put'): StimulusCase<RequirementId> {
  const update = operation === 'put';
  const area = update ? 'management' : stimulus.area;
  const needs = update ? (['put', ...stimulus.needs] as const) : stimulus.needs;
  return {
    form: 'stimulus',
    id: `${area}/${update ? 'put-' : ''}${slugOf(stimulus.id)}`,
    area,
    title: `${update ? 'updates with' : 'sends'} ${stimulus.title}`,
    kind: KIND[stimulus.outcome],
    requirements: requirementsOf(stimulus, update),
    needs,
    depth: stimulus.depth,
    operation,
    variant: 'full',
    ...groundOf(stimulus),
    expect: expectationOf(stimulus),
    ...(stimulus.why === undefined ? {} : { why: stimulus.why }),
  };
}

/** What the control has too, and the defect or probe on it. */
function groundOf(stimulus: Stimulus): Pick<StimulusCase<RequirementId>, 'base' | 'mutation'> {
  const { outcome, base = [] } = stimulus;
  if (outcome === 'accepted') return { base: [...base, stimulus] };
  return base.length === 0 ? { mutation: stimulus } : { base, mutation: stimulus };
}

function requirementsOf(
  { outcome, breaks, path, touches }: Stimulus,
  update: boolean,
): readonly [RequirementId, ...RequirementId[]] {
  const [first, ...others] = outcome === 'refused' ? [...breaks, ...touches] : touches;
  const also: readonly RequirementId[] =
    outcome === 'refused'
      ? update
        ? /^ssa\.|software_statement/.test(path)
          ? UPDATED_STATEMENT
          : [UPDATED]
        : []
      : outcome === 'either'
        ? [ORDERLY]
        : [];
  return first === undefined ? [ORDERLY] : [first, ...others, ...also];
}

function expectationOf(stimulus: Stimulus): Expectation {
  const { outcome, replaceable, whenAccepted, alsoStatuses } = stimulus;
  if (outcome === 'accepted') return { outcome };
  if (outcome === 'either') return stimulus.legal === true ? { outcome, legal: true } : { outcome };
  return {
    outcome,
    ...(replaceable === undefined ? {} : { replaceable }),
    ...(whenAccepted === undefined ? {} : { whenAccepted }),
    ...(alsoStatuses === undefined ? {} : { alsoStatuses }),
  };
}
