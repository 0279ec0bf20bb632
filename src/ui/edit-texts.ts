import { detect, tokensOf } from '../lint/detect.ts';
import type { Excerpt } from '../lint/text/excerpt.ts';
import { stepsOf } from '../lint/text/json-place.ts';
import type { Token } from '../lint/token.ts';
import type { LintText, Transaction } from '../lint/transaction.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { encodeBase64url } from '../rules/base64url.ts';

/** A member or element to set, or to take away where `value` is left out. */
export interface Edit {
  readonly part: 'request' | 'ssa' | 'response';
  /** As findings have it: into the claims or the body, or behind `#header` into the JOSE header. */
  readonly pointer: string;
  readonly value?: Json;
}

function withMember(value: Json, steps: readonly string[], next: Json | undefined): Json {
  const [step = '', ...rest] = steps;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const at = Number(step);
    const inner = rest.length === 0 ? next : withMember(items[at] ?? null, rest, next);
    return inner === undefined ? items.filter((_, index) => index !== at) : items.with(at, inner);
  }
  if (!isJsonObject(value)) return value;
  const inner = rest.length === 0 ? next : withMember(value[step] ?? null, rest, next);
  if (inner !== undefined) return { ...value, [step]: inner };
  const { [step]: _gone, ...others } = value;
  return others;
}

const segment = (value: JsonObject): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));

/** The text of `excerpt` in its source replaced by `next`, spelled as the source spells it. */
function replaced(texts: readonly LintText[], excerpt: Excerpt, next: string): readonly LintText[] {
  const { source, text } = excerpt;
  const start = excerpt.at(0);
  const end = text === '' ? start : excerpt.at(text.length - 1) + 1;
  const isPlain = source.text.slice(start, end) === text;
  const written = isPlain ? next : JSON.stringify(next).slice(1, -1);
  return texts.map((each) =>
    each.name === source.name
      ? { ...each, text: `${source.text.slice(0, start)}${written}${source.text.slice(end)}` }
      : each,
  );
}

/** `token` in compact form with other header or claims; its signature is left as it is. */
export function compactWith(
  { compact, claims, header, jws }: Token,
  next: { readonly header?: JsonObject; readonly claims?: JsonObject },
): string {
  const [first = '', second = '', ...rest] = (compact?.text ?? jws.compact).split('.');
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return [
    next.header === undefined || isSame(next.header, header) ? first : segment(next.header),
    next.claims === undefined || isSame(next.claims, claims) ? second : segment(next.claims),
    ...rest,
  ].join('.');
}

/** `texts` with the compact form of `token` replaced, also inside the request that carries it. */
export function withToken(
  texts: readonly LintText[],
  { request }: Transaction,
  token: Token,
  compact: string,
): readonly LintText[] {
  if (token.compact === null) return texts;
  const isCarried =
    token.kind === 'ssa' && request?.claims.software_statement === token.compact.text;
  if (!isCarried || request === null) return replaced(texts, token.compact, compact);
  if (request.claimsText.text.includes(token.compact.text)) {
    const claims = { ...request.claims, software_statement: compact };
    return withObject(texts, request, { claims });
  }
  // The request has a placeholder, and the statement stands in a text of its own.
  const parts = texts.flatMap(({ name, text, role }) => detect(name, text, role ?? null));
  const own = tokensOf(parts, 'ssa')[0]?.compact ?? null;
  return own === null ? texts : replaced(texts, own, compact);
}

/** `texts` with other header or claims of a token that stands in one of them itself. */
function withObject(
  texts: readonly LintText[],
  token: Token,
  next: { readonly header?: JsonObject; readonly claims?: JsonObject },
): readonly LintText[] {
  if (token.compact !== null) return replaced(texts, token.compact, compactWith(token, next));
  const excerpt = next.header === undefined ? token.claimsText : token.headerText;
  const value = next.header ?? next.claims ?? {};
  return excerpt === null ? texts : replaced(texts, excerpt, JSON.stringify(value, null, 2));
}

function withTokenEdit(
  texts: readonly LintText[],
  transaction: Transaction,
  token: Token,
  { pointer, value }: Edit,
): readonly LintText[] {
  const inHeader = pointer.startsWith('#header');
  const steps = stepsOf(inHeader ? pointer.slice('#header'.length) : pointer);
  const before = inHeader ? (token.header ?? {}) : token.claims;
  const after = withMember(before, steps, value) as JsonObject;
  const next = inHeader ? { header: after } : { claims: after };
  if (token.form !== 'jwt') return withObject(texts, token, next);
  return withToken(texts, transaction, token, compactWith(token, next));
}

/** `texts` with one member of a document changed where it stands; a JWT keeps its signature, which then fits no more. */
export function withEdit(
  texts: readonly LintText[],
  transaction: Transaction,
  edit: Edit,
): readonly LintText[] {
  const { request, ssa, answer } = transaction;
  if (edit.part === 'response') {
    if (answer?.record == null) return texts;
    const after = withMember(answer.record, stepsOf(edit.pointer), edit.value);
    return replaced(texts, answer.body, JSON.stringify(after, null, 2));
  }
  const token = edit.part === 'request' ? request : ssa;
  return token === null ? texts : withTokenEdit(texts, transaction, token, edit);
}
