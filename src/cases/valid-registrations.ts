import type { StimulusCase } from '../model/case.ts';
import type { RequirementId } from '../requirements/index.ts';

/** A registration without any change; every other case stands on one of these. */
export const VALID_REGISTRATIONS: readonly StimulusCase<RequirementId>[] = [
  {
    form: 'stimulus',
    id: 'registration/full',
    area: 'registration',
    kind: 'positive',
    title: 'sends a valid request with every claim of the SSA',
    requirements: [
      'OBUK-post-1',
      'RFC7591-3.2-1',
      'RFC7591-2-1',
      'RFC7591-3.2.1-1',
      'RFC7591-3.2.1-2',
      'OBUK-jws-1',
      'OBUK-iss-1',
    ],
    depth: 'core',
    operation: 'post',
    variant: 'full',
    expect: { outcome: 'accepted' },
  },
  {
    form: 'stimulus',
    id: 'registration/minimal',
    area: 'registration',
    kind: 'positive',
    title: 'sends a valid request without optional claims, around an SSA without them',
    requirements: ['OBUK-SSA-payload-1', 'OBUK-general-2'],
    needs: ['trusted'],
    depth: 'core',
    operation: 'post',
    variant: 'minimal',
    expect: { outcome: 'accepted' },
    why: 'The directory marks no claim of the SSA as required, so a refusal is only a warning.',
  },
];
