import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../model/options.ts';
import { examineAuthentication, schemesOf } from './authentication.ts';
import { exchange, type Told } from './testing/exchange.ts';
import { options } from './testing/setting.ts';

describe('schemesOf', () => {
  it.each([
    [null, []],
    ['Basic', ['Basic']],
    ['Basic realm="WSO2 API Manager"', ['Basic']],
    ['Bearer realm="a, b", error="invalid_token"', ['Bearer']],
    ['Bearer realm="x", Basic realm="y"', ['Bearer', 'Basic']],
    ['Basic realm="x", Bearer', ['Basic', 'Bearer']],
    ['DPoP algs="PS256"', ['DPoP']],
    ['realm="none"', []],
  ])('%s: %j', (header, expected) => {
    expect(schemesOf(header)).toEqual(expected);
  });
});

const BASIC = 'Basic bWU6aHVudGVyMg==';

async function look(told: Told, changes: Partial<RunOptions> = {}, answer: Told = { status: 400 }) {
  const sent: string[] = [];
  const { rows, blocked } = await examineAuthentication(
    options(changes),
    'https://bank.example/register',
    exchange(told),
    async (value) => {
      sent.push(value);
      return exchange(answer);
    },
  );
  const [row] = rows;
  return { row, blocked, sent };
}

const challenge = (value: string): Told => ({
  status: 401,
  headers: { 'www-authenticate': value },
});

describe('the credential of registrations', () => {
  it.each<
    [what: string, told: Told, status: string, found: RegExp, fix: RegExp | null, blocked: boolean]
  >([
    ['nothing', { status: 400 }, 'ok', /no credential is asked for/, null, false],
    ['Basic', challenge('Basic realm="r"'), 'problem', /401, Basic/, /--basic/, true],
    ['Bearer', challenge('Bearer'), 'problem', /401, Bearer/, /--initial-access-token/, true],
    [
      'either',
      challenge('Basic realm="r", Bearer'),
      'problem',
      /Basic, Bearer/,
      /--basic .* or --ini/,
      true,
    ],
    ['another', challenge('Negotiate'), 'problem', /401, Negotiate/, /--header/, true],
    [
      'it knows not what',
      { status: 401 },
      'problem',
      /without a WWW-Authenticate/,
      /ask the bank/,
      true,
    ],
    ['403', { status: 403 }, 'unknown', /refused without a credential/, /ask the bank/, false],
  ])('is told where the target asks for %s', async (_what, told, status, found, fix, blocked) => {
    const result = await look(told);
    expect(result).toMatchObject({
      row: {
        status,
        found: expect.stringMatching(found),
        fix: fix === null ? null : expect.stringMatching(fix),
      },
      blocked,
      sent: [],
    });
  });

  it('is not asked for where the refusal is about the client certificate', async () => {
    const body = { error: 'invalid_client', error_description: 'the certificate is not trusted' };
    const { row, blocked } = await look({ ...challenge('Bearer'), body });
    expect([row?.status, blocked]).toEqual(['problem', true]);
    expect(row?.found).toContain('refused for the client certificate: 401');
    expect(row?.fix).toContain('keys/ca/root.pem');
  });

  it('is in order where the one given is accepted', async () => {
    const result = await look(challenge('Basic realm="r"'), { registrationAuthorization: BASIC });
    expect([result.row?.status, result.blocked, result.sent]).toEqual(['ok', false, [BASIC]]);
  });

  it('is a problem where the one given is refused', async () => {
    const { row, blocked } = await look(
      challenge('Basic realm="r"'),
      { registrationAuthorization: BASIC },
      { status: 401 },
    );
    expect([row?.status, blocked]).toEqual(['problem', true]);
    expect(row?.found).toContain('the Basic credential given is refused');
    expect(JSON.stringify(row)).not.toContain('bWU6');
  });

  it('may have been given as a header', async () => {
    const headers = [['authorization', 'Bearer t']] as const;
    expect((await look(challenge('Bearer'), { headers })).sent).toEqual(['Bearer t']);
  });

  it('is said to be useless where nobody asks', async () => {
    const { row, sent } = await look({ status: 400 }, { registrationAuthorization: BASIC });
    expect([row?.status, sent]).toEqual(['note', []]);
  });
});
