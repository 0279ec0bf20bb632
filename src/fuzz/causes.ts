import type { RunContext } from '../engine/context.ts';
import type { Attempt } from '../engine/register.ts';
import { judge } from './oracle.ts';
import type { Payload, Recipe } from './payload.ts';
import type { Cause } from './result.ts';
import type { Sender } from './sender.ts';
import { shrink } from './shrink.ts';
import { causeOf, type Symptom, type SymptomKind } from './symptom.ts';

/** A payload that showed something. */
export interface Suspect {
  readonly index: number;
  readonly recipe: Recipe;
  readonly payload: Payload;
  readonly attempt: Attempt;
  readonly symptom: Symptom;
  readonly control: Attempt | null;
}

/** Beyond so many causes of a kind nobody reads on: a server that takes anything has hundreds, one that always hangs has one. */
const MOST: Readonly<Record<SymptomKind, number>> = {
  accepted: 50,
  broke: 8,
  hung: 8,
  dropped: 8,
  answer: 30,
  disagreement: 20,
};

export interface Causes {
  /** Reduces what the suspect showed, unless it is known. */
  add(suspect: Suspect): Promise<void>;
  /** Payloads by what they showed. */
  readonly counts: ReadonlyMap<string, number>;
  /** Payloads whose cause was not looked for any more. */
  readonly beyond: number;
  /** Payloads that showed something which a valid request showed as well, or which did not happen again. */
  readonly passing: number;
}

export interface CausesInput {
  readonly context: RunContext;
  readonly sender: Sender;
  /** Called once for each cause, with its key. */
  readonly onCause: (cause: Cause) => void;
}

/** True where the same is wrong with both. */
function same(one: Symptom, other: Symptom | null): boolean {
  if (other === null || one.kind !== other.kind) return false;
  return one.kind !== 'answer' || causeOf(one, []) === causeOf(other, []);
}

/** Collects what payloads show, one result for each fault of the server. */
export function createCauses({ context, sender, onCause }: CausesInput): Causes {
  const counts = new Map<string, number>();
  const found = new Map<SymptomKind, number>();
  let beyond = 0;
  let passing = 0;

  const count = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };

  /** The cause that one of the changes is known to be. */
  const known = ({ symptom, payload: { mutations } }: Suspect): string | undefined => {
    const keys = symptom.findings.flatMap((finding) => {
      const alone: Symptom = { kind: symptom.kind, findings: [finding] };
      return [
        causeOf(alone, mutations),
        ...mutations.map((mutation) => causeOf(alone, [mutation])),
      ];
    });
    return keys.find((key) => counts.has(key));
  };

  const reduced = async (suspect: Suspect): Promise<Cause> => {
    const { index, recipe, symptom, control } = suspect;
    let smallest = suspect;
    const { payload } = await shrink(recipe, async (smaller, attempt) => {
      try {
        context.stop.check();
        const sent = await sender.send(smaller, `${index}-smaller-${attempt}`);
        const { symptom: shown } = judge(context, smaller, sent);
        if (shown === null || !same(symptom, shown)) return false;
        smallest = { ...suspect, payload: smaller, attempt: sent, symptom: shown };
        return true;
      } catch {
        return false;
      }
    });
    const { attempt } = smallest;
    const once = payload === null;
    return {
      ...{ index, control, attempt, once },
      payload: smallest.payload,
      symptom: smallest.symptom,
    };
  };

  /** True where a valid request fares no better, so that it is not the payload that matters. */
  const notThePayload = async ({ symptom, index }: Suspect): Promise<boolean> => {
    if (symptom.kind === 'accepted') return false;
    const { variant } = context.base;
    const control = await sender
      .send({ variant, mutations: [] }, `${index}-without`)
      .catch(() => null);
    return control === null || control.record === null;
  };

  return {
    counts,
    get beyond() {
      return beyond;
    },
    get passing() {
      return passing;
    },
    async add(suspect) {
      const before = known(suspect);
      if (before !== undefined) return count(before);
      const { kind } = suspect.symptom;
      if ((found.get(kind) ?? 0) >= MOST[kind]) {
        beyond += 1;
        return;
      }
      const cause = await reduced(suspect);
      if ((await notThePayload(suspect)) || (cause.once && cause.symptom.kind === 'disagreement')) {
        passing += 1;
        return;
      }
      const passes = cause.once && kind !== 'accepted';
      const key = passes
        ? JSON.stringify([kind, 'once'])
        : causeOf(cause.symptom, cause.payload.mutations);
      const seen = counts.has(key);
      count(key);
      if (seen) return;
      found.set(kind, (found.get(kind) ?? 0) + 1);
      onCause(cause);
    },
  };
}
