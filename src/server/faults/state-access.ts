import type { Operation } from '../../model/profile.ts';
import { empty, json, oauthError } from '../answer.ts';
import type { Fault } from './fault.ts';

type Verb = Exclude<Operation, 'post'>;

const VERBS: Readonly<Record<Verb, { readonly does: string; readonly rows: readonly string[] }>> = {
  get: { does: 'reads', rows: ['OBUK-get-2', 'OBUK-get-1'] },
  put: { does: 'updates', rows: ['OBUK-put-3', 'RFC7592-2.2-9'] },
  delete: { does: 'deletes', rows: ['OBUK-delete-2'] },
};

/** A rule about access tokens that one operation forgets. */
const RULES: readonly (readonly [slug: string, title: string, rule: string])[] = [
  ['without-token', 'a client for a caller without access token', 'token.present'],
  ['with-any-token', 'a client for a caller with an access token of nobody', 'token.valid'],
  [
    'with-foreign-token',
    'a client for a caller with the token of another client',
    'token.own-client',
  ],
];

const forgotten = Object.entries(VERBS).flatMap(([verb, { does, rows }]) =>
  RULES.map(
    ([slug, title, rule]): Fault => ({
      id: `state/${verb}-${slug}`,
      title: `${does} ${title}`,
      kind: 'state',
      breaks: ['OBUK-authentication-2', ...(rule === 'token.own-client' ? rows : [])],
      skipsIn: (id, operation) => operation === verb && id === rule,
    }),
  ),
);

/** Rows about a client that is not there. */
const UNKNOWN: Readonly<Record<Verb, readonly string[]>> = {
  get: ['RFC7592-2.1-4', 'OBUK-get-2'],
  put: ['RFC7592-2.2-9', 'OBUK-put-3'],
  delete: ['OBUK-delete-2'],
};

const ANSWERS = {
  200: json(200, {}),
  204: empty(204),
  403: oauthError(403, 'forbidden', 'this client is not yours'),
  404: oauthError(404, 'not_found', 'there is no such client'),
  500: oauthError(500, 'server_error', 'the server failed'),
} as const;

function unknownClient(verb: Verb, status: keyof typeof ANSWERS): Fault {
  const crash = status === 500 && verb === 'get' ? ['OBUK-get-1'] : [];
  const missing = verb === 'get' && status === 404 ? ['OIDCR-4.4-2'] : [];
  return {
    id: `state/${verb}-unknown-answers-${status}`,
    title: `answers ${status} when a client that does not exist is to be ${verb === 'get' ? 'read' : verb === 'put' ? 'updated' : 'deleted'}`,
    kind: 'state',
    breaks: [...UNKNOWN[verb], ...missing, ...crash],
    answer: (answer, { cause, method }) =>
      cause === 'unknown-client' && method === verb.toUpperCase() ? ANSWERS[status] : answer,
  };
}

export const accessFaults: readonly Fault[] = [
  ...forgotten,
  ...(['get', 'put', 'delete'] as const).flatMap((verb) =>
    ([verb === 'delete' ? 204 : 200, 403, 404, 500] as const).map((status) =>
      unknownClient(verb, status),
    ),
  ),
  {
    id: 'state/misused-token-survives',
    title: 'keeps the token that asked for a client that does not exist',
    kind: 'state',
    breaks: ['OBUK-get-2', 'OBUK-put-3'],
    onlyWarns: 'DCR v3.3 states the revocation as a fact, without a keyword.',
    behaviours: { misusedTokenSurvives: true },
  },
  {
    id: 'state/patch-is-put',
    title: 'takes a PATCH for an update',
    kind: 'state',
    breaks: ['RFC7592-2-3'],
    permitted:
      'RFC 7592 2 asks for an error on methods that the server does not support; one that supports PATCH may.',
    method: (method, route) => (route === 'client' && method === 'PATCH' ? 'PUT' : method),
  },
  {
    id: 'state/any-method-reads',
    title: 'answers every method that it does not know with the record',
    kind: 'state',
    breaks: ['RFC7592-2-3'],
    method: (method, route) =>
      route === 'client' && (method === 'PATCH' || method === 'POST') ? 'GET' : method,
  },
];
