import type { HttpMessage, SignedDraft } from '../model/draft.ts';
import { around } from './sign-draft.ts';

/** Where and how a signed registration is sent. */
export interface MessageInput {
  readonly url: string;
  /** POST or PUT. */
  readonly method: string;
  /** The claims as plain JSON (RFC 7591 3.1) instead of a signed JWT; `jwt` when left out. */
  readonly format?: 'jwt' | 'json';
  /** Content-Type of the request. */
  readonly mediaType: string;
  /** `x-fapi-interaction-id` (FAPI 1.0 Baseline 6.2.2): a UUID, one per request. */
  readonly interactionId: string;
  /** Further headers: the bearer token of an update, `--header`. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** The client metadata as they are, around the SSA where there is one; nobody signs them. */
function plainJson({ draft: { request }, ssa }: SignedDraft): Uint8Array | string {
  const { claims, claimsText } = ssa === '' ? request : around(request, ssa);
  const text = JSON.stringify(claims);
  return claimsText === undefined ? text : claimsText(text);
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
    body: input.format === 'json' ? plainJson(signed) : signed.request,
  };
}
