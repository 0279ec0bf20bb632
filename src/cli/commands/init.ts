import { access, writeFile } from 'node:fs/promises';
import { extname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { CONFIG_FILES } from '../options/config-file.ts';
import { configText } from '../options/config-text.ts';
import { mergeOptions } from '../options/merge.ts';
import { TOOL } from '../tool.ts';
import { askQuestions, checkGiven } from './init-questions.ts';

const DEFAULT_FILE = 'dcr.config.yaml';

/** In a checkout and in the package alike. */
const SCHEMA = fileURLToPath(new URL('../../../docs/config.schema.json', import.meta.url));

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The schema as seen from `cwd`; null where it lies elsewhere on this machine, which says nothing to others. */
async function schemaFrom(cwd: string): Promise<string | null> {
  const path = relative(cwd, SCHEMA).split(sep).join('/');
  return path.startsWith('..') || !(await exists(SCHEMA)) ? null : path;
}

/** Refuses to write over a file, and to put a second configuration beside one. */
async function requireFree(file: string, force: boolean, cwd: string): Promise<void> {
  if (!/^\.ya?ml$/.test(extname(file)))
    throw new UsageError(`init writes YAML, not ${file}`, `name it ${DEFAULT_FILE}`);
  if (!force && (await exists(resolve(cwd, file))))
    throw new UsageError(`${file} is there already`, '--force writes over it');
  if (!CONFIG_FILES.some((name) => name === file)) return;
  for (const other of CONFIG_FILES.filter((name) => name !== file)) {
    if (await exists(resolve(cwd, other)))
      throw new UsageError(
        `${other} is there already`,
        'remove it first: only one of them is read',
      );
  }
}

/** `init`: writes a commented configuration file, by asking on a terminal for what the flags leave open. */
export async function init({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('init', flags, io);
  const [file = DEFAULT_FILE] = operands;
  await requireFree(file, values.force, io.cwd);
  for (const [option, raw] of Object.entries(flags)) await checkGiven(option, raw, io.cwd);
  const given = io.ask === null ? flags : await askQuestions(flags, io);
  const text = configText(given, await schemaFrom(io.cwd));
  try {
    await writeFile(resolve(io.cwd, file), text, { flag: values.force ? 'w' : 'wx' });
  } catch (error) {
    throw new UsageError(`${file} cannot be written`, (error as Error).message, error);
  }
  const use = CONFIG_FILES.some((name) => name === file) ? '' : ` --config ${file}`;
  io.stdout.write(`${file}: written. Look at it with: ${TOOL.name} run${use} --print-config\n`);
  return 0;
}
