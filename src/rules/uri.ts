/** Characters of RFC 3986, and nothing a URL parser would silently drop or turn round. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

/** The parsed URI when `text` is an absolute one of RFC 3986; null otherwise. */
export function absoluteUri(text: string): URL | null {
  if (!URI_CHARACTERS.test(text) || !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return null;
  return URL.canParse(text) ? new URL(text) : null;
}

/** True for an absolute https URI with a host. */
export function isHttpsUri(text: string): boolean {
  return /^https:\/\/[^/]/i.test(text) && absoluteUri(text) !== null;
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
