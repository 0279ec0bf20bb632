import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { PROFILES } from '../../profiles/index.ts';
import { parseFile } from '../parse-file.ts';
import { didYouMean } from './suggest.ts';

/** What is no name of a profile but of a file. */
const FILE = /[/\\]|\.(json|ya?ml)$/i;

/**
 * The one profile of `names`: a built-in one by its id, or one in a file, JSON or YAML, whose name is relative to `cwd`.
 * Throws a UsageError for an unknown one, for a file that holds none, and for several.
 */
export async function chooseProfile(names: readonly string[], cwd: string): Promise<Profile> {
  const available = Object.keys(PROFILES);
  const [name = '', ...more] = names;
  if (more.length > 0)
    throw new UsageError('there is more than one --profile', 'only run takes several');
  const found = builtInProfile(name);
  if (found !== null) return found;
  if (FILE.test(name)) return readFromFile(name, cwd);
  throw new UsageError(
    `unknown profile ${name}`,
    didYouMean(name, available, `use ${available.join(', ')}, or a file: ./${name}.yaml`),
  );
}

/** The profile that this package brings along under `id`; null where it is another's. */
export function builtInProfile(id: string): Profile | null {
  return Object.hasOwn(PROFILES, id) ? (PROFILES[id] ?? null) : null;
}

async function readFromFile(file: string, cwd: string): Promise<Profile> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`profile ${file} cannot be read`, 'check the name of the file', error);
  }
  const [{ readProfile }, { REQUIREMENTS }] = await Promise.all([
    import('../../profiles/read-profile.ts'),
    import('../../requirements/index.ts'),
  ]);
  return readProfile({
    value: await parseFile(file, text),
    source: file,
    known: PROFILES,
    isRequirement: (id) => Object.hasOwn(REQUIREMENTS, id),
  });
}
