import type { RegisteredClient } from '../model/flow.ts';
import type { TlsIdentity } from '../model/keys.ts';
import { deterministicUuid } from '../payload/index.ts';
import type { LiveExchange, Patience } from '../wire/wire.ts';
import { CaseEnd } from './case-end.ts';
import type { Ground } from './context.ts';
import { ordinaryIdentity } from './register.ts';

/** More than servers take in a request line. */
const LONGEST_URL = 8_192;

/** The address of another client, where it can be told from that of the first: RFC 7592 B leaves its form to the server. */
function neighbourOf(given: string, own: string, other: string): string {
  const text = encodeURIComponent(own);
  const at = given.lastIndexOf(text);
  if (at >= 0) {
    return `${given.slice(0, at)}${encodeURIComponent(other)}${given.slice(at + text.length)}`;
  }
  throw new CaseEnd(
    'not-applicable',
    'registration_client_uri does not hold the client_id: no other client has a known address',
  );
}

/**
 * Where a client is read, updated and deleted: `registration_client_uri` where the profile has it (RFC 7592 3),
 * else the path that the profile lays down, `<registration endpoint>/<client_id>`.
 */
export function managementUrl(ground: Ground, client: RegisteredClient, clientId?: string): string {
  const given = client.response.registration_client_uri;
  if (
    ground.profile.management.credential === 'registration-access-token' &&
    typeof given === 'string' &&
    given.length <= LONGEST_URL &&
    URL.canParse(given)
  ) {
    return clientId === undefined ? given : neighbourOf(given, client.clientId, clientId);
  }
  const url = new URL(ground.target.endpoints.registration);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${encodeURIComponent(clientId ?? client.clientId)}`;
  return url.href;
}

export interface ManageRequest {
  readonly caseId: string;
  readonly label: string;
  readonly method: 'GET' | 'DELETE';
  readonly url: string;
  /** The bearer token; null sends none. */
  readonly bearer: string | null;
  readonly identity?: TlsIdentity;
  readonly patience?: Patience;
}

/** The Authorization header of a bearer token (RFC 6750 2.1). */
export function bearerHeader(bearer: string | null): readonly (readonly [string, string])[] {
  return bearer === null ? [] : [['authorization', `Bearer ${bearer}`]];
}

/** One read or deletion. */
export function sendManagement(ground: Ground, request: ManageRequest): Promise<LiveExchange> {
  const { seed, runId } = ground.options;
  const { caseId, label, method, url } = request;
  const interactionId = deterministicUuid(seed, runId, caseId, label, 'interaction');
  const identity = request.identity ?? ordinaryIdentity(url);
  ground.onSend?.({ caseId, label, method, url, identity, mutations: [] });
  return ground.wire.send(
    {
      method,
      url,
      headers: [
        ['accept', 'application/json'],
        ['x-fapi-interaction-id', interactionId],
        ...bearerHeader(request.bearer),
      ],
      body: null,
    },
    identity,
    request.patience,
  );
}
