/** Where a credential stands in a text: `[start, end)`, and the shell variable that takes its place. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly variable: string;
}

/** A credential, and the shell variable that takes its place. */
export interface Secret {
  readonly value: string;
  readonly variable: string;
}

/** A shorter value is cut out where it stands as a credential, but not wherever its letters happen to occur. */
export const LEAST_UNIQUE = 8;

/** No real answer holds more credentials than this; one that does is not shown. */
export const MOST_CREDENTIALS = 64;

/** Members and form parameters that carry credentials (RFC 6749, 7523 2.2, 7591 3.2.1, 7592 3, 7009, 7662). */
const CREDENTIALS: Readonly<Record<string, string>> = {
  access_token: 'DCR_TOKEN',
  refresh_token: 'DCR_REFRESH_TOKEN',
  id_token: 'DCR_ID_TOKEN',
  registration_access_token: 'DCR_REGISTRATION_TOKEN',
  client_secret: 'DCR_CLIENT_SECRET',
  client_assertion: 'DCR_CLIENT_ASSERTION',
  token: 'DCR_TOKEN',
};

const HEADERS: Readonly<Record<string, string>> = {
  cookie: 'DCR_COOKIE',
  'set-cookie': 'DCR_COOKIE',
};

/** Headers of a scheme and a credential (RFC 9110 11.6.2, 11.7.2). */
const AUTHORIZATION: Readonly<Record<string, string>> = {
  authorization: 'DCR_AUTHORIZATION',
  'proxy-authorization': 'DCR_PROXY_AUTHORIZATION',
};

/** Headers that users add and that are no secret. */
const OPEN_HEADERS = /^(x-fapi-|accept|user-agent$|content-type$)/;

/** What an authorization response may carry (RFC 6749 4.1.2, OpenID Connect Core 3.3.2.5, JARM 2.3.1). */
const SENT_BACK: Readonly<Record<string, string>> = {
  code: 'DCR_CODE',
  access_token: 'DCR_TOKEN',
  id_token: 'DCR_ID_TOKEN',
  response: 'DCR_AUTHORIZATION_RESPONSE',
};

const RESULT = new RegExp(`[?#&](${Object.keys(SENT_BACK).join('|')})=([^&#\\s]+)`, 'dg');

/** The credentials that stand in the URI of a Location header. */
export function locationPlaces(name: string, value: string): Place[] {
  if (name.toLowerCase() !== 'location') return [];
  return [...value.matchAll(RESULT)].map((match) => {
    const [start, end] = match.indices?.[2] ?? [0, 0];
    return { start, end, variable: SENT_BACK[match[1] ?? ''] ?? 'DCR_CODE' };
  });
}

const NAMES = Object.keys(CREDENTIALS).join('|');
/** A JSON member, also in text that is not quite JSON or breaks off; the value is taken in its encoded form. */
const MEMBER = new RegExp(`"(${NAMES})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)+)`, 'dg');
const PARAMETER = new RegExp(`(?:^|[&?#])(${NAMES})=([^&#\\s"'<>]+)`, 'dg');

/** The credentials that stand in a text by the name of a member or parameter, in order. */
export function bodyPlaces(body: string): Place[] {
  const places: Place[] = [];
  // Most bodies are JWTs, which hold neither character: looking for those first spares the search of five thousand.
  for (const [sign, pattern] of [
    ['"', MEMBER],
    ['=', PARAMETER],
  ] as const) {
    if (!body.includes(sign)) continue;
    for (const match of body.matchAll(pattern)) {
      const [start, end] = match.indices?.[2] ?? [0, 0];
      places.push({ start, end, variable: CREDENTIALS[match[1] ?? ''] ?? 'DCR_TOKEN' });
    }
  }
  return places.sort((a, b) => a.start - b.start);
}

/**
 * The credential in a header's value, or null. `extra` are names of headers, in lower case, that the user added:
 * their values are likely API keys.
 */
export function headerPlace(name: string, value: string, extra: ReadonlySet<string>): Place | null {
  const key = name.toLowerCase();
  const whole = (variable: string): Place => ({ start: 0, end: value.length, variable });
  if (value === '') return null;
  const authorization = AUTHORIZATION[key];
  if (authorization !== undefined) {
    const credential = /^(\S+)\s+(?=\S)/.exec(value);
    if (credential === null) return whole(authorization);
    const variable = credential[1]?.toLowerCase() === 'bearer' ? 'DCR_TOKEN' : authorization;
    return { start: credential[0].length, end: value.length, variable };
  }
  const variable = HEADERS[key];
  if (variable !== undefined) return whole(variable);
  if (!extra.has(key) || OPEN_HEADERS.test(key)) return null;
  return whole(`DCR_HEADER_${key.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`);
}

/** The password in the credential of the Basic scheme (RFC 7617 2), as it is and percent-encoded (RFC 6749 2.3.1); none in other text. */
function passwords(credential: string): string[] {
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? [] : [pair.slice(colon + 1)];
}

/** The secrets in headers; `extra` as in {@link headerPlace}. */
export function headerSecrets(
  headers: readonly (readonly [name: string, value: string])[],
  extra: ReadonlySet<string>,
): Secret[] {
  return headers.flatMap(([name, value]) => {
    const place = headerPlace(name, value, extra);
    if (place === null) return [];
    const credential = value.slice(place.start, place.end);
    const basic = /^basic\s/i.test(value) ? passwords(credential) : [];
    return [
      { value: credential, variable: place.variable },
      ...basic.map((password) => ({ value: password, variable: 'DCR_PASSWORD' })),
    ];
  });
}
