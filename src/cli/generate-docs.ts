/** `npm run docs` writes every generated document; with `--check` it only says which are stale (exit code 1). */
import { fileURLToPath } from 'node:url';
import { GENERATED_DOCS, staleDocs, writeDocs } from './generated-docs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

if (process.argv.includes('--check')) {
  const stale = await staleDocs(root, GENERATED_DOCS);
  for (const path of stale) console.error(`${path} is stale: run \`npm run docs\` and commit it`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  await writeDocs(root, GENERATED_DOCS);
}
