import { sameJson } from '../checks/compare.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject, readJson } from '../model/json.ts';
import { detect, tokensOf } from './detect.ts';
import type { Part, Role, Trouble } from './part.ts';
import type { Call } from './text/curl-command.ts';
import type { Excerpt } from './text/excerpt.ts';
import type { Answer } from './text/http-answer.ts';
import { statementIn, type Token } from './token.ts';

/** One text to look at. */
export interface LintText {
  /** Such as a file name; stands in the answer. */
  readonly name: string;
  readonly text: string | Uint8Array;
  /** What it is; found out where left out. */
  readonly role?: Role;
}

export interface GivenAnswer extends Answer {
  /** Of the request that it answers; null where unknown. */
  readonly method: string | null;
  /** The body as an object; null where it is none. */
  readonly record: JsonObject | null;
  readonly isError: boolean;
  /** The statement that the record returns. */
  readonly statement: Token | null;
}

export interface GivenKeySet {
  readonly value: JsonObject;
  readonly text: Excerpt;
}

/** The parts of one registration, as far as they were given. */
export interface Transaction {
  readonly request: Token | null;
  /** The statement that counts: the one that the request carries, else the one that was given. */
  readonly ssa: Token | null;
  /** A statement that was given by itself, where the request carries one too. */
  readonly givenSsa: Token | null;
  readonly answer: GivenAnswer | null;
  readonly keySets: readonly GivenKeySet[];
  readonly call: Call | null;
  readonly troubles: readonly Trouble[];
  /** Kinds of which more than one was given; the first is looked at. */
  readonly several: readonly string[];
}

function answerOf(part: Extract<Part, { kind: 'answer' }>, call: Call | null): GivenAnswer {
  const { answer, method } = part;
  const value = readJson(answer.body.text);
  const record = isJsonObject(value) ? value : null;
  const refused = answer.status !== null && answer.status >= 300;
  const saysError =
    record !== null && Object.hasOwn(record, 'error') && !Object.hasOwn(record, 'client_id');
  const isError = refused || saysError;
  const statement = record === null || isError ? null : statementIn(record, answer.body);
  return { ...answer, method: method ?? call?.method ?? null, record, isError, statement };
}

/** What stands for the statement in claims that were written by hand. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.split('.').length !== 3;
}

/** The request with the statement that was given in the place of a placeholder. */
function completed(request: Token, ssa: Token | null): Token {
  const statement = ssa?.compact?.text;
  if (request.form === 'jwt' || statement === undefined) return request;
  if (!isPlaceholder(request.claims.software_statement)) return request;
  const claims = { ...request.claims, software_statement: statement };
  const payload = { ...request.jws.payload, value: claims };
  return { ...request, claims, jws: { ...request.jws, payload } };
}

function isSameStatement(carried: Token, given: Token): boolean {
  if (given.compact !== null) return carried.compact?.text === given.compact.text;
  return sameJson(carried.claims, given.claims);
}

/** Puts together what the texts hold. */
export function readTransaction(texts: readonly LintText[]): Transaction {
  const parts = texts.flatMap(({ name, text, role }) => detect(name, text, role ?? null));
  const calls = parts.flatMap((part) => (part.kind === 'call' ? [part.call] : []));
  const answers = parts.filter((part) => part.kind === 'answer');
  const requests = tokensOf(parts, 'request');
  const statements = tokensOf(parts, 'ssa');
  const [call = null] = calls;
  const [given = null] = statements;
  const [first] = requests;
  const request = first === undefined ? null : completed(first, given);
  const carried = request === null ? null : statementIn(request.claims, request.claimsText);
  const own = carried !== null && given !== null && !isSameStatement(carried, given);
  const [answer] = answers;
  return {
    request,
    ssa: carried ?? given,
    givenSsa: own ? given : null,
    answer: answer === undefined ? null : answerOf(answer, call),
    keySets: parts.flatMap((part) => (part.kind === 'key-set' ? [part] : [])),
    call,
    troubles: parts.flatMap((part) => (part.kind === 'trouble' ? [part.trouble] : [])),
    several: [
      ...(requests.length > 1 ? ['requests'] : []),
      ...(statements.length > 1 ? ['software statements'] : []),
      ...(answers.length > 1 ? ['answers'] : []),
    ],
  };
}
