import { type Exchange, responseHeader } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import { parseObject } from './json-text.ts';
import { judge } from './judge.ts';
import { isJson } from './media-type.ts';
import { noAnswer } from './no-answer.ts';
import { ROW } from './rows.ts';
import { shown } from './shown.ts';

export interface DiscoveryInput {
  readonly exchange: Exchange;
  readonly weigh: Weigh;
}

/** The discovery response: 200, application/json, one object (OpenID Connect Discovery 4.2). */
export function discoveryFindings({ exchange, weigh }: DiscoveryInput): Finding[] {
  const requirement = ROW.discoveryResponse;
  const response = {
    check: 'discovery.response',
    requirement,
    expected: '200 application/json with an object',
  };
  const nothing = noAnswer({ ...response, exchange, weigh });
  if (nothing) return [nothing];
  const { status = 0, body = '' } = exchange.response ?? {};
  const wrong: string[] = [];
  if (status !== 200) wrong.push(`status ${status}`);
  else {
    if (!isJson(exchange)) wrong.push(shown(responseHeader(exchange, 'content-type') ?? undefined));
    if (parseObject(body) === null) wrong.push(shown(body));
  }
  return judge(
    { ...response, message: 'The discovery document is there.' },
    weigh,
    wrong.map((actual) => ({
      ...response,
      actual,
      message: 'The discovery document is not served as it has to be.',
    })),
  );
}

/** The issuers that a discovery URL may stand for: the OpenID form puts the suffix last, RFC 8414 3.1 puts it before the path. */
function issuersOf(discoveryUrl: string): readonly string[] {
  const suffix = /\/\.well-known\/(openid-configuration|oauth-authorization-server)/;
  const plain = discoveryUrl.split(/[?#]/)[0] ?? discoveryUrl;
  const issuer = plain.replace(suffix, '');
  return [issuer, `${issuer}/`];
}

/** `issuer` equals the URL prefix under which the document was found (OpenID Connect Discovery 4.3, RFC 8414 3.3). */
export function issuerFindings(
  document: JsonObject,
  discoveryUrl: string,
  weigh: Weigh,
): Finding[] {
  const [expected = '', withSlash = ''] = issuersOf(discoveryUrl);
  const issuer = document.issuer;
  const base = { check: 'discovery.issuer', requirement: ROW.discoveryIssuer, expected };
  return judge(
    { ...base, actual: shown(issuer), message: 'The issuer is the one that was asked.' },
    weigh,
    issuer === expected || issuer === withSlash
      ? []
      : [{ ...base, actual: shown(issuer), message: 'The document names another issuer.' }],
  );
}
