import { parseObject } from '../checks/json-text.ts';
import { shown } from '../checks/shown.ts';
import { responseHeader } from '../model/exchange.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { answerText, isHtml } from './answer-text.ts';
import type { EndpointKind } from './endpoints.ts';
import type { Status } from './row.ts';

/** What an answer says about its endpoint. */
export interface Judgement {
  readonly status: Status;
  readonly found: string;
  readonly fix: string | null;
}

type Role = EndpointKind['role'];

const POSTED: ReadonlySet<Role> = new Set(['registration', 'token', 'introspection', 'revocation']);

function wrongPath(role: Role): string {
  return role === 'registration' || role === 'token'
    ? `check the URL; --${role}-endpoint URL names another`
    : 'check the URL in the discovery document';
}

/** Answers that no endpoint of any kind gives where it is in order. */
function broken(role: Role, exchange: LiveExchange): Judgement | null {
  const { response } = exchange;
  const found = answerText(exchange);
  if (response === null) {
    return {
      status: 'problem',
      found,
      fix: 'see TCP and TLS above; look into the log of the target',
    };
  }
  const { status } = response;
  if (status === 404 || status === 410) {
    return { status: 'problem', found: `${found}: nothing is there`, fix: wrongPath(role) };
  }
  if (status === 429 || status === 503) {
    return {
      status: 'unknown',
      found: `${found}: come back later`,
      fix: 'wait, or ask for a higher limit',
    };
  }
  if (status === 501 && role !== 'registration' && role !== 'token') {
    return {
      status: 'note',
      found: `${found}: the server says that it has no such function`,
      fix: 'leave it out of the discovery document',
    };
  }
  if (status === 405 || status === 501) {
    const allow = responseHeader(exchange, 'allow');
    const offers = allow === null ? '' : `, which offers ${shown(allow)}`;
    return {
      status: 'problem',
      found: `${found}: ${exchange.request.method} is not offered here${offers}`,
      fix: wrongPath(role),
    };
  }
  if (status >= 500) {
    return {
      status: 'problem',
      found: `${found}: the server, or the gateway before it, failed`,
      fix: 'look into its log; a gateway answers so where what is behind it is down',
    };
  }
  return null;
}

function judgePosted(role: Role, exchange: LiveExchange): Judgement {
  const found = answerText(exchange);
  const status = exchange.response?.status ?? 0;
  if (status >= 300 && status < 400) {
    const location = responseHeader(exchange, 'location') ?? 'nowhere';
    return {
      status: 'problem',
      found: `${found}, redirects to ${shown(location)}`,
      fix: `redirects are not followed: ${wrongPath(role)}`,
    };
  }
  if (isHtml(exchange)) {
    return {
      status: 'problem',
      found: `${found}, where a JSON error was due`,
      fix: `a portal, a login page or a gateway answers in place of the endpoint: ${wrongPath(role)}`,
    };
  }
  if (status >= 200 && status < 300) {
    // RFC 7009 2.2: a token that is not known is no error, and some take none for that.
    if (role === 'revocation') return { status: 'ok', found, fix: null };
    return {
      status: 'problem',
      found: `${found}: an empty request was accepted`,
      fix: `an endpoint has to refuse it; is this another one? ${wrongPath(role)}`,
    };
  }
  if (parseObject(exchange.response?.body) !== null || status === 401 || status === 403) {
    return { status: 'ok', found, fix: null };
  }
  return {
    status: 'note',
    found: `${found}; a JSON error was due`,
    fix: 'clients cannot read such an error (RFC 6749 5.2, RFC 7591 3.2.2)',
  };
}

function judgeKeySet(exchange: LiveExchange): Judgement {
  const keys = parseObject(exchange.response?.body)?.keys;
  if (exchange.response?.status !== 200 || !Array.isArray(keys)) {
    return {
      status: 'problem',
      found: `${answerText(exchange)}; a JWK Set was expected`,
      fix: wrongPath('jwks'),
    };
  }
  return { status: 'ok', found: `${keys.length} key${keys.length === 1 ? '' : 's'}`, fix: null };
}

function judgeUserinfo(exchange: LiveExchange): Judgement {
  const found = answerText(exchange);
  const status = exchange.response?.status ?? 0;
  if ([400, 401, 403].includes(status)) return { status: 'ok', found, fix: null };
  return {
    status: 'problem',
    found: `${found}; a request without a token was to be refused with 401`,
    fix: wrongPath('userinfo'),
  };
}

/** Whether `exchange` is what an endpoint of this kind would answer to {@link harmlessProbe}. */
export function judgeAnswer(role: Role, exchange: LiveExchange): Judgement {
  const bad = broken(role, exchange);
  if (bad !== null) return bad;
  if (POSTED.has(role)) return judgePosted(role, exchange);
  if (role === 'jwks') return judgeKeySet(exchange);
  if (role === 'userinfo') return judgeUserinfo(exchange);
  // An authorization endpoint shows people a page, or sends them to one: an error, a login (RFC 6749 4.1.2.1).
  return { status: 'ok', found: answerText(exchange), fix: null };
}
