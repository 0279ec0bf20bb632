import { empty, json } from '../answer.ts';
import type { AnswerContext, Fault } from './fault.ts';

import { STRANGERS } from './rows.ts';

const GONE = ['OBUK-delete-1', 'RFC7592-2.3-3', 'RFC7592-2.3-5'];
/** What is still there can be updated and deleted once more. */
const STILL_THERE = [...GONE, 'OBUK-delete-2', 'RFC7592-2.2-9', 'RFC6749-4.1.2.1-1'];
/** Whoever asks is answered as if it had a token, and a certificate. */
const ANYBODY = ['OBUK-authentication-2', 'RFC8705-3-1', ...STRANGERS];
const STATUS = ['RFC7592-2.3-1', 'OBUK-delete-1'];

function isDeletion(status: number, { route, method }: AnswerContext): boolean {
  return route === 'client' && method === 'DELETE' && status === 204;
}

/** A successful deletion with another status, and a body where it may have one. */
function answered(status: number): Fault {
  return {
    id: `state/delete-answers-${status}`,
    title: `answers a deletion with ${status}`,
    kind: 'state',
    breaks: STATUS,
    answer: (answer, context) =>
      isDeletion(answer.status, context) ? json(status, { deleted: true }) : answer,
  };
}

export const deleteFaults: readonly Fault[] = [
  {
    id: 'state/delete-keeps-client',
    title: 'answers 204 to DELETE and keeps client and tokens',
    kind: 'state',
    breaks: STILL_THERE,
    behaviours: { deleteKeepsClient: true, deleteKeepsTokens: true },
  },
  {
    id: 'state/delete-keeps-record',
    title: 'ends the tokens of a deleted client and keeps the client',
    kind: 'state',
    breaks: STILL_THERE,
    behaviours: { deleteKeepsClient: true },
  },
  {
    id: 'state/delete-keeps-tokens',
    title: 'deletes a client whose access tokens live on',
    kind: 'state',
    breaks: GONE,
    maskedBy: ['token/introspection-for-all'],
    behaviours: { deleteKeepsTokens: true },
  },
  {
    id: 'state/delete-keeps-login',
    title: 'deletes the record of a client that still gets access tokens',
    kind: 'state',
    breaks: GONE,
    behaviours: { deleteKeepsLogin: true },
  },
  {
    id: 'state/delete-takes-neighbours',
    title: 'deletes the other clients of the organisation too',
    kind: 'state',
    breaks: ['OBUK-delete-1'],
    behaviours: { deleteTakesNeighbours: true },
    crossing: true,
  },
  {
    id: 'state/delete-does-nothing',
    title: 'answers 200 to DELETE, which it does not offer',
    kind: 'state',
    breaks: [...STATUS, ...STILL_THERE, 'RFC7592-2.3-2', ...ANYBODY, 'OBBR-9.3.2-3-1'],
    intercept: ({ route, method }) =>
      route === 'client' && method === 'DELETE' ? json(200, {}) : null,
  },
  {
    id: 'state/delete-without-looking',
    title: 'answers 204 to every DELETE and does nothing',
    kind: 'state',
    breaks: [...STILL_THERE, ...ANYBODY, 'OBBR-9.3.2-3-1'],
    intercept: ({ route, method }) =>
      route === 'client' && method === 'DELETE' ? empty(204) : null,
  },
  ...[200, 201, 202].map(answered),
];
