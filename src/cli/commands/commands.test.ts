import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

let dir = '';
let bundle = '';

async function run(line: string, env: Record<string, string> = {}, stdin = '') {
  const io = fakeIo(dir, env, stdin);
  const code = await main(line.split(' '), io);
  return { code, out: io.out(), err: io.err() };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-commands-'));
  bundle = (await run('keys --export -')).out;
}, 30_000);

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('keys', () => {
  it('says what each file is and how a target comes to trust the set', async () => {
    const { code, out } = await run('keys');
    expect(code).toBe(0);
    expect(out).toMatch(/directory\.jwks\.json +public keys of the SSA issuer/);
    expect(out).toContain('keytool -import');
  });

  it('shows no private key', async () => {
    expect((await run('keys')).out).not.toContain('PRIVATE KEY');
  });

  it('exports to a file that only its owner may read', async () => {
    await run('keys --export secret.txt');
    const file = join(dir, 'secret.txt');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^[A-Za-z0-9+/=]+\n$/);
  });

  it('never writes over a file', async () => {
    await run('keys --export once.txt');
    const { code, err } = await run('keys --export once.txt');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('is there already') });
  });

  it('imports from standard input what it exported', async () => {
    const { out } = await run('keys --keys imported --import -', {}, bundle);
    expect(out).toBe('imported: imported\n');
    expect((await run('keys --keys imported --export -')).out).toBe(bundle);
  });

  it('takes the set in DCR_KEYS where there is none', async () => {
    const { out } = await run('keys --keys restored --export -', { DCR_KEYS: bundle });
    expect(out).toBe(bundle);
  });

  it('refuses a DCR_KEYS that is no set', async () => {
    const { code, err } = await run('keys --keys broken', { DCR_KEYS: 'nonsense' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('not a key bundle') });
  });
});

describe('list', () => {
  it.each([
    ['cases', /^registration\/\S+ +positive /m],
    ['requirements', /^RFC7591-3\.2\.1-1 +MUST +fail /m],
    ['mutations', /^request\.claims\.aud\.absent +claims /m],
    ['profiles', /^ob-uk-3\.3 +Open Banking UK/m],
    ['faults', /^discovery\/other-issuer +discovery /m],
  ])('shows %s, one a line', async (what, line) => {
    const { code, out } = await run(`list ${what}`);
    expect(code).toBe(0);
    expect(out).toMatch(line);
  });

  it.each(['cases', 'requirements', 'mutations', 'profiles', 'faults'])(
    'gives %s as JSON with ids',
    async (what) => {
      const rows = JSON.parse((await run(`list ${what} --json`)).out) as { id: string }[];
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows.length).toBeGreaterThan(0);
    },
  );
});

describe('explain', () => {
  it.each([
    ['RFC7591-3.2.1-1', /level +MUST[\s\S]*cases +\S+/],
    ['request.claims.aud.absent', /changes +request\.claims\.aud[\s\S]*breaks +OBUK-aud-1/],
    ['claims/request-aud-absent', /right is +a refusal: 400 with invalid_client_metadata/],
    ['discovery/other-issuer', /use +dcr-conformance serve --fault discovery\/other-issuer/],
    [
      'redirect.subset',
      /server +refuse the rest: 400 with invalid_redirect_uri[\s\S]*--fault accepts:redirect\.subset/,
    ],
    ['request.claims.jti.length', /client +Send a UUID of version 4/],
    ['request.jose.alg-none', /broken when +the registration request is not signed/],
    ['invalid_redirect_uri', /means +redirect URIs[\s\S]*RFC7591-3\.2\.2-7/],
    ['invalid_token', /about +the access token/],
    [
      'fuzz/accepted/request.claims.aud.absent+ssa.claims.iss.any-value',
      /is accepted\n +changes +request\.claims\.aud\.absent: [\s\S]*ssa\.claims\.iss is any JSON[\s\S]*generate .*--mutation 'ssa\.claims\.iss=1'/,
    ],
    ['fuzz/broke/request.token.claims-any-character', /a character of request\.token\.claims/],
    ['fuzz/answer/refusal.media-type', /found +by the check refusal\.media-type/],
    ['fuzz/hung/once', /without an answer\n +found +it happened once/],
    ['fuzz/disagreement/minimal-draft', /changes +nothing/],
    ['fuzz/payloads', /found nothing wrong/],
  ])('shows %s in full', async (id, text) => {
    const { code, out } = await run(`explain ${id}`);
    expect(code).toBe(0);
    expect(out).toMatch(text);
  });

  it('gives data with --json', async () => {
    const { out } = await run('explain RFC7591-3.2.1-1 --json');
    expect(JSON.parse(out)).toMatchObject({ id: 'RFC7591-3.2.1-1', level: 'MUST' });
  });

  it.each([
    ['claims/request-aud-absnt', /did you mean claims\/request-aud-absent\?/],
    ['zzzz', /see list cases/],
    ['fuzz/nonsense/request.claims.aud.absent', /nothing has the id/],
    ['fuzz/accepted/request.claims.nonsense.absent', /nothing has the id/],
  ])('says of %s what might be meant', async (id, hint) => {
    const { code, err } = await run(`explain ${id}`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(hint) });
  });
});
