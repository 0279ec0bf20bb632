import type { Answer } from './answer.ts';
import { oauthError } from './answer.ts';
import { FORM_BYTES, mediaType } from './body.ts';
import type { Call } from './server-context.ts';

export type Form = ReadonlyMap<string, string>;

/** The parameters of a form body, empty ones left out, or the error of RFC 6749 5.2 to a body that is no such form. */
export async function readForm(call: Call): Promise<{ form: Form } | { refusal: Answer }> {
  if (mediaType(call.header('content-type')) !== 'application/x-www-form-urlencoded') {
    return { refusal: oauthError(400, 'invalid_request', 'a form is expected') };
  }
  const body = await call.body(FORM_BYTES);
  if (body === null)
    return { refusal: oauthError(413, 'invalid_request', 'the body is too large') };
  return formOf(new URLSearchParams(body));
}

/** The parameters of a form or a query, or the error where one comes twice (RFC 6749 3.1, 3.2). */
export function formOf(parameters: URLSearchParams): { form: Form } | { refusal: Answer } {
  const form = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (form.has(name)) {
      return { refusal: oauthError(400, 'invalid_request', 'a parameter comes more than once') };
    }
    if (value !== '') form.set(name, value);
  }
  return { form };
}
