import { parseObject } from '../checks/json-text.ts';
import { shown } from '../checks/shown.ts';
import { HINTS, metadataUrls } from '../engine/discovery.ts';
import { responseHeader } from '../model/exchange.ts';
import type { JsonObject } from '../model/json.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { answerText } from './answer-text.ts';
import type { Asking, Pair } from './asking.ts';
import { about, type Row } from './row.ts';

/** What was found at the places where an authorization server describes itself. */
export interface Discovery {
  readonly rows: readonly Row[];
  /** True where not even an error came back: there is no use in asking for more. */
  readonly silent: boolean;
  /** The first document found; null without any. */
  readonly url: string | null;
  readonly document: JsonObject | null;
  /** Answers to the first place, for the sake of comparing. */
  readonly pair: Pair | null;
  /** What a run with `--target=URL` would read at `url`; it fetches nothing again. */
  readonly exchanges: ReadonlyMap<string, LiveExchange>;
}

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';

/** The issuer whose metadata is at `url` (OpenID Connect Discovery 4, RFC 8414 3); null for another well-known URL. */
export function issuerAt(url: URL): URL | null {
  const { origin, pathname } = url;
  if (pathname.endsWith(OPENID)) return new URL(pathname.slice(0, -OPENID.length) || '/', origin);
  if (pathname.startsWith(OAUTH)) return new URL(pathname.slice(OAUTH.length) || '/', origin);
  if (pathname.endsWith(OAUTH)) return new URL(pathname.slice(0, -OAUTH.length) || '/', origin);
  return null;
}

/** Both places for the metadata of what `target` is: itself first where it is such a place. */
export function placesOf(target: URL): string[] {
  if (!target.pathname.includes('/.well-known/')) return metadataUrls(target);
  const issuer = issuerAt(target);
  return [...new Set([target.href, ...(issuer === null ? [] : metadataUrls(issuer))])];
}

interface Read {
  readonly url: string;
  readonly pair: Pair;
  readonly exchange: LiveExchange;
  readonly document: JsonObject | null;
}

async function read(asking: Asking, url: string): Promise<Read> {
  const pair = await asking.pair({ method: 'GET', url, headers: [], body: null });
  // As a run does: as anybody would, and with our certificate where that gets no answer.
  const exchange = pair.without.response === null ? (pair.withOurs ?? pair.without) : pair.without;
  const document = exchange.response?.status === 200 ? parseObject(exchange.response.body) : null;
  return { url, pair, exchange, document };
}

function found({ url, document }: Read): Row {
  const { ok, note } = about('discovery', url);
  const issuer = document?.issuer;
  if (typeof issuer !== 'string') {
    return note('a JSON object without issuer', 'an authorization server has to name itself there');
  }
  const expected = issuerAt(new URL(url))?.href.replace(/\/$/, '');
  if (expected === undefined || issuer.replace(/\/$/, '') === expected) {
    return ok(`issuer ${shown(issuer)}`);
  }
  return note(
    `issuer ${shown(issuer)}, which is not where the document is (${expected})`,
    'clients compare them (OpenID Connect Discovery 4.3, RFC 8414 3.3); give the URL under that issuer if it is the right one',
  );
}

function missing({ url, exchange }: Read, hinders: boolean): Row {
  const { note, problem } = about('discovery', url);
  const location = responseHeader(exchange, 'location');
  const text = answerText(exchange);
  if (!hinders) return note(`${text}; one of the two forms is enough`);
  if (location !== null) {
    return problem(
      `${text}, redirects to ${shown(location)}`,
      'redirects are not followed: give that URL as --target if it is the right one',
    );
  }
  return problem(
    exchange.response?.status === 200 ? `${text}; a JSON object was expected` : text,
    'give the discovery document, the issuer, or the registration endpoint as --target',
  );
}

function silence({ url, exchange }: Read): Row {
  const { kind = 'aborted', message = '' } = exchange.failure ?? {};
  return about('discovery', url).problem(`no answer: ${shown(message)}`, HINTS[kind]);
}

/** Looks for a document one level up, where a path was given that is perhaps an endpoint. */
async function elsewhere(
  asking: Asking,
  target: URL,
  tried: readonly string[],
): Promise<string | null> {
  for (const url of metadataUrls(new URL('/', target))) {
    if (tried.includes(url)) continue;
    const { document } = await read(asking, url);
    if (typeof document?.issuer === 'string') return url;
  }
  return null;
}

/**
 * Asks for the discovery documents of `target`, in the OpenID and in the RFC 8414 form. A target without any is taken
 * for the registration endpoint, as a run does.
 */
export async function examineDiscovery(asking: Asking, target: URL): Promise<Discovery> {
  const named = target.pathname.includes('/.well-known/');
  const reads: Read[] = [];
  for (const url of placesOf(target)) reads.push(await read(asking, url));
  const good = (each: Read) =>
    named ? each.document !== null : typeof each.document?.issuer === 'string';
  const exchanges = new Map(reads.map(({ url, exchange }) => [url, exchange]));
  const pair = reads[0]?.pair ?? null;
  if (reads.every(({ exchange }) => exchange.response === null)) {
    const rows = reads.slice(0, 1).map(silence);
    return { rows, silent: true, url: null, document: null, pair, exchanges };
  }
  // A run reads the very document that was named, and no other.
  const first = named ? reads.slice(0, 1).find(good) : reads.find(good);
  const rows = reads.map((each, index) =>
    good(each) ? found(each) : missing(each, named && index === 0),
  );
  const issuers = new Set(reads.filter(good).map(({ document }) => shown(document?.issuer)));
  if (issuers.size > 1) {
    rows.push(
      about('discovery', target.href).note(
        `the two forms name different issuers: ${[...issuers].join(', ')}`,
        'give the document of the one to be tested as --target',
      ),
    );
  }
  if (first !== undefined) {
    return {
      rows,
      silent: false,
      url: first.url,
      document: first.document,
      pair,
      exchanges,
    };
  }
  if (!named) {
    const nearby = await elsewhere(asking, target, [...exchanges.keys()]);
    const { note } = about('discovery', target.href);
    rows.push(
      nearby === null
        ? note(
            'no discovery document: the target is taken for the registration endpoint',
            '--token-endpoint URL names the endpoint that issues tokens',
          )
        : note(
            `taken for the registration endpoint; no discovery document under this URL, but there is one at ${nearby}`,
            `--target=${nearby} reads the endpoints from there`,
          ),
    );
  }
  return { rows, silent: false, url: null, document: null, pair, exchanges };
}
