import { MANIFEST, type Part, type TrustFiles } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { NewFile } from './publish.ts';

/** A part as files to write into its folder, its manifest included. */
export function newFiles(
  part: Part,
  files: TrustFiles,
  manifest: Manifest,
): ReadonlyMap<string, NewFile> {
  const members = part.files.flatMap(({ path, secret }) => {
    const bytes = files.get(path);
    const name = part.folder === '' ? path : path.slice(part.folder.length + 1);
    return bytes === undefined ? [] : [[name, { bytes, secret }] as const];
  });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return new Map<string, NewFile>([
    ...members,
    [MANIFEST, { bytes: Buffer.from(text), secret: false }],
  ]);
}
