import { SYMPTOMS, type SymptomKind } from '../../fuzz/symptom.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { Profile } from '../../model/profile.ts';
import { shellWord } from '../../wire/curl.ts';
import { explained } from './explain-text.ts';
import { mutations } from './knowledge.ts';

const ID = /^fuzz\/(?:payloads|(\w+)\/(.+))$/s;
const MADE_UP = /^(.+)\.any-value$/;
const LETTER = /^(.+)-any-character$/;

function isSymptom(name: string): name is SymptomKind {
  return Object.hasOwn(SYMPTOMS, name);
}

/** One change of a payload, and how `generate` makes one like it. */
function change(id: string, known: ReadonlyMap<string, { readonly mutation: Mutation }>) {
  const [, claim] = MADE_UP.exec(id) ?? [];
  if (claim !== undefined) return { text: `${claim} is any JSON`, flag: `${claim}=1` };
  const [, part] = LETTER.exec(id) ?? [];
  if (part !== undefined) {
    return { text: `a character of ${part} is another one`, flag: `${part}-character-400` };
  }
  const mutation = known.get(id)?.mutation;
  return mutation === undefined ? null : { text: `${id}: ${mutation.title}`, flag: id };
}

interface FuzzExplained {
  readonly text: string;
  readonly data: unknown;
}

/** A result of `run --fuzz` by its id: what happened, and what the payload had been reduced to. null for an id that none has. */
export function explainFuzz(id: string, profile: Profile): FuzzExplained | null {
  const match = ID.exec(id);
  if (match === null) return null;
  const [, kind, rest = ''] = match;
  if (kind === undefined) {
    const does = 'sends random payloads, and found nothing wrong with their answers';
    return { text: explained(id, [['does', does]]), data: { id, does } };
  }
  if (!isSymptom(kind)) return null;
  const does = `sends a random payload, which ${SYMPTOMS[kind]}`;
  if (kind === 'answer' || rest === 'once') {
    const found = rest === 'once' ? 'it happened once, and not again' : `by the check ${rest}`;
    return {
      text: explained(id, [
        ['does', does],
        ['found', found],
      ]),
      data: { id, does, found },
    };
  }
  const known = mutations(profile);
  const draft = /^(full|minimal)-draft$/.test(rest);
  const changes = draft ? [] : rest.split('+').map((each) => change(each, known));
  if (changes.includes(null)) return null;
  const made = changes.flatMap((each) => each ?? []);
  const flags = made.map(({ flag }) => `--mutation ${shellWord([flag])}`);
  const again = ['dcr-conformance generate', `--profile ${shellWord([profile.id])}`, ...flags];
  const changed =
    made.length === 0 ? ['nothing: the draft is valid'] : made.map(({ text }) => text);
  return {
    text: explained(id, [
      ['does', does],
      ['changes', changed.join('\n')],
      ['like it', again.join(' ')],
    ]),
    data: { id, does, changes: changed, command: again.join(' ') },
  };
}
