import { randomBytes } from 'node:crypto';
import { TRUST_FILES, type TrustPath } from '../layout.ts';
import { type Manifest, sha256 } from '../manifest.ts';
import type { TrustSet } from '../trust-set.ts';

/** A set that is complete by its manifest but has noise for keys: for tests of how sets are kept, which need not wait for real ones. */
export function fakeSet(): TrustSet {
  const files = new Map<TrustPath, Buffer>(
    TRUST_FILES.map(({ path }) => [path, Buffer.from(randomBytes(24).toString('hex'))]),
  );
  const entries = TRUST_FILES.map(({ secret: _, ...file }) => ({
    ...file,
    kid: 'kid',
    subjectDn: 'CN=fake',
    sha256: sha256(files.get(file.path) ?? Buffer.alloc(0)),
  }));
  const manifest: Manifest = {
    schemaVersion: '1.0',
    warning: 'fake',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-02-01T00:00:00.000Z',
    password: 'changeit',
    organisation: { orgId: 'org', orgName: 'Example TPP Ltd' },
    files: entries,
  };
  return { manifest, files };
}
