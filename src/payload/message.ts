import type { HttpMessage, SignedDraft } from '../model/draft.ts';

/** Where and how a signed registration is sent. */
export interface MessageInput {
  readonly url: string;
  /** POST or PUT. */
  readonly method: string;
  /** Content-Type of the request JWT. */
  readonly mediaType: string;
  /** `x-fapi-interaction-id` (FAPI 1.0 Baseline 6.2.2): a UUID, one per request. */
  readonly interactionId: string;
  /** Further headers: the bearer token of an update, `--header`. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** The HTTP request whose body is the request JWT (OB UK DCR, "Of JWS and JWKS"). */
export function toMessage(signed: SignedDraft, input: MessageInput): HttpMessage {
  return {
    method: input.method,
    url: input.url,
    headers: [
      ['content-type', input.mediaType],
      ['accept', 'application/json'],
      ['x-fapi-interaction-id', input.interactionId],
      ...(input.headers ?? []),
    ],
    body: signed.request,
  };
}
