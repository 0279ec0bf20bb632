import { readFileSync } from 'node:fs';

function ownVersion(): string {
  // Two levels up from src/cli and from dist/cli alike.
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}

/** Name and version as they stand in reports and in the user agent. */
export const TOOL = { name: 'dcr-conformance', version: ownVersion() } as const;
