import type { Fault } from './fault.ts';

export const timingFaults: readonly Fault[] = [
  {
    id: 'timing/reset-on-refusal',
    title: 'resets the connection instead of refusing',
    kind: 'timing',
    breaks: ['RFC7591-3.2.2-2'],
    delivery: (answer, { route }) =>
      route === 'registration' && answer.status === 400 ? 'reset' : null,
  },
  {
    id: 'timing/hang-on-refusal',
    title: 'never answers what it should refuse',
    kind: 'timing',
    breaks: ['RFC7591-3.2.2-2'],
    delivery: (answer, { route }) =>
      route === 'registration' && answer.status === 400 ? 'hang' : null,
  },
];
