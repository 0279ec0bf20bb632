import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Part } from '../part.ts';
import type { Header } from './curl-command.ts';
import { type Excerpt, unescapedFrom } from './excerpt.ts';
import { placeOf, pointerOf } from './json-place.ts';

function headersOf(value: Json | undefined): readonly Header[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[])
    .filter(isJsonObject)
    .flatMap(({ name, value: text }) =>
      typeof name === 'string' && typeof text === 'string' ? [[name, text] as const] : [],
    );
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The string at `pointer` as a text of its own; null where there is none. */
function textAt(text: Excerpt, pointer: string, value: Json | undefined): Excerpt | null {
  if (typeof value !== 'string') return null;
  const { value: start } = placeOf(text.text, pointer);
  return start === null ? null : unescapedFrom(text, () => start, value);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

function isEntry(value: Json | undefined): boolean {
  return typeof memberOf(memberOf(value, 'request'), 'url') === 'string';
}

/** The entry of a registration: the first whose body is sent. */
function entryOf(value: JsonObject): { readonly entry: JsonObject; readonly at: string } | null {
  if (isEntry(value)) return { entry: value, at: '' };
  const entries = memberOf(value.log, 'entries');
  if (!Array.isArray(entries)) return null;
  const all = entries as readonly Json[];
  const sends = (each: Json): boolean =>
    isEntry(each) &&
    memberOf(memberOf(memberOf(each, 'request'), 'postData'), 'text') !== undefined;
  const index = Math.max(0, all.findIndex(sends));
  const entry = all[index];
  if (!isEntry(entry) || !isJsonObject(entry)) return null;
  return { entry, at: pointerOf('log', 'entries', index) };
}

/** Request and answer of a HAR entry (or of the first of a HAR file that sends a body); null where `value` is none. */
export function harParts(value: JsonObject, text: Excerpt): readonly Part[] | null {
  const found = entryOf(value);
  if (found === null) return null;
  const { entry, at } = found;
  const { request, response } = entry;
  const method = textOf(memberOf(request, 'method')) ?? 'POST';
  const data = memberOf(memberOf(request, 'postData'), 'text');
  const call: Part = {
    kind: 'call',
    call: {
      method,
      url: textOf(memberOf(request, 'url')),
      headers: headersOf(memberOf(request, 'headers')),
      body: textAt(text, `${at}/request/postData/text`, data),
      bodyFile: null,
      certificate: null,
      joinedAt: null,
      source: text.source,
      offset: text.at(placeOf(text.text, `${at}/request`).start),
      isCurl: false,
    },
  };
  const content = memberOf(memberOf(response, 'content'), 'text');
  const body = textAt(text, `${at}/response/content/text`, content);
  const status = memberOf(response, 'status');
  if (body === null || typeof status !== 'number' || status === 0) return [call];
  const headers = headersOf(memberOf(response, 'headers'));
  return [call, { kind: 'answer', answer: { status, headers, body }, method }];
}
