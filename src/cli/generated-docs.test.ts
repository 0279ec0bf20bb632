import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staleDocs, writeDocs } from './generated-docs.ts';

const docs = [{ path: 'page.md', render: () => 'current\n' }];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dcr-docs-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('generated documents', () => {
  it('are stale while the file is missing', async () => {
    expect(await staleDocs(root, docs)).toEqual(['page.md']);
  });

  it('are stale when the file says something else', async () => {
    writeFileSync(join(root, 'page.md'), 'old\n');
    expect(await staleDocs(root, docs)).toEqual(['page.md']);
  });

  it('are current once written', async () => {
    await writeDocs(root, docs);
    expect(await staleDocs(root, docs)).toEqual([]);
  });
});
