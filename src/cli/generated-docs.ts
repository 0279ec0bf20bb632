import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coverageMarkdown } from '../cases/coverage-markdown.ts';
import { lintJsonSchema } from '../lint/schema.ts';
import { PROFILES } from '../profiles/index.ts';
import { profileJsonSchema } from '../profiles/json-schema.ts';
import { baselineJsonSchema } from '../report/baseline-schema.ts';
import { reportJsonSchema } from '../report/schema.ts';
import { requirementsMarkdown } from '../requirements/markdown.ts';
import { wso2PageMarkdown } from './lint-example.ts';
import { configJsonSchema } from './options/config-schema.ts';

/** A document that is rendered from the code and kept in the repository. */
export interface GeneratedDoc {
  /** From the root of the repository. */
  readonly path: string;
  readonly render: () => string | Promise<string>;
}

/** Every generated document. */
export const GENERATED_DOCS: readonly GeneratedDoc[] = [
  { path: 'docs/requirements.md', render: requirementsMarkdown },
  ...Object.values(PROFILES).map((profile) => ({
    path: `docs/coverage/${profile.id}.md`,
    render: () => coverageMarkdown(profile),
  })),
  { path: 'docs/report.schema.json', render: reportJsonSchema },
  { path: 'docs/baseline.schema.json', render: baselineJsonSchema },
  { path: 'docs/profile.schema.json', render: profileJsonSchema },
  { path: 'docs/config.schema.json', render: configJsonSchema },
  { path: 'docs/lint.schema.json', render: lintJsonSchema },
  { path: 'docs/examples/lint-wso2-page.md', render: wso2PageMarkdown },
];

/** The paths of those `docs` whose file under `root` is missing or differs from what would be written. */
export async function staleDocs(root: string, docs: readonly GeneratedDoc[]): Promise<string[]> {
  const stale = await Promise.all(
    docs.map(async (doc) => (await textOf(join(root, doc.path))) !== (await doc.render())),
  );
  return docs.filter((_, index) => stale[index]).map((doc) => doc.path);
}

/** Writes every document of `docs` under `root`. Throws what the file system throws. */
export async function writeDocs(root: string, docs: readonly GeneratedDoc[]): Promise<void> {
  await Promise.all(docs.map(async (doc) => writeFile(join(root, doc.path), await doc.render())));
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
