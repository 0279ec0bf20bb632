import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import type { HttpMessage } from '../../../src/model/draft.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { TlsIdentity } from '../../../src/model/keys.ts';
import type { Profile } from '../../../src/model/profile.ts';
import { ROGUE_PATH } from '../../../src/mutations/index.ts';
import type { Prepared } from '../../../src/payload/prepare.ts';
import { allViolations } from '../../../src/rules/rule.ts';
import { createContext } from '../../../src/server/create-context.ts';
import { judge } from '../../../src/server/judge.ts';
import type { JwksFetch } from '../../../src/server/jwks-source.ts';
import { createOrigins } from '../../../src/server/origin.ts';
import { AUDIENCE } from '../../../src/server/own-address.ts';
import type { PeerCertificate } from '../../../src/server/peer-certificate.ts';
import { clientFrom } from '../../../src/server/record.ts';
import { callInput } from '../../../src/server/registration-body.ts';
import type { Call } from '../../../src/server/server-context.ts';

export { AUDIENCE };

/** A rule of the reference server that a request breaks. */
interface Broken {
  readonly id: string;
  readonly requirement: string;
}

export interface Judged {
  /** Every rule that is broken, not only the first. */
  readonly broken: readonly Broken[];
  /** What the server would register if it refused nothing. */
  readonly record: JsonObject;
}

/** What the reference server makes of a registration that is ready to be sent, at `now` (seconds). No network is used. */
export async function judgeByRules(
  { outgoing, signed }: Prepared,
  profile: Profile,
  trust: TrustMaterial,
  now: number,
): Promise<Judged> {
  const { message, identity } = outgoing;
  const [issuer = ''] = profile.ssa.issuers;
  const origins = createOrigins('https', '127.0.0.1', 9443);
  const server = createContext(
    {
      profile,
      mtls: { ca: trust.ca },
      directories: [{ issuer, jwks: trust.directoryJwks }],
      now: () => now * 1000,
    },
    { fetch: keySetsOf(signed, trust), origins: () => origins },
  );
  const call = callOf(message, origins.all[0] ?? '', certificateOf(identity, trust), now);
  const { rules } = server;
  const { input } = await judge(server, call, (await call.body(0)) ?? '', null);
  const violations = [
    ...(await allViolations([...rules.transport, ...rules.mediaType], callInput(server, call))),
    ...(await allViolations(rules.registration, input)),
  ];
  const { metadata, flattened } = clientFrom(input, profile, null);
  return {
    broken: violations.map(({ rule: { id, requirement } }) => ({ id, requirement })),
    record: { ...flattened, ...metadata },
  };
}

/** The URL space that the harness serves while it runs. */
function keySetsOf({ draft }: Prepared['signed'], trust: TrustMaterial): JwksFetch {
  const rogue = { keys: [trust.key('rogue-signing').publicJwk] };
  return async (url) => {
    if (!url.startsWith('https:')) throw new Error('not served');
    const own = draft.jwks ?? { body: trust.softwareJwks };
    const { status = 200, body } = ROGUE_PATH.test(url) ? { body: rogue } : own;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { status, contentType: 'application/json', body: text };
  };
}

function certificateOf(identity: TlsIdentity, trust: TrustMaterial): PeerCertificate | null {
  if (identity === 'none') return null;
  const { subjectDn } = identity === 'tpp' ? trust.client : trust.rogueClient;
  return { subjectDn, trusted: identity === 'tpp', current: true, thumbprint: identity };
}

function callOf(
  { method, headers, body }: HttpMessage,
  origin: string,
  certificate: PeerCertificate | null,
  now: number,
): Call {
  const values = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method,
    path: '/register',
    query: new URLSearchParams(),
    header: (name) => values.get(name),
    origin,
    issuer: origin,
    interactionId: null,
    certificate,
    now,
    body: async () => (body === null ? '' : Buffer.from(body).toString('latin1')),
  };
}
