import { HOST } from './software-details.ts';

/** The redirect URIs of every draft, in the SSA and in the request. */
export const REDIRECT_URIS = [
  `https://${HOST}/callback`,
  `https://${HOST}/mobile/callback`,
] as const;
