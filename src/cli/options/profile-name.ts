import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { PROFILES } from '../../profiles/index.ts';
import { LATER_PROFILES, notYet } from './later.ts';
import { didYouMean } from './suggest.ts';

/** The one profile of `names`. Throws a UsageError for an unknown one, for a file, and for several. */
export function chooseProfile(names: readonly string[]): Profile {
  const available = Object.keys(PROFILES);
  const [name = '', ...more] = names;
  if (more.length > 0) throw notYet('more than one --profile', 'run once for each');
  const found = Object.hasOwn(PROFILES, name) ? PROFILES[name] : undefined;
  if (found !== undefined) return found;
  if (LATER_PROFILES.includes(name)) throw notYet(`profile ${name}`, `use ${available.join(', ')}`);
  if (/[/\\]|\.(json|ya?ml)$/.test(name))
    throw notYet('a profile of your own', `use ${available.join(', ')}`);
  throw new UsageError(
    `unknown profile ${name}`,
    didYouMean(name, available, `use ${available.join(', ')}`),
  );
}
