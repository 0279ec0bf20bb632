import { isJsonObject, type Json, type JsonObject, readJson } from '../model/json.ts';
import type { Part, Role, Trouble } from './part.ts';
import { type Call, curlStart, readCurl } from './text/curl-command.ts';
import { type Excerpt, type Source, sliceOf, unescapedFrom, wholeOf } from './text/excerpt.ts';
import { asToken, findToken } from './text/find-token.ts';
import { harParts } from './text/har-entry.ts';
import { hasStatusLine, readAnswer } from './text/http-answer.ts';
import { endOfValue, placeOf } from './text/json-place.ts';
import { jsonProblem } from './text/json-problem.ts';
import { kindOfClaims, objectAt, type Token, tokenFrom, tokenFromJson } from './token.ts';

/** More is no registration, and reading it would take long. */
export const LONGEST_TEXT = 1_000_000;

function trouble(
  text: Excerpt,
  about: Pick<Trouble, 'id' | 'message' | 'expected' | 'actual' | 'fix'> & Partial<Trouble>,
): Part {
  return { kind: 'trouble', trouble: { text, offset: text.at(0), harmless: false, ...about } };
}

const READABLE =
  'a request JWT, an SSA, an answer (body or output of curl -i), a JWKS, a curl command, a HAR entry, or decoded claims';

function unknown(text: Excerpt): Part {
  return trouble(text, {
    id: 'text.unknown',
    message: 'Nothing in this text is part of a registration.',
    expected: READABLE,
    actual:
      text.text.trim() === '' ? 'nothing' : `${text.text.length} characters of something else`,
    fix: 'Copy the whole of it: a JWT begins with eyJ, an answer with { or HTTP/.',
  });
}

/** A compact JWS by what it says; `role` settles what its claims leave open. */
function tokenPart(found: ReturnType<typeof asToken>, role: Role | null): Part {
  const token = tokenFrom('request', found);
  const kind =
    role === 'ssa' || role === 'request' ? role : (kindOfClaims(token.claims) ?? 'request');
  return { kind: 'token', token: { ...token, kind } };
}

function isAnswerBody(value: JsonObject): boolean {
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has('error') && !has('software_statement')) return true;
  if (has('client_secret') || has('client_id_issued_at') || has('registration_access_token'))
    return true;
  return has('client_id') && !has('aud') && !has('exp');
}

function answerPart(body: Excerpt): Part {
  return { kind: 'answer', answer: { status: null, headers: null, body }, method: null };
}

/** Decoded claims: as an object of header and claims, or the claims alone. */
function decodedPart(value: JsonObject, text: Excerpt, role: Role | null): Part | null {
  const inner = (name: string): Excerpt | null => {
    if (objectAt(value, name) === null) return null;
    const { value: start } = placeOf(text.text, `/${name}`);
    return start === null ? null : sliceOf(text, start, endOfValue(text.text, start));
  };
  const header = inner('header');
  const claims = inner('claims') ?? inner('payload');
  const said = role === 'ssa' || role === 'request' ? role : null;
  if (claims !== null) {
    const kind =
      said ?? kindOfClaims(objectAt(value, 'claims') ?? objectAt(value, 'payload') ?? {});
    return { kind: 'token', token: tokenFromJson(kind ?? 'request', 'decoded', claims, header) };
  }
  const kind = said ?? kindOfClaims(value);
  return kind === null
    ? null
    : { kind: 'token', token: tokenFromJson(kind, 'decoded', text, null) };
}

function jsonParts(value: Json, text: Excerpt, role: Role | null): readonly Part[] {
  if (typeof value === 'string') {
    const inner = unescapedFrom(text, () => text.text.indexOf('"'), value);
    return [tokenPart(asToken(inner), role)];
  }
  if (!isJsonObject(value)) return [unknown(text)];
  const har = role === null ? harParts(value, text) : null;
  if (har !== null) return har.flatMap((part) => inside(part, role));
  if (role === 'jwks' || (role === null && Array.isArray(value.keys))) {
    return [{ kind: 'key-set', value, text }];
  }
  if (role === 'response' || (role === null && isAnswerBody(value))) return [answerPart(text)];
  return [decodedPart(value, text, role) ?? (role === null ? unknown(text) : answerPart(text))];
}

/** What is in the body of a call besides the call itself. */
function inside(part: Part, role: Role | null): readonly Part[] {
  if (part.kind !== 'call' || part.call.body === null) return [part];
  return [part, ...bodyParts(part.call, part.call.body, role)];
}

function bodyParts(call: Call, body: Excerpt, role: Role | null): readonly Part[] {
  if (!body.text.trimStart().startsWith('{'))
    return body.text.trim() === '' ? [] : [tokenPart(asToken(body), role)];
  const value = readJson(body.text);
  if (!isJsonObject(value)) return [brokenJson(body)];
  const isSigned = call.headers.some(
    ([name, text]) => /^content-type$/i.test(name) && /jwt|jose/.test(text),
  );
  return [
    { kind: 'token', token: tokenFromJson('request', isSigned ? 'decoded' : 'json', body, null) },
  ];
}

function brokenJson(text: Excerpt): Part {
  const { offset, what } = jsonProblem(text.text);
  return trouble(text, {
    id: 'text.not-json',
    offset: text.at(offset),
    message: `This begins as JSON but is none: ${what}.`,
    expected: 'one JSON object',
    actual: what,
    fix: 'Copy the whole document; nothing in it can be judged before it can be read.',
  });
}

/** Text that begins with an object but is not one JSON value: header and claims one after the other, or a header and a token. */
function objectsInRow(text: Excerpt, role: Role | null): readonly Part[] {
  const start = text.text.search(/\S/);
  const end = endOfValue(text.text, start);
  const first = readJson(text.text.slice(start, end));
  if (!isJsonObject(first)) return [brokenJson(text)];
  const rest = sliceOf(text, end);
  const second = rest.text.search(/\S/);
  const isHeader = Object.hasOwn(first, 'alg');
  if (isHeader && rest.text[second] === '{') {
    const claims = sliceOf(rest, second, endOfValue(rest.text, second));
    const value = readJson(claims.text);
    if (!isJsonObject(value)) return [brokenJson(claims)];
    const kind = role === 'ssa' ? 'ssa' : (kindOfClaims(value) ?? 'request');
    return [
      { kind: 'token', token: tokenFromJson(kind, 'decoded', claims, sliceOf(text, start, end)) },
    ];
  }
  const token = isHeader ? findToken(rest) : null;
  return [token === null ? brokenJson(text) : tokenPart(token, role)];
}

/** What `text` holds, by its form; `role` is what the user says it is. Never throws. */
function partsOf(text: Excerpt, role: Role | null): readonly Part[] {
  const trimmed = text.text.trimStart();
  if (curlStart(text.text) !== -1) {
    const call = readCurl(text);
    if (call !== null) return withAnswer(text, inside({ kind: 'call', call }, null));
  }
  if (hasStatusLine(text.text)) {
    const answer = readAnswer(text);
    if (answer !== null) return [{ kind: 'answer', answer, method: null }];
  }
  if (/^[{["]/.test(trimmed)) {
    const value = readJson(text.text);
    if (value !== undefined) return jsonParts(value, text, role);
    if (trimmed.startsWith('{')) return objectsInRow(text, role);
    if (trimmed.startsWith('[')) return [brokenJson(text)];
  }
  const token = findToken(text);
  if (token !== null) return [tokenPart(token, role)];
  if (role === 'request' || role === 'ssa') return [tokenPart(asToken(text), role)];
  if (role === 'response') return [answerPart(text)];
  return [unknown(text)];
}

/** A curl command with what it printed behind it. */
function withAnswer(text: Excerpt, parts: readonly Part[]): readonly Part[] {
  if (!hasStatusLine(text.text)) return parts;
  const answer = readAnswer(text);
  return answer === null ? parts : [...parts, { kind: 'answer', answer, method: null }];
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function encodingTrouble(bytes: Uint8Array, text: Excerpt): readonly Part[] {
  if (isText(bytes)) return [];
  const at = text.text.indexOf('\ufffd');
  return [
    trouble(text, {
      id: 'text.not-utf-8',
      offset: text.at(Math.max(0, at)),
      message: 'The text is not UTF-8; what cannot be read was replaced.',
      expected: 'UTF-8',
      actual: 'bytes that no UTF-8 has',
      fix: 'Save it as UTF-8 without a byte order mark.',
      harmless: true,
    }),
  ];
}

function tooLong(source: Source, length: number): Part {
  return trouble(wholeOf(source), {
    id: 'text.too-long',
    message: 'The text is too long to be part of a registration, and was not read.',
    expected: `at most ${LONGEST_TEXT} characters`,
    actual: `${length}`,
    fix: 'Give the one token, answer or key set that it is about.',
  });
}

/** Everything of a registration that stands in a text or its bytes. Never throws. */
export function detect(
  name: string,
  given: string | Uint8Array,
  role: Role | null = null,
): readonly Part[] {
  if (given.length > LONGEST_TEXT) return [tooLong({ name, text: '' }, given.length)];
  const decoded = typeof given === 'string' ? given : new TextDecoder('utf-8').decode(given);
  // Kept as long as it is, so that columns stay right.
  const source = { name, text: decoded.replace(/^\uFEFF/, ' ') };
  const text = wholeOf(source);
  const encoding = typeof given === 'string' ? [] : encodingTrouble(given, text);
  return [...encoding, ...partsOf(text, role)];
}

/** The tokens among `parts` of one kind. */
export function tokensOf(parts: readonly Part[], kind: Token['kind']): readonly Token[] {
  return parts.flatMap((part) =>
    part.kind === 'token' && part.token.kind === kind ? [part.token] : [],
  );
}
