import { UsageError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { writeJson } from '../../model/json.ts';
import type { Profile } from '../../model/profile.ts';
import type { Prepared } from '../../payload/index.ts';
import { curlLine } from '../../wire/curl.ts';

export type Part = 'request' | 'ssa';

/** A part decoded, as `lint` reads it again; the claims are those that a parser sees. */
function decoded({ signed, sent }: Prepared, part: Part): JsonObject {
  const { draft } = signed;
  const ssa: JsonObject = { header: draft.ssa.header, claims: sent.ssa };
  return part === 'ssa' ? ssa : { header: draft.request.header, claims: sent.request, ssa };
}

function bytesOf(body: Uint8Array | string | null): string {
  if (body === null) return '';
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

function curl({ outgoing }: Prepared): string {
  const { message, identity } = outgoing;
  const { method, url, headers, body } = message;
  const line = curlLine(
    {
      method,
      url: [url],
      headers: headers.map(([name, value]) => [name, value === '' ? [] : [value]]),
      body: body === null ? null : [bytesOf(body)],
      identity,
    },
    body instanceof Uint8Array ? body : null,
  );
  return `${line}\n`;
}

/** The request as files for HTTP clients (`.http`, `.rest`) have it. */
function http({ outgoing: { message } }: Prepared): string {
  const { method, url, headers, body } = message;
  if (body instanceof Uint8Array) {
    throw new UsageError(
      'the body is no text, which a .http file cannot hold',
      'use --format curl',
    );
  }
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, '', bytesOf(body), ''].join('\n');
}

/** What was made, in `format`. Throws a UsageError where it has no such form. */
export function rendered(
  prepared: Prepared,
  part: Part,
  format: 'jwt' | 'json' | 'curl' | 'http',
  profile: Profile,
): string {
  if (format === 'json') return `${writeJson(decoded(prepared, part), 2)}\n`;
  if (part === 'ssa' && format !== 'jwt') {
    throw new UsageError(
      'a software statement is not sent by itself',
      'write generate request, or --format jwt or json',
    );
  }
  if (format === 'curl') return curl(prepared);
  if (format === 'http') return http(prepared);
  if (part === 'ssa') return `${prepared.signed.ssa}\n`;
  // What an HTTP mutation does to the body is not the token's doing.
  const isPlain = profile.request.format === 'json';
  return `${isPlain ? bytesOf(prepared.outgoing.message.body) : prepared.signed.request}\n`;
}
