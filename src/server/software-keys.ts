import type { Json, JsonObject } from '../model/json.ts';
import type { Jws } from '../rules/jws.ts';
import type { Proof } from '../rules/proof.ts';
import type { Client } from './client-store.ts';
import type { ProofContext } from './faults/fault.ts';
import type { JwksAnswer } from './jwks-source.ts';
import { keysOf, type ServerContext } from './server-context.ts';

/**
 * Verifies a token of a software with the key set at `location`, which comes from a verified statement.
 * Where no key fits, the set is fetched once more: the software may have changed its keys. A `layer` of null is
 * one that no fault meddles with.
 */
export async function proveWithSoftwareKeys(
  server: ServerContext,
  layer: ProofContext['layer'] | null,
  jws: Jws,
  location: Json | undefined,
): Promise<Proof> {
  if (typeof location !== 'string' || !isFetchable(location, server.loopback)) {
    return { unavailable: 'the key location is not a URL that may be fetched', match: null };
  }
  const first = await server.jwks.get(location);
  const proof = await proveWith(server, layer, jws, first);
  if (proof.match?.kidMatches || !('jwks' in first)) return proof;
  const second = await server.jwks.refresh(location, first.fetchedAt);
  if (!('jwks' in second) || second.jwks === first.jwks) return proof;
  return proveWith(server, layer, jws, second);
}

/** Verifies an assertion with the keys that its client registered: by value, or at a URL. */
export async function proveAsClient(
  server: ServerContext,
  jws: Jws,
  { jwks, jwksUri }: Pick<Client, 'jwks' | 'jwksUri'>,
): Promise<Proof> {
  if (jwks === null || server.profile.request.format !== 'json') {
    return proveWithSoftwareKeys(server, 'assertion', jws, jwksUri ?? undefined);
  }
  return proveWith(server, 'assertion', jws, { jwks, fetchedAt: 0 });
}

async function proveWith(
  server: ServerContext,
  layer: ProofContext['layer'] | null,
  jws: Jws,
  answer: JwksAnswer,
): Promise<Proof> {
  if ('problem' in answer) return { unavailable: answer.problem, match: null };
  const { jwks } = answer;
  const proof = await server.prove(jws, jwks);
  if (layer === null) return proof;
  return server.faults.proof(proof, proofContext(server, layer, jws, jwks));
}

/** What a fault may look at when it meddles with the proof of `jws`. */
export function proofContext(
  server: ServerContext,
  layer: ProofContext['layer'],
  jws: Jws,
  jwks: JsonObject,
): ProofContext {
  const location = jws.payload.value[server.profile.ssa.names.jwksUri];
  return {
    layer,
    jws,
    jwks,
    directoryJwks: keysOf(server.directories),
    softwareJwks: async () => {
      const fetchable = typeof location === 'string' && isFetchable(location, server.loopback);
      const answer = fetchable ? await server.jwks.get(location) : null;
      return answer !== null && 'jwks' in answer ? answer.jwks : { keys: [] };
    },
    clients: () => server.clients.all(),
    keySetAt: async (url) => {
      const answer = await server.jwks.get(url);
      return 'jwks' in answer ? answer.jwks : null;
    },
    prove: server.prove,
  };
}

/** Plain http is left to the address check, which lets loopback through only where the server is loopback itself. */
function isFetchable(location: string, loopback: boolean): boolean {
  if (!URL.canParse(location)) return false;
  const { protocol } = new URL(location);
  return protocol === 'https:' || (loopback && protocol === 'http:');
}
