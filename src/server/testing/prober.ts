import type { RunningServer } from '../options.ts';
import { assertion, tokenForm } from './bank.ts';

type Claims = Record<string, unknown>;

/** Talks to one server and notes what it answers, in words that are equal for servers that behave alike. */
export interface Prober {
  send(path: string, init?: RequestInit): Promise<Answered>;
  /** POST of a registration. */
  register(jwt: string, type?: string): Promise<Answered>;
  /** Registers a client and gets it a token. */
  client(jwt: string): Promise<{ readonly id: string; readonly token: string }>;
  manage(method: string, id: string, token: string | null, jwt?: string): Promise<string>;
  /** POST of a form. */
  form(path: string, members: Claims, headers?: Record<string, string>): Promise<Answered>;
  /** A token request by assertion. */
  grant(id: string, edits?: Claims): Promise<Record<string, string>>;
}

interface Answered {
  /** Status, headers that matter and body, or what went wrong instead. */
  readonly note: string;
  readonly body: Claims;
}

const HEADERS = ['content-type', 'cache-control', 'pragma', 'www-authenticate', 'location'];
/** Every request of a prober carries it. */
export const INTERACTION_ID = '00000000-0000-4000-8000-000000000000';

/** `waitMs` is how long an answer may take; null for as long as it likes. */
export function createProber(bank: RunningServer, waitMs: number | null): Prober {
  const aliases = new Map([[bank.origin, '<origin>']]);
  const named = (text: string): string => {
    let result = text;
    for (const [value, alias] of aliases) result = result.replaceAll(value, alias);
    return result
      .replaceAll(/"(n|x|y)":"[\w-]{40,}"/g, '"$1":"<key>"')
      .replaceAll(/"access_token":"[\w-]{43}"/g, '"access_token":"<new token>"')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
  };
  const alias = (value: string, kind: string): void => {
    if (!aliases.has(value)) aliases.set(value, `<${kind} ${aliases.size}>`);
  };
  const send: Prober['send'] = async (path, init = {}) => {
    const signal = waitMs === null ? null : AbortSignal.timeout(waitMs);
    const headers = { 'x-fapi-interaction-id': INTERACTION_ID, ...init.headers };
    try {
      const answer = await fetch(`${bank.origin}${path}`, {
        redirect: 'manual',
        ...init,
        headers,
        signal,
      });
      const text = await answer.text();
      const seen = HEADERS.map((name) => `${name}: ${answer.headers.get(name)}`);
      return { note: named([answer.status, ...seen, text].join('\n')), body: parsed(text) };
    } catch (error) {
      return { note: error instanceof Error ? error.name : 'failed', body: {} };
    }
  };
  const form: Prober['form'] = (path, members, headers = {}) =>
    send(path, { method: 'POST', headers, body: new URLSearchParams(members as never) });
  const register: Prober['register'] = (jwt, type = 'application/jwt') =>
    send('/register', { method: 'POST', headers: { 'content-type': type }, body: jwt });
  const grant: Prober['grant'] = async (id, edits = {}) =>
    tokenForm(await assertion(id, bank.origin, edits));
  return {
    send,
    register,
    form,
    grant,
    async client(jwt) {
      const id = String((await register(jwt)).body.client_id);
      const token = String((await form('/token', await grant(id))).body.access_token);
      alias(id, 'client');
      alias(token, 'token');
      return { id, token };
    },
    async manage(method, id, token, jwt) {
      const headers = {
        'content-type': 'application/jwt',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const body = jwt === undefined ? {} : { body: jwt };
      return (await send(`/register/${id}`, { method, headers, ...body })).note;
    },
  };
}

function parsed(text: string): Claims {
  try {
    return Object(JSON.parse(text)) as Claims;
  } catch {
    return {};
  }
}
