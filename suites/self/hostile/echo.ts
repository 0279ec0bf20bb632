import { randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject, readJson } from '../../../src/model/json.ts';
import { type Answer, json } from './bank.ts';
import type { Call, Hostile } from './hostile.ts';

/** A bank that repeats whatever it was told, and whatever it ever gave away. */
export interface Echo {
  readonly hostile: Hostile;
  /** Every secret that it has been told or has issued. */
  readonly secrets: ReadonlySet<string>;
  /** Those with which a client is deleted later: the ledger holds them, and nothing else does. */
  readonly lasting: ReadonlySet<string>;
}

/** Of the last ones each answer holds this many; more would make headers too long. */
const REPEATED = 5;

const METHODS = ['private_key_jwt', 'client_secret_basic', 'client_secret_post'] as const;

const percent = (text: string) => encodeURIComponent(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const oneLine = (text: string) => text.replace(/[^\x20-\x7e]/g, ' ');

function secret(): string {
  // Letters that every encoding writes in another way.
  return `${randomBytes(18).toString('base64')}/+~${randomBytes(6).toString('hex')}`;
}

export interface EchoOptions {
  /** Every registration is refused, in so many words. */
  readonly refusing?: boolean;
  /**
   * A secret is repeated so many requests after it was known. Where requests overlap, an answer could otherwise hold
   * what another one, still under way, gives away.
   */
  readonly lag?: number;
}

export function createEcho({ refusing = false, lag = 0 }: EchoOptions = {}): Echo {
  const secrets = new Set<string>();
  /** How many secrets were known at each request. */
  const known: number[] = [];
  const lasting = new Set<string>();
  const issued = (): string => {
    const value = secret();
    secrets.add(value);
    return value;
  };
  const learn = ({ request }: Call): void => {
    const [scheme, credential = ''] = request.headers.get('authorization')?.split(' ') ?? [];
    if (scheme?.toLowerCase() === 'bearer' && credential.length > 20) secrets.add(credential);
    const assertion = new URLSearchParams(request.body).get('client_assertion');
    if (assertion !== null) secrets.add(assertion);
  };

  const told = ({ request }: Call): string => {
    const fields = [...request.headers].map(([name, value]) => `${name}: ${value}`);
    // The registration JWT is no secret: it is signed by keys of ours, and recorded whole.
    const body = request.body.startsWith('eyJ') ? '' : request.body;
    return [`${request.method} ${request.path}`, ...fields, '', body].join('\r\n');
  };
  const repeat = (call: Call, answer: Answer): Answer => {
    const words = told(call);
    known.push(secrets.size);
    const end = known.at(-1 - lag) ?? 0;
    const earlier = [...secrets].slice(Math.max(0, end - REPEATED), end);
    const all = [words, ...earlier].join('\n');
    const headers = [
      ...answer.headers,
      ['X-Authorization', oneLine(call.request.headers.get('authorization') ?? 'none')],
      [
        'Location',
        `https://bank.example/?${percent(earlier.join('&'))}#access_token=${earlier[0] ?? ''}`,
      ],
      ['X-Base64', base64(earlier.join(' '))],
      ['X-Earlier', oneLine(earlier.join(' '))],
      ['Set-Cookie', `session=${issued()}; Path=/`],
    ] as const;
    const parsed = typeof answer.body === 'string' ? readJson(answer.body) : undefined;
    if (!isJsonObject(parsed))
      return { ...answer, headers, body: answer.status === 204 ? '' : all };
    const more: JsonObject = {
      you_said: words,
      earlier,
      in_base64: [base64(all), base64(` ${all}`), Buffer.from(`  ${all}`).toString('base64url')],
      in_a_url: `https://bank.example/?x=${percent(all)}&token=${percent(earlier[0] ?? '')}`,
      in_a_page: `<p>${all}</p>`,
      // Findings show the beginning of a value, which breaks off somewhere inside a secret.
      ...(answer.status >= 400 ? { error_description: `no, because ${earlier.join(' ')}` } : {}),
    };
    return { ...answer, headers, body: JSON.stringify({ ...parsed, ...more }) };
  };

  /** The plain bank's answer with credentials of every kind in it. */
  const enriched = ({ honest, request, count }: Call): Answer => {
    const parsed = typeof honest.body === 'string' ? readJson(honest.body) : undefined;
    if (!isJsonObject(parsed)) return honest;
    const given = parsed.access_token;
    if (typeof given === 'string') {
      secrets.add(given);
      return json(honest.status, {
        ...parsed,
        refresh_token: issued(),
        id_token: issued(),
      });
    }
    if (typeof parsed.client_id !== 'string') return honest;
    const own = parsed.registration_access_token;
    const credentials = {
      client_secret: issued(),
      registration_access_token: typeof own === 'string' ? own : issued(),
    };
    for (const credential of Object.values(credentials)) {
      secrets.add(credential);
      lasting.add(credential);
    }
    return json(honest.status, {
      ...parsed,
      ...(request.method === 'POST'
        ? { token_endpoint_auth_method: METHODS[count % METHODS.length] ?? METHODS[0] }
        : {}),
      ...credentials,
      client_secret_expires_at: 0,
    });
  };

  const behave = (call: Call): void => {
    learn(call);
    const { request, write } = call;
    const registers = request.method === 'POST' && request.path === '/register';
    if (refusing && registers) write(repeat(call, json(401, { error: 'invalid_token' })));
    else write(repeat(call, enriched(call)));
  };
  return {
    hostile: { name: 'an echo of every secret', behave, fromStart: refusing ? 3 : 1 },
    secrets,
    lasting,
  };
}
