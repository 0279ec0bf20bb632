import type { JsonObject } from '../../model/json.ts';
import type { Answer } from '../answer.ts';
import type { AnswerContext, Fault } from './fault.ts';

/** `record` without the members `names`. */
export function without(record: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** `answer` with header `name` set to `value`, or taken away. */
export function withHeader(answer: Answer, name: string, value: string | null): Answer {
  const others = answer.headers.filter(([other]) => other !== name);
  return { ...answer, headers: value === null ? others : [...others, [name, value]] };
}

/** True for the answer that carries a client record. */
export function isRecord(answer: Answer, { route }: AnswerContext): boolean {
  return (route === 'registration' || route === 'client') && answer.status < 300;
}

export const responseFaults: readonly Fault[] = [
  {
    id: 'response/created-as-200',
    title: 'answers a registration with 200',
    kind: 'response',
    breaks: ['RFC7591-3.2-1'],
    answer: (answer, { route }) =>
      route === 'registration' && answer.status === 201 ? { ...answer, status: 200 } : answer,
  },
  {
    id: 'response/issued-at-as-string',
    title: 'sends client_id_issued_at as a string',
    kind: 'response',
    breaks: ['OIDCR-3.2-6', 'OBUK-client_id_issued_at-1'],
    record: (record) => ({
      ...record,
      client_id_issued_at: String(record.client_id_issued_at),
    }),
  },
  {
    id: 'response/statement-altered',
    title: 'returns another software statement than it got',
    kind: 'response',
    breaks: ['RFC7591-3.2.1-8'],
    record: (record) => ({ ...record, software_statement: `${record.software_statement}A` }),
  },
  {
    id: 'response/redirect-uris-missing',
    title: 'leaves redirect_uris out of the record',
    kind: 'response',
    breaks: ['RFC7591-3.2.1-7'],
    record: (record) => without(record, 'redirect_uris'),
  },
  {
    id: 'response/cacheable',
    title: 'lets caches keep client records',
    kind: 'response',
    breaks: ['RFC6749-5.1-1'],
    answer: (answer, context) =>
      isRecord(answer, context)
        ? withHeader(withHeader(answer, 'cache-control', 'max-age=60'), 'pragma', null)
        : answer,
  },
];
