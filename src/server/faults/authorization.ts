import { parseJws } from '../../rules/jws.ts';
import type { Client } from '../client-store.ts';
import type { Fault } from './fault.ts';

/** Redirect URIs that the client has registered. */
function registered({ metadata }: Client): readonly string[] {
  const uris: unknown = metadata.redirect_uris;
  return Array.isArray(uris) ? uris.map(String) : [];
}

function lenient(
  slug: string,
  title: string,
  matches: (asked: string, own: string) => boolean,
): Fault {
  return {
    id: `authorization/${slug}`,
    title: `sends browsers to ${title}`,
    kind: 'authorization',
    breaks: ['RFC9700-2.1-1', 'FAPI1B-5.2.2-10-1'],
    redirectUri: (asked, client) => registered(client).some((own) => matches(asked, own)),
  };
}

const withoutQuery = (uri: string): string => uri.replace(/\?.*$/, '');

function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname : '';
}

/** Where the authorization endpoint sends browsers, though it must not. */
export const authorizationFaults: readonly Fault[] = [
  lenient('path-below', 'places below a registered redirect URI', (asked, own) =>
    asked.startsWith(`${own}/`),
  ),
  lenient(
    'any-query',
    'a registered redirect URI with any query',
    (asked, own) => withoutQuery(asked) === own,
  ),
  lenient(
    'same-host',
    'any place on the host of a registered redirect URI',
    (asked, own) => hostOf(asked) === hostOf(own),
  ),
  lenient('host-as-prefix', 'hosts whose names begin as a registered one', (asked, own) =>
    asked.startsWith(new URL(own).origin),
  ),
  lenient(
    'any-case',
    'a registered redirect URI in upper case',
    (asked, own) => asked.toLowerCase() === own.toLowerCase(),
  ),
  {
    id: 'authorization/statement-uris',
    title:
      'sends browsers to redirect URIs that the statement has and the client has not registered',
    kind: 'authorization',
    breaks: ['RFC6749-3.1.2.4-1', 'FAPI1B-5.2.2-10-1'],
    redirectUri: (asked, { softwareStatement }) => {
      const stated = parseJws(softwareStatement ?? '').payload.value;
      const uris: unknown = stated.software_redirect_uris ?? stated.redirect_uris;
      return Array.isArray(uris) && uris.includes(asked);
    },
  },
  {
    id: 'authorization/deleted-client',
    title: 'sends browsers on for a client that is deleted',
    kind: 'authorization',
    breaks: ['RFC6749-4.1.2.1-1'],
    behaviours: { deleteKeepsAuthorization: true },
  },
];
