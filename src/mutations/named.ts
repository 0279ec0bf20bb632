import { readJson } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { anyCharacter } from './any-character.ts';
import { anyValue } from './any-value.ts';
import { mutationsOf } from './index.ts';
import type { Stimulus } from './stimulus.ts';

const VALUE = /^(request|ssa)\.claims\.([^.=]+)=(.+)$/s;
const CHARACTER = /^(request|ssa)\.token\.(claims|signature)-character-(\d{1,3})$/;

/** What an id means in `profile`: a mutation of the catalogue, or one that is made up by its id; null where it means nothing. */
export function mutationFinder(profile: Profile): (id: string) => Stimulus | null {
  const known = new Map(mutationsOf(profile).map((mutation) => [mutation.id, mutation]));
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const [, layer, name, text] = VALUE.exec(id) ?? [];
    if ((layer === 'request' || layer === 'ssa') && name !== undefined && text !== undefined) {
      const value = readJson(text);
      if (value === undefined) return null;
      return anyValue(profile, known, { layer, name, value })[0] ?? null;
    }
    const [, token, part, at] = CHARACTER.exec(id) ?? [];
    if ((token !== 'request' && token !== 'ssa') || (part !== 'claims' && part !== 'signature')) {
      return null;
    }
    return anyCharacter(profile, known, { layer: token, part, at: Number(at) })[0] ?? null;
  };
}
