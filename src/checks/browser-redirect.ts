import { type Exchange, responseHeader } from '../model/exchange.ts';

const REDIRECTS = [301, 302, 303, 307, 308];

/** Where a page goes on to without any doing of the person who looks at it: markup and script that say so. */
const ONWARDS: readonly RegExp[] = [
  /<meta\b[^>]*\brefresh\b[^>]*\burl\s*=\s*['"]?([^'"\s>]+)/gi,
  /\blocation(?:\.href)?\s*=\s*['"`]([^'"`]+)/g,
  /\blocation\.(?:replace|assign)\(\s*['"`]([^'"`]+)/g,
];

const FORM = /<form\b[^>]*\baction\s*=\s*['"]?([^'"\s>]+)/gi;
const SUBMITS = /\.submit\(/;

function plain(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('\\/', '/');
}

/** Every place that the answer sends a browser to by itself: a redirect, or a page that goes on of its own. */
function places(exchange: Exchange): readonly string[] {
  const { status = 0, body = '' } = exchange.response ?? {};
  if (REDIRECTS.includes(status)) return [responseHeader(exchange, 'location') ?? ''];
  const patterns = SUBMITS.test(body) ? [...ONWARDS, FORM] : ONWARDS;
  return patterns.flatMap((pattern) =>
    [...body.matchAll(pattern)].map(([, place = '']) => plain(place)),
  );
}

/**
 * True when the answer sends a browser to `uri`, with whatever parameters (RFC 6749 4.1.2, OpenID Connect Core 3.3.2.5,
 * OAuth 2.0 Form Post Response Mode). A place on the server's own pages is none, even where its parameters name `uri`.
 */
export function sendsBrowserTo(exchange: Exchange, uri: string): boolean {
  return places(exchange).some(
    (place) => place.startsWith(uri) && /^([?#&]|$)/.test(place.slice(uri.length)),
  );
}
