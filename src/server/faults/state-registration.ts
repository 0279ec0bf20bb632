import type { Json } from '../../model/json.ts';
import { oauthError } from '../answer.ts';
import type { Fault } from './fault.ts';

const ECHO = ['OBUK-get-1', 'RFC7591-3.2.1-7'];

/** With one record for all, nothing that a client reads, updates, deletes or authenticates with is its own. */
const OF_OTHERS = [
  'RFC7591-3.2.1-7',
  'RFC7591-3.2.1-8',
  'RFC7591-2-12',
  'OBUK-get-1',
  'OBUK-delete-1',
  'OBUK-authentication-2',
  'OBUK-data-mapping-1',
  'RFC7592-2.1-4',
  'RFC7592-2.2-3',
  'RFC7592-2.2-8',
  'RFC7592-2.2-10',
  'RFC7592-2.3-3',
  'RFC7523-3-1',
  'RFC7523-3-3',
  'RFC7523-3.2-1',
  'RFC8725-3.1-1',
  'RFC7592-B-1',
  'RFC7592-2.1-2',
  'RFC7591-3.2.1-4',
  'OIDCR-3.2-3',
];

/** Metadata of a registration that was stored as something else, which only a read shows. */
function forgets(name: string, value: Json, breaks: readonly string[] = ECHO): Fault {
  return {
    id: `state/read-forgets-${name.replaceAll('_', '-')}`,
    title: `reads out a default instead of the registered ${name}`,
    kind: 'state',
    breaks,
    record: (record, { operation }) =>
      operation === 'get' ? { ...record, [name]: value } : record,
  };
}

export const registrationFaults: readonly Fault[] = [
  {
    id: 'state/refused-registration-stored',
    title: 'refuses a registration and stores it all the same',
    kind: 'state',
    breaks: ['RFC7519-7.2-1', 'RFC8725-3.12-1', 'OBUK-jws-1'],
    behaviours: { refusedRegistrationStored: true },
  },
  {
    id: 'state/one-client-id-for-all',
    title: 'gives every client the same client_id',
    kind: 'state',
    breaks: ['RFC7591-3.2.1-3', ...OF_OTHERS],
    crossing: true,
    clientId: () => 'the-one-and-only-client',
  },
  {
    id: 'state/client-id-of-software',
    title: 'gives every client of one software the same client_id',
    kind: 'state',
    breaks: ['RFC7591-3.2.1-3'],
    clientId: (made, { iss }) => (typeof iss === 'string' && iss !== '' ? iss : made),
  },
  {
    id: 'state/client-id-as-wished',
    title: 'gives a client the client_id that it asks for, taken or not',
    kind: 'state',
    breaks: ['RFC7591-3.2.1-3', 'RFC9700-2.6-2'],
    clientId: (made, { client_id: wish }) => (typeof wish === 'string' ? wish : made),
  },
  {
    id: 'state/self-asserted-wins',
    title: 'registers what the request says where the statement says something else',
    kind: 'state',
    breaks: ['RFC7591-2-12', 'RFC7591-5-4'],
    registered: (client, { claims }) => {
      const names = Object.keys(client.flattened).filter((name) => claims[name] !== undefined);
      const own = Object.fromEntries(names.map((name) => [name, claims[name] ?? null]));
      return { ...client, flattened: { ...client.flattened, ...own } };
    },
  },
  {
    id: 'state/own-names-win',
    title: 'registers the name and the home page of the request where the statement has others',
    kind: 'state',
    breaks: ['OBBR-7.1-10-1'],
    registered: (client, { claims, ssaClaims }) => {
      const names = ['client_name', 'client_uri'].filter(
        (name) => claims[name] !== undefined && ssaClaims[`software_${name}`] !== undefined,
      );
      const own = Object.fromEntries(names.map((name) => [name, claims[name] ?? null]));
      return { ...client, metadata: { ...client.metadata, ...own } };
    },
  },
  {
    id: 'state/statement-fills-nothing-in',
    title: 'leaves empty what the request leaves to the statement',
    kind: 'state',
    breaks: ['OBBR-7.1.1-2-1', 'OBBR-7.1-10-1'],
    registered: (client, { claims }) => {
      const kept = Object.entries(client.metadata).filter(
        ([name]) => !/^(client_(name|uri)|jwks_uri)$/.test(name) || claims[name] !== undefined,
      );
      return { ...client, metadata: Object.fromEntries(kept) };
    },
  },
  {
    id: 'state/scope-of-first-role',
    title: 'grants the scope of one role to a client that asks for none',
    kind: 'state',
    breaks: ['OBBR-7.1.1-3-1'],
    registered: (client, { claims }) =>
      claims.scope === undefined
        ? { ...client, metadata: { ...client.metadata, scope: 'openid accounts' } }
        : client,
  },
  {
    id: 'state/secret-as-wished',
    title: 'takes over the client_secret that a request asks for',
    kind: 'state',
    breaks: ['RFC7592-2.2-7'],
    registered: (client, { claims: { client_secret: secret } }) =>
      typeof secret === 'string' ? { ...client, secret } : client,
  },
  {
    id: 'state/redirect-uris-not-taken-from-statement',
    title: 'registers no redirect URIs where the request leaves them to the statement',
    kind: 'state',
    breaks: ['OBUK-redirect_uris-5', 'RFC7591-5-2'],
    registered: (client, { claims }) =>
      claims.redirect_uris === undefined
        ? { ...client, metadata: { ...client.metadata, redirect_uris: [] } }
        : client,
  },
  {
    id: 'state/response-types-default-code',
    title: 'takes code for response types that nobody asked for',
    kind: 'state',
    breaks: ['OBUK-response_types-1'],
    registered: (client, { claims }) =>
      claims.response_types === undefined
        ? { ...client, metadata: { ...client.metadata, response_types: ['code'] } }
        : client,
  },
  {
    id: 'state/unknown-members-refused',
    title: 'refuses a request with a claim that it does not know',
    kind: 'state',
    breaks: ['RFC7591-2-10', 'RFC7519-4-2'],
    refuses: ({ claims }) =>
      Object.keys(claims).some((name) => name.startsWith('x_'))
        ? { situation: 'client-metadata', message: 'a claim is not known here' }
        : null,
  },
  {
    id: 'state/unknown-headers-refused',
    title: 'refuses a JOSE header with a member that it does not know',
    kind: 'state',
    breaks: ['RFC7515-4-2'],
    refuses: ({ request }) =>
      Object.keys(request.header.value).some((name) => name.startsWith('x-'))
        ? { situation: 'request-malformed', message: 'a header member is not known here' }
        : null,
  },
  forgets(
    'redirect_uris',
    ['https://default.bank.example/callback'],
    [...ECHO, 'CDRAU-registration-request-6', 'OIDCR-3.2-1'],
  ),
  forgets('grant_types', ['authorization_code']),
  forgets('scope', 'openid'),
  forgets('response_types', ['code'], [...ECHO, 'OBBR-openapi-5']),
  forgets('software_statement', 'e30.e30.e30', [...ECHO, 'RFC7591-3.2.1-8']),
  {
    id: 'state/read-never-the-same',
    title: 'reads out other grant types at every second read',
    kind: 'state',
    breaks: ['OIDCR-4.2-1', 'OBUK-get-1', 'CDRAU-registration-request-10', 'RFC7591-3.2.1-7'],
    record: (record, { operation, nth }) =>
      operation === 'get' && nth % 2 === 0
        ? { ...record, grant_types: ['client_credentials'], response_types: [] }
        : record,
  },
  {
    id: 'state/read-crashes',
    title: 'answers 500 to every read',
    kind: 'state',
    breaks: ['OBUK-get-1', 'OBUK-endpoints-2'],
    intercept: ({ route, method }) =>
      route === 'client' && method === 'GET'
        ? oauthError(500, 'server_error', 'the server failed')
        : null,
  },
  {
    id: 'state/update-crashes',
    title: 'answers 500 to every update',
    kind: 'state',
    breaks: ['RFC7592-2.2-8', 'OBUK-endpoints-2'],
    intercept: ({ route, method }) =>
      route === 'client' && method === 'PUT'
        ? oauthError(500, 'server_error', 'the server failed')
        : null,
  },
  {
    id: 'state/full-after-ten',
    title: 'refuses every registration after the tenth',
    kind: 'state',
    breaks: ['OBUK-post-1', 'RFC7591-3.2-1', 'OIDCR-3-1'],
    intercept: ({ route, nth }) =>
      route === 'registration' && nth > 10
        ? oauthError(400, 'invalid_client_metadata', 'no more clients are taken')
        : null,
  },
];
