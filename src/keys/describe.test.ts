import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { describe } from './describe.ts';
import { MAIN, TRUST_FILES } from './layout.ts';
import { newFiles } from './new-files.ts';
import { publish } from './publish.ts';
import { fakeSet } from './testing/fake-set.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const set = fakeSet();
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

async function linesOf(dir: string): Promise<readonly string[]> {
  await publish(dir, newFiles(MAIN, set.files, set.manifest));
  return (await describe(dir)).howTo.flatMap(({ lines }) => lines);
}

test('every file is described', async () => {
  await publish(folder.path, newFiles(MAIN, set.files, set.manifest));
  const { files } = await describe(folder.path);
  expect(files.map(({ path }) => path)).toEqual(TRUST_FILES.map(({ path }) => path));
});

test.each(['IS_HOME', 'APIM_HOME'])('both CAs are imported into the store of $%s', async (home) => {
  const imports = (await linesOf(folder.path)).filter((line) => line.includes(`$${home}/`));
  const store = `"$${home}/repository/resources/security/client-truststore.jks"`;
  expect(imports).toEqual(
    ['root', 'issuing'].map(
      (ca) =>
        `keytool -import -noprompt -alias dcr-conformance-${ca} -file ${folder.path}/ca/${ca}.pem ` +
        `-storetype JKS -keystore ${store} -storepass wso2carbon`,
    ),
  );
});

test('a folder name with a space and a quote stays one shell word', async () => {
  const lines = await linesOf(`${folder.path}/it's here`);
  expect(lines[0]).toBe(`'${folder.path}/it'\\''s here/directory.jwks.json'`);
});

test('no file content is shown', async () => {
  await publish(folder.path, newFiles(MAIN, set.files, set.manifest));
  const shown = JSON.stringify(await describe(folder.path));
  expect([...set.files.values()].filter((bytes) => shown.includes(bytes.toString()))).toEqual([]);
});

test('without keys there is nothing to describe', async () => {
  await expect(describe(folder.path)).rejects.toThrow(UsageError);
});

test('a keys folder that is a file is a usage error', async () => {
  await publish(folder.path, newFiles(MAIN, set.files, set.manifest));
  await expect(describe(join(folder.path, 'manifest.json'))).rejects.toThrow(UsageError);
});
