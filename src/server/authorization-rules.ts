import type { Rule } from '../rules/rule.ts';
import type { Client } from './client-store.ts';

/** An authorization request, as far as it decides where the browser may be sent. */
export interface AuthorizationInput {
  /** null where client_id names none. */
  readonly client: Client | null;
  /** null where the request names none. */
  readonly redirectUri: string | null;
  /** True where a fault takes a redirect URI that is not registered. */
  taken(redirectUri: string, client: Client): boolean;
}

/** What has to hold before a browser is sent to the redirect URI of a request, be it with an error (RFC 6749 4.1.2.1). */
export const authorizationRules: readonly Rule<AuthorizationInput>[] = [
  {
    id: 'authorization.client',
    requirement: 'RFC6749-4.1.2.1-1',
    situation: 'redirect-uri',
    description: 'the client of an authorization request is registered',
    test: ({ client }) => (client === null ? 'the client is not known' : null),
  },
  {
    id: 'authorization.redirect-uri',
    requirement: 'RFC6749-3.1.2.4-1',
    situation: 'redirect-uri',
    description:
      'the redirect URI of an authorization request is one of the client, character for character',
    test: ({ client, redirectUri, taken }) => {
      if (client === null) return null;
      const registered: unknown = client.metadata.redirect_uris;
      const own = Array.isArray(registered) && registered.includes(redirectUri);
      const good = redirectUri !== null && (own || taken(redirectUri, client));
      return good ? null : 'the redirect URI is not registered';
    },
  },
];
