import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { isJsonObject } from '../model/json.ts';
import { rfc4514 } from './distinguished-name.ts';
import { publicJwk } from './jwk.ts';
import {
  KEYSTORE_PASSWORD,
  TRUST_FILES,
  type TrustFile,
  type TrustFiles,
  type TrustPath,
} from './layout.ts';
import { ORGANISATION, TPP_SUBJECT } from './organisation.ts';

export interface ManifestEntry extends Omit<TrustFile, 'secret'> {
  readonly path: TrustPath;
  /** Of a named key. */
  readonly kid?: string;
  /** Of a TLS client certificate, RFC 4514. */
  readonly subjectDn?: string;
  /** End of validity of a certificate, ISO 8601. */
  readonly notAfter?: string;
  /** Of the file, hex. */
  readonly sha256: string;
}

/** `manifest.json`: written last, so a set that has one is complete. */
export interface Manifest {
  readonly schemaVersion: '1.0';
  readonly warning: string;
  readonly createdAt: string;
  /** When the first certificate ends. */
  readonly expiresAt: string;
  /** Of the PKCS#12 files. */
  readonly password: string;
  readonly organisation: { readonly orgId: string; readonly orgName: string };
  readonly files: readonly ManifestEntry[];
}

const TLS_CLIENTS: readonly TrustPath[] = ['tpp/transport.pem', 'rogue/transport.pem'];

/** Describes a set just made. `now` is in milliseconds since the epoch. */
export function makeManifest(files: TrustFiles, now: number): Manifest {
  const entries = TRUST_FILES.map((file) => describeFile(file, files.get(file.path)));
  const ends = entries.flatMap(({ notAfter }) => notAfter ?? []).toSorted();
  return {
    schemaVersion: '1.0',
    warning: 'Test keys. Anyone may know them: never trust them in production.',
    createdAt: new Date(now).toISOString(),
    expiresAt: ends[0] ?? '',
    password: KEYSTORE_PASSWORD,
    organisation: ORGANISATION,
    files: entries,
  };
}

function describeFile(
  file: TrustFile & { readonly path: TrustPath },
  bytes: Buffer | undefined,
): ManifestEntry {
  if (bytes === undefined) throw new Error(`${file.path} was not made`);
  const { secret: _, ...facts } = file;
  const kid = file.key && publicJwk(createPublicKey(bytes.toString()), 'sig').kid;
  return {
    ...facts,
    ...(typeof kid === 'string' && { kid }),
    ...(TLS_CLIENTS.includes(file.path) && { subjectDn: rfc4514(TPP_SUBJECT) }),
    ...(file.kind === 'certificate' && {
      notAfter: new Date(new X509Certificate(bytes).validTo).toISOString(),
    }),
    sha256: sha256(bytes),
  };
}

/** The manifest in `text`; null when it is not one, or not of a set with today's files. */
export function parseManifest(text: string): Manifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(value) || value.schemaVersion !== '1.0') return null;
  const { expiresAt, organisation, files } = value;
  const sane =
    typeof expiresAt === 'string' &&
    Number.isFinite(Date.parse(expiresAt)) &&
    isJsonObject(organisation) &&
    typeof organisation.orgId === 'string' &&
    typeof organisation.orgName === 'string' &&
    Array.isArray(files) &&
    TRUST_FILES.every((file) => files.some((entry) => isEntryOf(file, entry)));
  return sane ? (value as unknown as Manifest) : null;
}

function isEntryOf(file: TrustFile, entry: unknown): boolean {
  if (!isJsonObject(entry) || entry.path !== file.path) return false;
  const needed = ['sha256', ...(file.key === undefined ? [] : ['kid'])];
  if (TLS_CLIENTS.some((path) => path === file.path)) needed.push('subjectDn');
  return needed.every((name) => typeof entry[name] === 'string');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
