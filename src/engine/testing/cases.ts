import type { FlowCase, StimulusCase } from '../../model/case.ts';
import type { Flow } from '../../model/flow.ts';
import type { ClaimsMutation } from '../../model/mutation.ts';

/** Takes a claim out of the request. */
export function without(claim: string): ClaimsMutation {
  return {
    id: `request.claims.${claim}.absent`,
    title: `a request without ${claim}`,
    path: `request.claims.${claim}`,
    breaks: [],
    situation: 'request-claims',
    stage: 'claims',
    apply(draft) {
      const { [claim]: _gone, ...claims } = draft.request.claims;
      return { ...draft, request: { ...draft.request, claims } };
    },
  };
}

/** Sets a claim that no server minds: a harmless defect, to be sent many times. */
export function withNote(note: string): ClaimsMutation {
  return {
    ...without('aud'),
    id: `request.note.${note}`,
    apply(draft) {
      const claims = { ...draft.request.claims, note };
      return { ...draft, request: { ...draft.request, claims } };
    },
  };
}

export function stimulus(id: string, changes: Partial<StimulusCase> = {}): StimulusCase {
  return {
    form: 'stimulus',
    id,
    area: 'claims',
    kind: 'negative',
    title: 'sends something',
    requirements: ['OBUK-aud-1'],
    operation: 'post',
    variant: 'full',
    mutation: without('aud'),
    expect: { outcome: 'refused' },
    ...changes,
  };
}

/** The valid registration that controls stand beside. */
export function valid(id: string, changes: Partial<StimulusCase> = {}): StimulusCase {
  const { mutation: _none, ...rest } = stimulus(id, {
    area: 'registration',
    kind: 'positive',
    requirements: ['RFC7591-3.2-1'],
    expect: { outcome: 'accepted' },
  });
  return { ...rest, ...changes };
}

export function flowCase(id: string, run: (flow: Flow) => Promise<void>): FlowCase {
  return {
    form: 'flow',
    id,
    area: 'management',
    kind: 'negative',
    title: 'does several things',
    requirements: ['RFC7592-2.3-1'],
    run,
  };
}

/** A finding that a flow may add. */
export const GOOD = {
  check: 'test',
  requirement: 'RFC7592-2.3-1',
  verdict: 'pass',
  expected: 'x',
  actual: 'x',
  message: 'As expected.',
} as const;
