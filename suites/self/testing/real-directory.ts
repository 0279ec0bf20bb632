import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTrustMaterial } from '../../../src/keys/store.ts';
import type { TrustMaterial } from '../../../src/keys/trust-material.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { ServerOptions, TrustedDirectory } from '../../../src/server/options.ts';
import { startServer } from '../../../src/server/start.ts';
import { PROFILE } from '../run-against.ts';

/** A directory that is not ours, with software of its own: a server apart, whose keys are in no folder of ours. */
export interface RealDirectory {
  /** Of the directory, and of every software in it. */
  readonly keys: TrustMaterial;
  /** As a bank trusts it. */
  readonly trusted: TrustedDirectory;
  /** A signed SSA; `more` are claims besides the usual ones. */
  issue(softwareId: string, more?: JsonObject): Promise<string>;
  close(): Promise<void>;
}

/** Claims of a software, as one posts them to the directory. */
export function softwareClaims(softwareId: string): JsonObject {
  return {
    software_id: softwareId,
    software_client_id: softwareId,
    software_client_name: 'Brought along',
    software_environment: 'sandbox',
    software_mode: 'Live',
    software_roles: ['AISP'],
    software_redirect_uris: ['https://brought.example/a', 'https://brought.example/b'],
    org_id: '0015800001EXAMPLE',
    org_name: 'Example TPP Ltd',
    org_status: 'Active',
  };
}

export async function startRealDirectory(
  options: Pick<ServerOptions, 'now'> = {},
): Promise<RealDirectory> {
  const [issuer = ''] = PROFILE.ssa.issuers;
  const folder = await mkdtemp(join(tmpdir(), 'dcr-directory-'));
  const keys = await openTrustMaterial(folder);
  const server = await startServer({
    profile: PROFILE,
    directories: [],
    directory: {
      issuer,
      key: keys.key('directory'),
      jwks: keys.directoryJwks,
      softwareJwks: keys.softwareJwks,
    },
    ...options,
  });
  return {
    keys,
    trusted: { issuer, jwks: keys.directoryJwks },
    async issue(softwareId, more = {}) {
      const body = JSON.stringify({ ...softwareClaims(softwareId), ...more });
      const response = await fetch(`${server.origin}/directory/ssa`, { method: 'POST', body });
      return response.text();
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
