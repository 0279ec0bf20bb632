import type { Exchange } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import type { MutationRecord } from '../model/mutation.ts';
import { LONGEST_BODY, type RecordRules, recordExchange, shortened } from './record.ts';
import { createRedaction, readable } from './redact.ts';
import { maskedMember, maskedText } from './supplied.ts';
import type { LiveExchange } from './wire.ts';

/** Makes what goes into a report out of what went over the wire. */
export interface Recorder {
  /** The copy of an exchange without credentials; see {@link recordExchange}. */
  exchange(live: LiveExchange): Exchange;
  /** What a mutation changed. */
  mutation(record: MutationRecord): MutationRecord;
  /** Cleans what is said about `exchanges`: no credentials, no more than 2,000 characters each. */
  about(exchanges: readonly LiveExchange[]): (text: string) => string;
  /** A text of any length without credentials. */
  text(text: string): string;
}

const LONGEST_TEXT = 2_000;

/** Characters of bodies that a run keeps without a second thought: several times what all suites together need. */
const AMPLE = 32_000_000;
/** What is kept of a body once all of them together have become too many. */
const SCANTY = 8_192;

/** A value as a mutation shows it, which may be a part of a token. */
function masked(name: string, value: Json): Json {
  const shown = maskedMember(name, value);
  return typeof shown === 'string' ? maskedText(shown) : shown;
}

/** The recorder of one run. What it keeps stays bounded, whatever a target sends. */
export function createRecorder(rules: RecordRules): Recorder {
  let kept = 0;
  const cleaner = (exchanges: readonly LiveExchange[]) => {
    const redaction = createRedaction(exchanges, rules);
    // Findings repeat each other's words.
    const cleaned = new Map<string, string>();
    return (text: string) => {
      const known = cleaned.get(text);
      if (known !== undefined) return known;
      const clean = readable(redaction.text(rules.mask ? maskedText(text) : text));
      cleaned.set(text, clean);
      return clean;
    };
  };
  /** Cases that use a client one after the other show the same exchanges. */
  const known = new WeakMap<LiveExchange, Exchange>();
  return {
    exchange(live) {
      const before = known.get(live);
      if (before !== undefined) return before;
      const recorded = recordExchange(live, rules, kept < AMPLE ? LONGEST_BODY : SCANTY);
      kept += (recorded.request.body?.length ?? 0) + (recorded.response?.body.length ?? 0);
      known.set(live, recorded);
      return recorded;
    },
    mutation(record) {
      const { before, after } = record;
      if (!rules.mask) return record;
      const name = record.path.split('.').at(-1) ?? '';
      return {
        ...record,
        ...(before === undefined ? {} : { before: masked(name, before as Json) }),
        ...(after === undefined ? {} : { after: masked(name, after as Json) }),
      };
    },
    about(exchanges) {
      const clean = cleaner(exchanges);
      return (text) => shortened(clean(text), LONGEST_TEXT);
    },
    text: (text) => cleaner([])(text),
  };
}
