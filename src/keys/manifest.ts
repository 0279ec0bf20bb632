import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { isJsonObject } from '../model/json.ts';
import type { SubjectAttribute } from './distinguished-name.ts';
import { rfc4514 } from './distinguished-name.ts';
import { publicJwk } from './jwk.ts';
import {
  KEYSTORE_PASSWORD,
  type Part,
  type TrustFile,
  type TrustFiles,
  type TrustPath,
} from './layout.ts';
import { ORGANISATION, OTHER_SUBJECT, TPP_SUBJECT } from './organisation.ts';

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
  /** When the first certificate ends that is meant to be good. */
  readonly expiresAt: string;
  /** Of the PKCS#12 files. */
  readonly password: string;
  readonly organisation: { readonly orgId: string; readonly orgName: string };
  readonly files: readonly ManifestEntry[];
}

const TLS_CLIENTS: Readonly<Partial<Record<TrustPath, readonly SubjectAttribute[]>>> = {
  'tpp/transport.pem': TPP_SUBJECT,
  'rogue/transport.pem': TPP_SUBJECT,
  'strangers/expired.pem': TPP_SUBJECT,
  'strangers/other.pem': OTHER_SUBJECT,
  'strangers/unlisted.pem': TPP_SUBJECT,
};

/** Describes a part just made. `now` is in milliseconds since the epoch. */
export function makeManifest(part: Part, files: TrustFiles, now: number): Manifest {
  const entries = part.files.map((file) => describeFile(file, files.get(file.path)));
  const made = new Date(now).toISOString();
  const ends = entries.flatMap(({ notAfter = '' }) => (notAfter > made ? notAfter : [])).toSorted();
  return {
    schemaVersion: '1.0',
    warning: 'Test keys. Anyone may know them: never trust them in production.',
    createdAt: made,
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
  const subject = TLS_CLIENTS[file.path];
  const kid = file.key && publicJwk(createPublicKey(bytes.toString()), 'sig').kid;
  return {
    ...facts,
    ...(typeof kid === 'string' && { kid }),
    ...(subject !== undefined && { subjectDn: rfc4514(subject) }),
    ...(file.kind === 'certificate' && {
      notAfter: new Date(new X509Certificate(bytes).validTo).toISOString(),
    }),
    sha256: sha256(bytes),
  };
}

/** The manifest in `text`; null when it is not one, or not of today's files of `part`. */
export function parseManifest(part: Part, text: string): Manifest | null {
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
    part.files.every((file) => files.some((entry) => isEntryOf(file, entry)));
  return sane ? (value as unknown as Manifest) : null;
}

function isEntryOf(file: TrustFile, entry: unknown): boolean {
  if (!isJsonObject(entry) || entry.path !== file.path) return false;
  const needed = ['sha256', ...(file.key === undefined ? [] : ['kid'])];
  if (file.path in TLS_CLIENTS) needed.push('subjectDn');
  return needed.every((name) => typeof entry[name] === 'string');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
