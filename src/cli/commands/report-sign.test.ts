import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportText } from '../../report/json.ts';
import { failure, report, result } from '../../report/testing/sample-report.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';

const KEYS = {
  rsa: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }),
  ec: generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }),
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-sign-'));
  await writeFile(join(dir, 'report.json'), reportText(report([result(), failure()])));
  for (const [name, { publicKey, privateKey }] of Object.entries(KEYS)) {
    await writeFile(join(dir, `${name}.key.pem`), privateKey);
    await writeFile(join(dir, `${name}.pem`), publicKey);
  }
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function run(...argv: readonly string[]) {
  const io = fakeIo(dir);
  const code = await main(argv, io);
  return { code, text: io.out() + io.err() };
}

const signed = (...more: readonly string[]) =>
  run('report', 'sign', 'report.json', '--signing-key=rsa.key.pem', ...more);
const verified = (keys = 'rsa.pem') => run('report', 'verify', 'report.json', `--jwks=${keys}`);

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(dir, file), change(await readFile(join(dir, file), 'utf8')));
}

describe('report sign', () => {
  it.each(['rsa', 'ec'])(
    'signs with the %s key, and report verify finds that it did',
    async (key) => {
      const made = await run('report', 'sign', 'report.json', `--signing-key=${key}.key.pem`);
      expect(made.code).toBe(0);
      expect(await readFile(join(dir, 'report.json.jws'), 'utf8')).toMatch(/^[\w-]+\.\.[\w-]+\n$/);
      expect(await verified(`${key}.pem`)).toMatchObject({
        code: 0,
        text: expect.stringMatching(
          /^report\.json is as it was signed: [PE]S256, kid [\w-]{43}; run /,
        ),
      });
    },
  );

  it('names the kid that it was given', async () => {
    await signed('--signing-kid=the-seal');
    expect((await verified()).text).toContain('kid the-seal;');
  });

  it.each([
    [[], /report sign needs one key/],
    [['--signing-key=none.pem'], /--signing-key none\.pem cannot be read/],
    [['--signing-key=rsa.pem'], /rsa\.pem cannot be read/],
  ])('refuses %j in one line', async (flags, message) => {
    const { code, text } = await run('report', 'sign', 'report.json', ...flags);
    expect([code, text]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('report verify', () => {
  it.each([
    ['a verdict was changed', 'report.json', (text: string) => text.replace('"fail"', '"pass"')],
    ['a space was added', 'report.json', (text: string) => `${text} `],
    [
      'the signature was changed',
      'report.json.jws',
      (text: string) => text.replace(/\.\.(.)/, (_, first) => `..${first === 'A' ? 'B' : 'A'}`),
    ],
  ])('says no where %s', async (_what, file, change) => {
    await signed();
    await rewrite(file, change);
    expect(await verified()).toMatchObject({
      code: 1,
      text: 'report.json is NOT as signed: it was changed after it was signed, or another key signed it\n',
    });
  });

  it('says no to the key of somebody else', async () => {
    await signed();
    expect((await verified('ec.pem')).code).toBe(1);
  });

  it('takes the key of a set that the signature names, and no other', async () => {
    await signed('--signing-kid=seal');
    const jwk = {
      ...JSON.parse(JSON.stringify({})),
      kty: 'EC',
      kid: 'x',
      crv: 'P-256',
      x: 'a',
      y: 'b',
    };
    await writeFile(join(dir, 'set.json'), JSON.stringify({ keys: [jwk, { ...jwk, kid: 'y' }] }));
    expect(await verified('set.json')).toMatchObject({
      code: 1,
      text: expect.stringContaining('none of the keys is the one that signed it (kid seal)'),
    });
  });

  it.each([
    ['none', 'eyJhbGciOiJub25lIn0..AAAA', /is not PS256 or ES256/],
    [
      'HS256',
      `${Buffer.from('{"alg":"HS256"}').toString('base64url')}..AAAA`,
      /is not PS256 or ES256/,
    ],
    ['no JWS', 'hello', /is no detached JWS/],
    ['one with its payload', 'eyJhbGciOiJQUzI1NiJ9.e30.AAAA', /is no detached JWS/],
  ])('believes no signature of the kind %s', async (_what, jws, message) => {
    await writeFile(join(dir, 'report.json.jws'), jws);
    expect(await verified()).toMatchObject({ code: 1, text: expect.stringMatching(message) });
  });

  it('shows no control characters of a signature', async () => {
    const header = Buffer.from('{"alg":"PS256","kid":"\\u001b[2Jx"}').toString('base64url');
    await writeFile(join(dir, 'report.json.jws'), `${header}..AAAA`);
    const set = { keys: [1, 2].map((n) => ({ kty: 'RSA', kid: `k${n}`, n: 'AQAB', e: 'AQAB' })) };
    await writeFile(join(dir, 'set.json'), JSON.stringify(set));
    expect((await verified('set.json')).text).not.toContain('\u001b');
  });

  it.each([
    [[], /report verify needs --jwks/],
    [['--jwks=rsa.pem'], /the signature report\.json\.jws cannot be read/],
    [['--jwks=report.json'], /report\.json holds no RSA or EC key/],
  ])('refuses %j in one line', async (flags, message) => {
    const { code, text } = await run('report', 'verify', 'report.json', ...flags);
    expect([code, text]).toEqual([2, expect.stringMatching(message)]);
  });
});
