/** Characters of RFC 3986, and nothing a URL parser would silently drop or turn round. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

/** Several rules look at one URI, and parsing one takes as long as ten rules; the last of usual length are kept. */
const KNOWN = new Map<string, URL | null>();
const MOST_KNOWN = 100;
const LONGEST_KNOWN = 300;

/** The parsed URI when `text` is an absolute one of RFC 3986; null otherwise. */
export function absoluteUri(text: string): URL | null {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const uri = parsed(text);
  if (text.length > LONGEST_KNOWN) return uri;
  KNOWN.set(text, uri);
  const oldest = KNOWN.keys().next().value;
  if (KNOWN.size > MOST_KNOWN && oldest !== undefined) KNOWN.delete(oldest);
  return uri;
}

function parsed(text: string): URL | null {
  return isAbsolute(text) ? new URL(text) : null;
}

/** Without the parts of the URI, which take most of the time. */
function isAbsolute(text: string): boolean {
  return URI_CHARACTERS.test(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && URL.canParse(text);
}

/** True for an absolute https URI with a host. */
export function isHttpsUri(text: string): boolean {
  return /^https:\/\/[^/]/i.test(text) && isAbsolute(text);
}

/** Host of a URL without brackets and final dot, in lower case. */
function bareHost(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** True for the name localhost and everything under it (RFC 6761 6.3). */
export function isLocalhostName(url: URL): boolean {
  const host = bareHost(url);
  return host === 'localhost' || host.endsWith('.localhost');
}

/** True for an address literal that stays on the machine. */
export function isLoopbackAddress(url: URL): boolean {
  const host = bareHost(url);
  return /^127\.\d+\.\d+\.\d+$/.test(host) || /^(0\.0\.0\.0|::1?|::ffff:7f..:.*)$/.test(host);
}
