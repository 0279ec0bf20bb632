import { shown } from '../checks/shown.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { about, type Row } from './row.ts';

const HEADER = /^(retry-after|(x-)?ratelimit(-\w+)*|x-rate-limit(-\w+)*)$/i;

const FIX = 'ask for a higher limit, or go slower: --rate REQUESTS_PER_SECOND, --concurrency 1';

/** Limits that the target has shown by itself: nothing is sent to find them. */
export function limitRows(heard: readonly LiveExchange[]): Row[] {
  const answers = heard.filter(({ response }) => response !== null);
  const rows: Row[] = [];
  for (const exchange of answers) {
    const { status = 0, headers = [] } = exchange.response ?? {};
    const { note, problem } = about('limits', new URL(exchange.request.url).origin);
    const said = headers
      .filter(([name]) => HEADER.test(name))
      .map(([name, value]) => `${shown(name)}: ${shown(value)}`)
      .join(', ');
    if (status === 429)
      rows.push(problem(`429 Too Many Requests; ${said || 'no Retry-After'}`, FIX));
    else if (status === 413) {
      rows.push(
        problem(
          `413: a body of ${exchange.request.body?.length ?? 0} characters is too long`,
          'a registration has a few thousand characters: raise the limit',
        ),
      );
    } else if (said !== '') rows.push(note(said));
  }
  // A header that counts down differs in every answer: the last one of each kind and origin is enough.
  const kinds = new Map(rows.map((row) => [`${row.subject} ${row.status}`, row]));
  if (kinds.size > 0) return [...kinds.values()];
  const count = `${answers.length} answer${answers.length === 1 ? '' : 's'}`;
  return [about('limits', 'all hosts').ok(`none seen in ${count}`)];
}
