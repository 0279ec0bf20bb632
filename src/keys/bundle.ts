import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UsageError } from '../model/errors.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { MAIN, type Part, STRANGERS, type TrustPath } from './layout.ts';
import { parseManifest } from './manifest.ts';
import { newFiles } from './new-files.ts';
import { publish } from './publish.ts';
import { findStrangers, findTrustSet } from './store.ts';
import { checkFiles, readTrustSet, type TrustSet, unusable } from './trust-set.ts';

const FORMAT = 'dcr-conformance-keys/1';
const MOST_BYTES = 1_000_000;

/**
 * The whole set in `dir`, private keys included, as one line of base64 (gzip of JSON) for a secret store.
 * Throws a UsageError when there is no set, or it is incomplete or damaged.
 */
export async function exportKeys(dir: string): Promise<string> {
  const set = await findTrustSet(dir);
  if (set === null) {
    throw new UsageError(`no keys in ${dir} to export`, 'make them first: dcr-conformance keys');
  }
  const strangers = await findStrangers(dir, set);
  const bundle = {
    format: FORMAT,
    ...packed(MAIN, set),
    ...(strangers === null ? {} : { strangers: packed(STRANGERS, strangers) }),
  };
  return gzipSync(JSON.stringify(bundle), { level: 9 }).toString('base64');
}

function packed(part: Part, { manifest, files }: TrustSet): object {
  const texts = part.files.map(({ path, kind }) => [
    path,
    files.get(path)?.toString(encoding(kind)),
  ]);
  return { manifest, files: Object.fromEntries(texts) };
}

/**
 * Writes the set of an exported bundle into `dir`, all of it or nothing. `present` when the very same set is there already.
 * Throws a UsageError when the bundle is not a complete, undamaged set, or `dir` holds another one.
 */
export async function importKeys(dir: string, bundle: string): Promise<'imported' | 'present'> {
  const { set, strangers } = unpack(bundle);
  try {
    const there = await findTrustSet(dir);
    if (there === null && (await publish(dir, newFiles(MAIN, set.files, set.manifest)))) {
      await importStrangers(dir, strangers);
      return 'imported';
    }
    const winner = there ?? (await readTrustSet(dir));
    if (JSON.stringify(winner?.manifest) === JSON.stringify(set.manifest)) return 'present';
  } catch (error) {
    throw unusable(dir, error);
  }
  throw new UsageError(
    `${dir} already holds another set of keys, which is never overwritten`,
    'import into an empty folder with --keys DIR, or move the set away first',
  );
}

/** A bundle of an earlier version has none: they are made when the set is opened. */
async function importStrangers(dir: string, strangers: TrustSet | null): Promise<void> {
  if (strangers === null) return;
  const { files, manifest } = strangers;
  await publish(join(dir, STRANGERS.folder), newFiles(STRANGERS, files, manifest));
}

function unpack(bundle: string): { readonly set: TrustSet; readonly strangers: TrustSet | null } {
  const value = decode(bundle);
  if (!isJsonObject(value) || value.format !== FORMAT) throw notABundle('it has another format');
  const { strangers } = value;
  return {
    set: unpackPart(MAIN, value),
    strangers: isJsonObject(strangers) ? unpackPart(STRANGERS, strangers) : null,
  };
}

function unpackPart(part: Part, value: JsonObject): TrustSet {
  const manifest = parseManifest(part, JSON.stringify(value.manifest ?? null));
  const { files } = value;
  if (manifest === null || !isJsonObject(files)) throw notABundle('it has no manifest or no files');
  const unknown = Object.keys(files).find((path) => !part.files.some((file) => file.path === path));
  if (unknown !== undefined)
    throw notABundle(`it has a file that is none of ours: ${JSON.stringify(unknown)}`);
  const bytes = new Map<TrustPath, Buffer>();
  for (const { path, kind } of part.files) {
    const content = files[path];
    if (typeof content === 'string') bytes.set(path, Buffer.from(content, encoding(kind)));
  }
  return { manifest, files: checkFiles('the bundle:', part, manifest, bytes) };
}

function decode(bundle: string): unknown {
  try {
    const zipped = Buffer.from(bundle.replace(/\s/g, ''), 'base64');
    return JSON.parse(gunzipSync(zipped, { maxOutputLength: MOST_BYTES }).toString());
  } catch (error) {
    throw notABundle('it is not base64 of gzip of JSON', error);
  }
}

function encoding(kind: string): 'base64' | 'utf8' {
  return kind === 'pkcs12' ? 'base64' : 'utf8';
}

function notABundle(why: string, cause?: unknown): UsageError {
  return new UsageError(
    `this is not a key bundle: ${why}`,
    'give what "dcr-conformance keys --export FILE" wrote, whole',
    cause,
  );
}
