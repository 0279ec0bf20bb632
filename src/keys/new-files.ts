import { MANIFEST, TRUST_FILES, type TrustFiles } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { NewFile } from './publish.ts';

/** A set as files to write, its manifest included. */
export function newFiles(files: TrustFiles, manifest: Manifest): ReadonlyMap<string, NewFile> {
  const members = TRUST_FILES.flatMap(({ path, secret }) => {
    const bytes = files.get(path);
    return bytes === undefined ? [] : [[path, { bytes, secret }] as const];
  });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return new Map<string, NewFile>([
    ...members,
    [MANIFEST, { bytes: Buffer.from(text), secret: false }],
  ]);
}
