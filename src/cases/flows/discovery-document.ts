import { present } from '../../checks/compare.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Flow } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import { objectOf, observe, outcome, statusOf } from './steps.ts';

/** Fetches JSON. */
export function get(flow: Flow, url: string): Promise<Exchange> {
  return flow.send({ method: 'GET', url, headers: [['accept', 'application/json']], body: null });
}

/** The discovery document; the case ends where there is none. */
export async function document(flow: Flow): Promise<JsonObject> {
  const { discoveryUrl } = flow.target;
  flow.must(discoveryUrl !== null, 'a discovery document is known');
  const exchange = await get(flow, discoveryUrl);
  const found = objectOf(exchange);
  flow.must(
    statusOf(exchange) === 200 && found !== null,
    `the discovery document gave ${outcome(exchange)}`,
  );
  return found;
}

/** Looks for all of `names` in `found`. */
export function expectMembers(
  flow: Flow,
  found: JsonObject,
  names: readonly string[],
  about: Pick<Parameters<typeof observe>[1], 'check' | 'requirement' | 'message'>,
): void {
  const missing = names.filter((name) => !present(found[name]));
  observe(flow, {
    ...about,
    good: missing.length === 0,
    expected: names.join(', '),
    actual: missing.length === 0 ? 'all there' : `without ${missing.join(', ')}`,
  });
}
