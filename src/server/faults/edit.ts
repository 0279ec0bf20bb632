import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Answer } from '../answer.ts';
import type { AnswerContext } from './fault.ts';

/** `record` without the members `names`. */
export function without(record: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** `answer` with header `name` set to `value`, or taken away. */
export function withHeader(answer: Answer, name: string, value: string | null): Answer {
  const others = answer.headers.filter(([other]) => other !== name);
  return { ...answer, headers: value === null ? others : [...others, [name, value]] };
}

/** The JSON object in the body; null where there is none. */
export function bodyOf({ body }: Answer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** `answer` with the members of its JSON body changed by `edit`; unchanged where it has no such body. */
export function withBody(answer: Answer, edit: (body: JsonObject) => unknown): Answer {
  const body = bodyOf(answer);
  return body === null ? answer : { ...answer, body: JSON.stringify(edit(body)) };
}

/** A secret that only the client of `record` has: its own where it has one, else one of 32 characters. */
export function secretOf(record: JsonObject): string {
  if (typeof record.client_secret === 'string') return record.client_secret;
  return createHash('sha256').update(String(record.client_id)).digest('hex').slice(0, 32);
}

/** True for the answer that carries a client record. */
export function isRecord(answer: Answer, { route }: AnswerContext): boolean {
  return isRegistration(route) && answer.status < 300 && answer.body !== null;
}

/** True for the refusal of a registration or update for what was sent (RFC 7591 3.2.2). */
export function isRefusal(answer: Answer, { route }: AnswerContext): boolean {
  return isRegistration(route) && answer.status === 400;
}

function isRegistration(route: AnswerContext['route']): boolean {
  return route === 'registration' || route === 'client';
}
