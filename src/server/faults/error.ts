import type { Answer } from '../answer.ts';
import type { AnswerContext, Fault } from './fault.ts';
import { withHeader } from './response.ts';

function isRefusal(answer: Answer, { route }: AnswerContext): boolean {
  return (route === 'registration' || route === 'client') && answer.status === 400;
}

export const errorFaults: readonly Fault[] = [
  {
    id: 'error/html',
    title: 'refuses with an HTML page',
    kind: 'error',
    breaks: ['RFC7591-3.2.2-3', 'OBUK-error-structure-1'],
    answer: (answer, context) =>
      isRefusal(answer, context)
        ? { ...withHeader(answer, 'content-type', 'text/html'), body: '<h1>Bad Request</h1>' }
        : answer,
  },
  {
    id: 'error/crash-on-refusal',
    title: 'answers 500 where it refuses',
    kind: 'error',
    breaks: ['RFC7591-3.2.2-2'],
    answer: (answer, context) => (isRefusal(answer, context) ? { ...answer, status: 500 } : answer),
  },
  {
    id: 'error/no-challenge',
    title: 'answers 401 without WWW-Authenticate',
    kind: 'error',
    breaks: ['RFC6750-3-1', 'OBUK-openapi-1'],
    answer: (answer, { route }) =>
      route === 'client' && answer.status === 401
        ? withHeader(answer, 'www-authenticate', null)
        : answer,
  },
];
