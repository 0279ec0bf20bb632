import { randomBytes } from 'node:crypto';
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import type { OptionValues } from '../options/table.ts';
import { openKeys } from '../run/open-keys.ts';
import { untilStopped } from '../run/until-stopped.ts';

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Writes a secret so that no other user can read it, whole or not at all; never over a file that is there. */
async function writeSecret(path: string, shown: string, text: string): Promise<void> {
  if (await exists(path)) throw new UsageError(`${shown} is there already`, 'choose another file');
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new UsageError(`${shown} cannot be written`, (error as Error).message, error);
  }
}

async function exportTo(file: string, dir: string, io: Io): Promise<void> {
  const { exportKeys } = await import('../../keys/bundle.ts');
  await openKeys(dir, io);
  const bundle = `${await exportKeys(resolve(io.cwd, dir))}\n`;
  if (file === '-') {
    io.stdout.write(bundle);
    return;
  }
  await writeSecret(resolve(io.cwd, file), file, bundle);
  io.stdout.write(
    `${file}: the whole set in ${dir}, private keys included. Keep it as a secret.\n`,
  );
}

async function importFrom(file: string, dir: string, io: Io): Promise<void> {
  const { importKeys } = await import('../../keys/bundle.ts');
  const bundle =
    file === '-'
      ? await io.stdin()
      : await readFile(resolve(io.cwd, file), 'utf8').catch((error: unknown) => {
          throw new UsageError(`${file} cannot be read`, 'check the name of the file', error);
        });
  const done = await importKeys(resolve(io.cwd, dir), bundle);
  io.stdout.write(
    done === 'imported' ? `${dir}: imported\n` : `${dir}: this very set is there already\n`,
  );
}

async function show(dir: string, asJson: boolean, io: Io): Promise<void> {
  const { createdNow } = await openKeys(dir, io);
  const { describe } = await import('../../keys/describe.ts');
  const about = await describe(resolve(io.cwd, dir));
  if (asJson) {
    io.stdout.write(`${JSON.stringify(about, null, 2)}\n`);
    return;
  }
  const width = Math.max(...about.files.map(({ path }) => path.length));
  const files = about.files.flatMap(({ path, what, defects = [] }) => [
    `  ${path.padEnd(width)}  ${what}`,
    ...defects.map((defect) => `  ${' '.repeat(width)}  wrong on purpose: ${defect}`),
  ]);
  const howTo = about.howTo.flatMap(({ title, lines }) => [
    '',
    title,
    ...lines.map((line) => `  ${line}`),
  ]);
  const head = `${dir}: ${createdNow ? 'made now' : `made ${about.createdAt}`}, good until ${about.expiresAt}. Test keys: never trust them in production.`;
  io.stdout.write(`${[head, '', ...files, ...howTo].join('\n')}\n`);
}

async function publish(to: string, dir: string, io: Io): Promise<void> {
  const { publishKeySets } = await import('../run/publish-key-sets.ts');
  const paths = await publishKeySets(to, await openKeys(dir, io), io);
  const lines = [
    ...paths,
    'Host them at --jwks-base-url URL, then run with --publish and that URL.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
}

/** `keys serve`: the public key sets over HTTP, or HTTPS with `--tls`, until SIGINT or SIGTERM. */
async function serve(
  values: Pick<OptionValues, 'keys' | 'jwks-listen' | 'tls'>,
  io: Io,
): Promise<void> {
  const { startHosting } = await import('../../engine/hosting.ts');
  const trust = await openKeys(values.keys, io);
  const at = { jwksListen: values['jwks-listen'], jwksBaseUrl: null };
  const hosting = await startHosting(at, trust, undefined, values.tls ? trust.server : null);
  const stopped = untilStopped(io);
  const lines = [
    `Public keys of ${values.keys} at ${hosting.baseUrl}`,
    `  directory  ${hosting.baseUrl}/directory.jwks.json`,
    `  software   ${hosting.baseUrl}/software/<software_id>.jwks.json`,
    'Ctrl-C stops it.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  await stopped;
  await hosting.close();
}

/** `keys`: makes the trust material where there is none, and shows, exports, imports, publishes or serves it. */
export async function keys({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('keys', flags, io);
  if (values.export !== null && values.import !== null) {
    throw new UsageError('--export and --import exclude each other', 'give one of them');
  }
  const [operand, ...more] = operands;
  if (more.length > 0 || (operand !== undefined && operand !== 'serve')) {
    throw new UsageError(`keys does not know ${operands.join(' ')}`, 'write keys, or keys serve');
  }
  if (operand === 'serve') await serve(values, io);
  else if (values.publish !== null) await publish(values.publish, values.keys, io);
  else if (values.export !== null) await exportTo(values.export, values.keys, io);
  else if (values.import !== null) await importFrom(values.import, values.keys, io);
  else await show(values.keys, values.json, io);
  return 0;
}
