import type { Exchange } from '../../model/exchange.ts';
import type { Flow } from '../../model/flow.ts';
import type { JsonObject } from '../../model/json.ts';
import { objectOf, outcome, statusOf } from './steps.ts';

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
