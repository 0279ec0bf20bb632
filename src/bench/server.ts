import { Agent, request } from 'node:http';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { startServer } from '../server/start.ts';
import { pooled } from './pool.ts';
import { benchRegistration } from './registration.ts';

const REGISTRATIONS = 1_000;
const WIDTH = 16;

export interface ServerFigures {
  /** Accepted by the reference server over plain HTTP; who sends them works on the same thread. */
  readonly registrationsAcceptedPerSecond: number;
}

/** Posts a request JWT; resolves with the status. */
function post(url: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/jwt', 'content-length': body.length };
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** How many registrations the reference server takes, each of a software of its own whose keys are at hand. */
export async function benchServer(trust: TrustMaterial): Promise<ServerFigures> {
  const [issuer = ''] = obUk33.ssa.issuers;
  const jwksMap: Record<string, typeof trust.softwareJwks> = {};
  const server = await startServer({
    profile: obUk33,
    directories: [{ issuer, jwks: trust.directoryJwks }],
    jwksMap,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: WIDTH });
  try {
    const { audience, registrationUrl } = server;
    const now = Math.floor(Date.now() / 1000);
    const bodies = await Promise.all(
      Array.from({ length: REGISTRATIONS }, async (_, index) => {
        const { signed } = await benchRegistration(trust, index, { audience, now });
        jwksMap[signed.draft.keySetUrl ?? ''] = trust.softwareJwks;
        return signed.request;
      }),
    );
    const seconds = await pooled(REGISTRATIONS, WIDTH, async (index) => {
      const status = await post(registrationUrl, bodies[index] ?? '', agent);
      if (status !== 201)
        throw new Error(`a registration of the bench was answered with ${status}`);
    });
    return { registrationsAcceptedPerSecond: REGISTRATIONS / seconds };
  } finally {
    agent.destroy();
    await server.close();
  }
}
