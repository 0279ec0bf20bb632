import { responseHeader } from '../model/exchange.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { about, type Row } from './row.ts';

/** How far a clock is ahead of ours, in milliseconds: somewhere in between. */
interface Skew {
  readonly least: number;
  readonly most: number;
}

/** JWTs that are this far in the future are still to be accepted by careful servers (FAPI 2.0 Security Profile 5.3.2.1). */
const HARMLESS_MS = 10_000;

/** What one answer tells: its Date (RFC 9110 6.6.1, whole seconds) was made between our sending and our receiving. */
function skewOf(exchange: LiveExchange): Skew | null {
  const date = responseHeader(exchange, 'date');
  const at = date === null ? Number.NaN : Date.parse(date);
  // An answer from a cache carries the date of when it was made.
  const age = responseHeader(exchange, 'age');
  if (Number.isNaN(at) || (age !== null && age.trim() !== '0')) return null;
  const sent = Date.parse(exchange.startedAt);
  return { least: at - (sent + exchange.durationMs), most: at + 1000 - sent };
}

/** What all answers tell together; the narrowest alone where they contradict each other. */
function together(skews: readonly Skew[]): Skew | null {
  const least = Math.max(...skews.map((skew) => skew.least));
  const most = Math.min(...skews.map((skew) => skew.most));
  if (skews.length > 0 && least <= most) return { least, most };
  const width = (skew: Skew) => skew.most - skew.least;
  return [...skews].sort((a, b) => width(a) - width(b))[0] ?? null;
}

function seconds(ms: number): string {
  return (Math.abs(ms) / 1000).toFixed(1);
}

function rowOf(origin: string, answers: readonly LiveExchange[]): Row {
  const { ok, note, unknown, problem } = about('clock', origin);
  const skew = together(answers.flatMap((exchange) => skewOf(exchange) ?? []));
  if (skew === null) return unknown('no answer carries a Date');
  const middle = (skew.least + skew.most) / 2;
  const uncertainty = (skew.most - skew.least) / 2;
  const direction = middle < 0 ? 'behind' : 'ahead of';
  const offset =
    Math.abs(middle) < 50 ? 'the same as ours' : `${seconds(middle)} s ${direction} ours`;
  const text = `${offset}, give or take ${seconds(uncertainty)} s`;
  const certain = Math.abs(middle) - uncertainty;
  if (certain > HARMLESS_MS) {
    const harm =
      middle < 0
        ? 'requests that are signed now are from the future there'
        : 'requests live shorter there';
    return problem(
      `${text}: ${harm}`,
      'set both clocks by NTP; compare `date -u` on both machines',
    );
  }
  return certain > 2000 ? note(text, 'set both clocks by NTP') : ok(text);
}

/** The clock of every origin that answered, compared with ours. */
export function clockRows(heard: readonly LiveExchange[]): Row[] {
  const byOrigin = new Map<string, LiveExchange[]>();
  for (const exchange of heard) {
    if (exchange.response === null) continue;
    const { origin } = new URL(exchange.request.url);
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), exchange]);
  }
  return [...byOrigin].map(([origin, answers]) => rowOf(origin, answers));
}
