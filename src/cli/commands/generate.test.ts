import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../model/report.ts';
import { readCompact } from '../../payload/read-compact.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let dir = '';

async function run(line: string) {
  const io = fakeIo(dir);
  const code = await main(
    line.split(' ').filter((word) => word !== ''),
    io,
  );
  return { code, out: io.out(), err: io.err() };
}

const FIXED = '--seed 1 --run-id r --now 1800000000';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-generate-'));
  await run('keys');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(join(dir, 'own.pem'), privateKey);
  await writeFile(join(dir, 'own.ssa'), (await run(`generate ssa ${FIXED}`)).out);
}, 60_000);

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('generate', () => {
  it('writes a request that lint finds right, with both signatures good', async () => {
    await writeFile(join(dir, 'request.jwt'), (await run(`generate ${FIXED}`)).out);
    const keys = '--jwks keys/tpp/jwks.json --directory-jwks keys/directory.jwks.json';
    const { code, out } = await run(`lint request.jwt ${keys} --now 1800000001 --reporter json`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      documents: [{ verified: true }, { verified: true }],
      findings: [],
    });
  });

  it('says what another request and its statement say, under our own keys', async () => {
    const other = (await run('generate --set request.scope=accounts --set ssa.org_id=theirs')).out;
    await writeFile(join(dir, 'theirs.txt'), `curl -d '${other.replaceAll('.', '.\n')}'`);
    const given = readCompact(other.trim()).claims;
    const made = readCompact((await run('generate --claims theirs.txt')).out.trim()).claims;
    const { software_statement: theirs, ...claims } = given;
    const { software_statement: ours, ...same } = made;
    expect(same).toEqual(claims);
    expect(readCompact(String(ours)).claims).toEqual(readCompact(String(theirs)).claims);
  });

  it.each([
    ['there is none', 'nowhere.txt', /--claims nowhere\.txt cannot be read/],
    ['holds no request', 'own.ssa', /holds no registration request with a software statement/],
  ])('says in one line that a file for --claims %s', async (_what, name, message) => {
    const { code, err } = await run(`generate --claims ${name}`);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('writes the same claims for the same seed, run and time', async () => {
    const again = [
      await run(`generate --format json ${FIXED}`),
      await run(`generate --format json ${FIXED}`),
    ];
    // A PSS signature has a salt of its own each time, and so has that of the statement inside.
    const [one, other] = again.map(({ out }) => out.replace(/\.[\w-]+"/g, '"'));
    expect(one).toBe(other);
  });

  it('writes another request each time without them', async () => {
    expect((await run('generate')).out).not.toBe((await run('generate')).out);
  });

  it.each([
    ['request', '', /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/],
    ['statement', 'ssa', /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/],
    [
      'decoded request',
      '--format json',
      /^\{\n {2}"header": \{[\s\S]+"claims": \{[\s\S]+"ssa": \{/,
    ],
    ['decoded statement', 'ssa --format json', /"software_jwks_endpoint"/],
    [
      'curl command',
      '--format curl',
      /^curl .*--request 'POST' .*--cert "\$\{DCR_CERT\}".*'https:\/\/bank\.example\/register'\n$/,
    ],
    [
      'file for HTTP clients',
      '--format http --registration-endpoint https://b.example/r',
      /^POST https:\/\/b\.example\/r\ncontent-type: application\/jwt\n[\s\S]+\n\neyJ[\w.-]+\n$/,
    ],
  ])('writes a %s', async (_what, line, expected) => {
    const { code, out, err } = await run(`generate ${line}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(expected);
  });

  it('sets and takes away claims', async () => {
    const { out } = await run(
      'generate --set request.scope=openid --unset request.response_types --set ssa.org_name=Mine',
    );
    const { claims } = readCompact(out.trim());
    expect(claims.scope).toBe('openid');
    expect(claims.response_types).toBeUndefined();
    expect(readCompact(String(claims.software_statement)).claims.org_name).toBe('Mine');
  });

  it('applies a mutation, and says on standard error what it changed', async () => {
    const { out, err } = await run(`generate --mutation request.claims.aud.absent ${FIXED}`);
    expect(readCompact(out.trim()).claims.aud).toBeUndefined();
    expect(err).toBe(
      'request.claims.aud.absent changed request.claims.aud: "RefBank0015800001" became absent\n',
    );
  });

  it('signs with the key of the user', async () => {
    const { out } = await run('generate --signing-key own.pem --signing-kid mine');
    expect(readCompact(out.trim()).header).toEqual({ alg: 'PS256', kid: 'mine', typ: 'JWT' });
  });

  it('makes the request around the statement of the user', async () => {
    const ssa = (await readFile(join(dir, 'own.ssa'), 'utf8')).trim();
    const { out } = await run('generate --ssa own.ssa --signing-key own.pem --signing-kid mine');
    const { claims } = readCompact(out.trim());
    expect(claims.software_statement).toBe(ssa);
    expect(claims.iss).toBe(readCompact(ssa).claims.software_id);
  });

  it.each([
    ['something else', 'generate token', /generate makes no token/],
    [
      'an unknown mutation',
      'generate --mutation request.claims.aud.absnt',
      /did you mean request\.claims\.aud\.absent\?/,
    ],
    ['an unknown case', 'generate --case claims/none', /unknown case claims\/none/],
    [
      'a case of several exchanges',
      'generate --case management/read',
      /unknown case|several exchanges/,
    ],
    [
      'a case and a mutation',
      'generate --case claims/x --mutation y',
      /--case and --mutation together/,
    ],
    ['a statement as a command', 'generate ssa --format curl', /not sent by itself/],
    [
      'a mutation of a statement of the user',
      'generate --ssa own.ssa --signing-key own.pem --signing-kid k --mutation ssa.claims.iss.absent',
      /cannot be made with your own SSA or key/,
    ],
    ['a key without its kid', 'generate --signing-key own.pem', /nothing says the kid/],
  ])('refuses %s in one line', async (_what, line, message) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('rebuilds the claims of a case of a run', async () => {
    const id = 'claims/request-exp-absent';
    // The bundled server runs in a thread of its own, which wants a process of its own.
    const words = `run --only ${id} --seed s --run-id r7 --quiet --out ${dir}/reports --keys ${dir}/keys`;
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'src/cli/main.ts', ...words.split(' ')],
      { cwd: ROOT },
    );
    const report = JSON.parse(
      await readFile(join(dir, 'reports/report.json'), 'utf8'),
    ) as RunReport;
    const sent =
      report.results.find(({ caseId }) => caseId === id)?.exchanges[0]?.request.body ?? '';
    const { claims } = readCompact(sent);
    const { claims: statement } = readCompact(String(claims.software_statement));
    const { origin } = new URL(String(statement.software_jwks_endpoint));
    const { out } = await run(
      `generate --case ${id} --seed s --run-id r7 --now ${claims.iat} --audience ${claims.aud} --jwks-base-url ${origin} --format json`,
    );
    const { software_statement: _ours, ...rest } = (
      JSON.parse(out) as { claims: Record<string, unknown> }
    ).claims;
    const { software_statement: _theirs, ...recorded } = claims;
    expect(rest).toEqual(recorded);
    expect((JSON.parse(out) as { ssa: { claims: unknown } }).ssa.claims).toEqual(statement);
  }, 60_000);
});
