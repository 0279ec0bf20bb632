import type { JsonObject } from '../model/json.ts';
import type { Situation } from '../model/profile.ts';

/** A response before it is sent, where faults can still change it. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** Why this is a refusal; not sent. */
  readonly cause?: Situation;
}

// Every answer may hold credentials or a client's data (RFC 6749 5.1).
const NO_STORE = [
  ['cache-control', 'no-store'],
  ['pragma', 'no-cache'],
] as const;

type Headers = Answer['headers'];

/** A JSON answer that no cache keeps. */
export function json(status: number, body: JsonObject, headers: Headers = []): Answer {
  return {
    status,
    headers: [['content-type', 'application/json'], ...NO_STORE, ...headers],
    body: JSON.stringify(body),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Headers = []): Answer {
  return { status, headers: [...NO_STORE, ...headers], body: null };
}

/** An OAuth error (RFC 7591 3.2.2, RFC 6749 5.2). `description` is generic ASCII: nothing of the request is repeated. */
export function oauthError(
  status: number,
  error: string,
  description: string,
  headers: Headers = [],
): Answer {
  return json(status, { error, error_description: description }, headers);
}

/** 401 with a Bearer challenge (RFC 6750 3); without `error` where no token was sent. */
export function bearerChallenge(error: string | null, description: string): Answer {
  return challenge(401, error, description);
}

/** 403 for a living token that does not go far enough (RFC 6750 3.1). */
export function insufficientScope(description: string): Answer {
  return challenge(403, 'insufficient_scope', description);
}

function challenge(status: number, error: string | null, description: string): Answer {
  const details = error === null ? '' : `, error="${error}", error_description="${description}"`;
  return oauthError(status, error ?? 'invalid_request', description, [
    ['www-authenticate', `Bearer realm="registration"${details}`],
  ]);
}

/** 405 with the methods there are (RFC 9110 15.5.6). */
export function methodNotAllowed(allowed: readonly string[]): Answer {
  return oauthError(405, 'invalid_request', 'this method is not offered here', [
    ['allow', allowed.join(', ')],
  ]);
}
