import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../profiles/index.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { isRowOf } from '../../requirements/applies.ts';
import { REQUIREMENTS } from '../../requirements/index.ts';
import type { RunningServer } from '../options.ts';
import { ruleIds } from '../server-rules.ts';
import {
  assertion,
  openBank,
  registrationJwt,
  requestClaims,
  signRequest,
  tokenForm,
} from '../testing/bank.ts';
import { DERIVED_NOTES } from './derived-notes.ts';
import { DERIVED_ROWS } from './derived-rows.ts';
import { allFaults, faultIds, findFaults } from './index.ts';

function post(bank: RunningServer, jwt: string): Promise<Response> {
  const headers = { 'content-type': 'application/jwt' };
  return fetch(`${bank.origin}/register`, { method: 'POST', headers, body: jwt });
}

async function withFault<T>(fault: string, use: (bank: RunningServer) => Promise<T>): Promise<T> {
  const bank = await openBank({ faults: [fault] });
  try {
    return await use(bank);
  } finally {
    await bank.close();
  }
}

async function newClient(
  bank: RunningServer,
): Promise<{ url: string; headers: Record<string, string> }> {
  const { client_id: id } = (await (await post(bank, await registrationJwt())).json()) as {
    client_id: string;
  };
  const body = new URLSearchParams(tokenForm(await assertion(id, bank.origin)));
  const answer = await fetch(`${bank.origin}/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/jwt' };
  return { url: `${bank.origin}/register/${id}`, headers };
}

const ONE = [{ x: 1 }] as const;

/** Requests that the intact server refuses by that very rule. */
const REFUSED: readonly (readonly [string, () => Promise<string>])[] = [
  ['request.jose.base64url', async () => `${await registrationJwt()}=`],
  ['request.jose.parts', async () => `${await registrationJwt()}.x`],
  [
    'request.jose.typ',
    async () => signRequest(requestClaims(statementOf(await registrationJwt())), { typ: 'x' }),
  ],
  [
    'request.claims.software_statement.present',
    () => registrationJwt({ software_statement: undefined }),
  ],
  ['request.claims.software_statement.type', () => registrationJwt({ software_statement: ONE })],
  [
    'request.signature.valid',
    async () => (await registrationJwt()).replace(/.{20}$/, 'A'.repeat(20)),
  ],
  [
    'request.key.kid',
    async () => signRequest(requestClaims(statementOf(await registrationJwt())), { kid: 'x' }),
  ],
  ['ssa.issuer.trusted', () => registrationJwt({}, { iss: 'Nobody' })],
  ['ssa.claims.software_id.present', () => registrationJwt({}, { software_id: undefined })],
  [
    'ssa.claims.software_jwks_endpoint.present',
    () => registrationJwt({}, { software_jwks_endpoint: undefined }),
  ],
  [
    'ssa.claims.software_redirect_uris.type',
    () => registrationJwt({}, { software_redirect_uris: 'x' }),
  ],
  ['request.claims.jti.type', () => registrationJwt({ jti: ONE })],
  ['request.claims.exp.present', () => registrationJwt({ exp: undefined })],
  ['request.claims.aud.type', () => registrationJwt({ aud: 1 })],
  ['request.claims.redirect_uris.type', () => registrationJwt({ redirect_uris: ONE })],
  ['request.claims.grant_types.type', () => registrationJwt({ grant_types: 'client_credentials' })],
  ['request.claims.scope.type', () => registrationJwt({ scope: ONE })],
  [
    'request.claims.token_endpoint_auth_method.present',
    () =>
      registrationJwt({
        token_endpoint_auth_method: undefined,
        token_endpoint_auth_signing_alg: undefined,
      }),
  ],
  [
    'request.auth-method.fit',
    () => registrationJwt({ token_endpoint_auth_method: 'client_secret_jwt' }),
  ],
  ['redirect.subset', () => registrationJwt({ redirect_uris: ['https://x.example/'] })],
];

function statementOf(jwt: string): unknown {
  const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { software_statement: unknown }).software_statement;
}

describe('a rule that is switched off', () => {
  it.each(REFUSED)('lets through what breaks it and nothing else: %s', async (rule, make) => {
    const lines: string[] = [];
    const intact = await openBank({ log: (line) => lines.push(line) });
    const refused = await post(intact, await make());
    await intact.close();
    const accepted = await withFault(`accepts:${rule}`, async (bank) => post(bank, await make()));
    expect([refused.status, lines[0]?.includes(`${rule} `), accepted.status]).toEqual([
      400,
      true,
      201,
    ]);
  });
});

describe.each(Object.values(PROFILES))('the faults of $id', (profile) => {
  it('have unique ids', () => {
    const ids = faultIds(profile);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have ids of kind and slug, in kebab case', () => {
    const odd = allFaults(profile).filter(
      ({ id, kind }) => kind !== 'rule' && !new RegExp(`^${kind}/[a-z0-9]+(-[a-z0-9]+)*$`).test(id),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  it('break requirements of the catalogue', () => {
    const unknown = allFaults(profile).flatMap(({ id, breaks }) =>
      breaks.filter((row) => !Object.hasOwn(REQUIREMENTS, row)).map((row) => `${id}: ${row}`),
    );
    expect(unknown).toEqual([]);
  });

  it('made by hand break a requirement of the profile first', () => {
    const foreign = allFaults(profile).filter(
      ({ kind, breaks }) => kind !== 'rule' && !isRowOf(profile, breaks[0] ?? ''),
    );
    expect(foreign.map(({ id }) => id)).toEqual([]);
  });

  it('are masked by faults that there are', () => {
    const ids = new Set(faultIds(profile));
    const masks = allFaults(profile).flatMap(({ maskedBy = [] }) => [...maskedBy]);
    expect(masks.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('each break something', () => {
    expect(allFaults(profile).filter(({ breaks }) => breaks.length === 0)).toEqual([]);
  });
});

describe('faults', () => {
  it('are annotated only where there is a rule', () => {
    const rules = new Set(Object.values(PROFILES).flatMap(ruleIds));
    const annotated = Object.keys({ ...DERIVED_NOTES, ...DERIVED_ROWS });
    expect(annotated.filter((id) => !rules.has(id))).toEqual([]);
  });

  it('are refused when there is none of that id', () => {
    expect(() => findFaults(obUk33, ['accepts:nothing'])).toThrow(
      'there is no fault accepts:nothing',
    );
  });

  it('can change a record', async () => {
    const body = await withFault('response/issued-at-as-string', async (bank) =>
      (await post(bank, await registrationJwt())).json(),
    );
    expect(body).toMatchObject({ client_id_issued_at: expect.any(String) });
  });

  it('can change an answer', async () => {
    const type = await withFault('error/html', async (bank) =>
      (await post(bank, 'x')).headers.get('content-type'),
    );
    expect(type).toBe('text/html');
  });

  it('can change what is stored', async () => {
    const status = await withFault('state/delete-keeps-client', async (bank) => {
      const { url, headers } = await newClient(bank);
      await fetch(url, { method: 'DELETE', headers });
      return (await fetch(url, { headers })).status;
    });
    expect(status).toBe(200);
  });

  it('can drop rules on PUT alone', async () => {
    const jwt = () => registrationJwt({ redirect_uris: ['https://x.example/'] });
    const statuses = await withFault('state/policy-only-on-post', async (bank) => {
      const { url, headers } = await newClient(bank);
      const put = await fetch(url, { method: 'PUT', headers, body: await jwt() });
      return [(await post(bank, await jwt())).status, put.status];
    });
    expect(statuses).toEqual([400, 200]);
  });

  it('can change discovery', async () => {
    const body = await withFault('discovery/no-registration-endpoint', async (bank) =>
      (await fetch(bank.discoveryUrl)).json(),
    );
    expect(body).not.toHaveProperty('registration_endpoint');
  });

  it('can cut the connection', async () => {
    await expect(withFault('timing/reset-on-refusal', (bank) => post(bank, 'x'))).rejects.toThrow(
      'fetch failed',
    );
  });

  it('can keep the caller waiting', async () => {
    const waited = await withFault('timing/hang-on-refusal', async (bank) => {
      const signal = AbortSignal.timeout(150);
      return fetch(`${bank.origin}/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/jwt' },
        body: 'x',
        signal,
      }).catch((error: Error) => error.name);
    });
    expect(waited).toBe('TimeoutError');
  });
});
