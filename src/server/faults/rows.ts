/** Rows that several faults break besides their own, where clients register in plain JSON. */

/** Whoever calls the record of a client without its token is refused. */
export const STRANGERS: readonly string[] = [
  'RFC7592-2-1',
  'RFC7592-2.1-3',
  'RFC7592-B-1',
  'OIDCR-4.4-1',
  'RFC6750-3-1',
];

/** A client that was registered for a secret logs in with it. */
export const LOGIN = 'RFC7591-3.2.1-7';

/** What a member stands for that a request leaves out. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  token_endpoint_auth_method: 'RFC7591-2-3',
  grant_types: 'RFC7591-2-4',
  response_types: 'RFC7591-2-5',
  id_token_signed_response_alg: 'OIDCR-2-10',
};
