import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AREAS } from '../model/case.ts';

const SUITES = new URL('../../suites/', import.meta.url);

describe('the suites', () => {
  it('are one file for each area', async () => {
    const files = (await readdir(SUITES)).filter((name) => name.endsWith('.test.ts'));
    expect(files.sort()).toEqual(AREAS.map((area) => `${area}.test.ts`).sort());
  });

  it.each(AREAS)('define the tests of %s', async (area) => {
    const text = await readFile(new URL(`${area}.test.ts`, SUITES), 'utf8');
    expect(text).toContain(`defineSuite('${area}')`);
  });
});
