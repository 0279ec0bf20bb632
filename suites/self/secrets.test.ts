/** No secret of a run stands in anything that the run leaves behind or says, however often a target repeats it. */
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRUST_FILES } from '../../src/keys/layout.ts';
import { keyStore } from '../../src/keys/pkcs12.ts';
import { REPORTERS } from '../../src/report/index.ts';
import { createEcho, type Echo } from './hostile/echo.ts';
import { leakFinder } from './hostile/leaks.ts';
import { EVERYWHERE, runHostile } from './hostile/run.ts';
import { startHostile } from './hostile/start.ts';
import { PROFILE, trustMaterial } from './run-against.ts';
import { FULL } from './sample.ts';
import { startProcess } from './testing/start-process.ts';
import { type ForwardProxy, startProxy } from './testing/start-proxy.ts';

/** What the user brings along; each is given as `env:NAME`, as one would. */
const GIVEN = {
  SECRET_INITIAL: 'Zm9vL2Jhcis/+~0123456789-is-the-first-one',
  SECRET_PASSWORD: 'the-password-of-Basic/+~abcdef',
  SECRET_KEY: 'api-key-of-the-user-9f8e7d6c5b4a/+==',
  SECRET_PASSPHRASE: 'passphrase-of-the-PKCS12-file-c0ffee',
  SECRET_PROXY: 'password-of-the-proxy-5e6f7a8b9c',
} as const;

/** A few cases that use every kind of credential. */
const CASES = [
  ...EVERYWHERE,
  'client-use/token',
  'client-use/private-key-jwt',
  'client-use/assertion-expired',
  'management/get-with-foreign-token',
];

let dir = '';
let proxy: ForwardProxy;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-secrets-'));
  await startProcess('cli', ['keys'], dir).finished;
  proxy = await startProxy(`me:${GIVEN.SECRET_PROXY}`);
  const pem = (path: string) => readFile(join(dir, 'keys', path), 'utf8');
  const [leaf, issuing] = [await pem('tpp/transport.pem'), await pem('ca/issuing.pem')];
  const key = await pem('tpp/transport.key.pem');
  const store = keyStore('mine', key, [leaf, issuing], GIVEN.SECRET_PASSPHRASE);
  await writeFile(join(dir, 'mine.p12'), store);
});

afterAll(async () => {
  await proxy.close();
  await rm(dir, { recursive: true, force: true });
});

/** What makes the private keys: the lines of their PEM, and the private members of their JWK. */
async function privateKeys(): Promise<string[]> {
  const files = TRUST_FILES.filter(({ kind }) => kind === 'private-key');
  const texts = await Promise.all(
    files.map(({ path }) => readFile(join(dir, 'keys', path), 'utf8')),
  );
  return texts.flatMap((pem) => {
    const jwk = createPrivateKey(pem).export({ format: 'jwk' });
    const members = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    // The first lines of an RSA key hold its public half, which certificates show.
    const secret = lines.slice(8);
    return [...members.flatMap((name) => jwk[name] ?? []), secret.join(''), ...secret];
  });
}

type Texts = ReadonlyMap<string, string>;

async function filesUnder(folder: string): Promise<Texts> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(name, 'utf8')] as const)),
  );
}

function leaks(texts: Texts, secrets: Iterable<string>): string[] {
  const find = leakFinder(secrets);
  return [...texts].flatMap(([name, text]) => find(text).map((leak) => `${name}: …${leak}…`));
}

interface Started {
  readonly name: string;
  readonly entry: 'cli' | 'npmTest';
  readonly command?: 'run' | 'doctor';
  readonly refusing?: true;
  readonly tls?: true;
  readonly args: readonly string[];
  readonly exit: number;
}

const HEADERS = ['--header=X-Api-Key: env:SECRET_KEY'];

const STARTED: readonly Started[] = [
  {
    name: 'run, with an initial access token',
    entry: 'cli',
    args: [...HEADERS, '--initial-access-token=env:SECRET_INITIAL'],
    exit: 1,
  },
  {
    name: 'npm test, with Basic, through a proxy, with a PKCS#12 file',
    entry: 'npmTest',
    tls: true,
    args: [
      ...HEADERS,
      '--basic=env:SECRET_BASIC',
      '--proxy=env:SECRET_PROXY_URL',
      '--transport-cert=mine.p12',
      '--transport-passphrase=env:SECRET_PASSPHRASE',
    ],
    exit: 1,
  },
  {
    name: 'a run that cannot begin',
    entry: 'cli',
    refusing: true,
    args: [...HEADERS, '--header=Authorization: env:SECRET_HEADER'],
    exit: 3,
  },
  {
    name: 'doctor',
    entry: 'cli',
    command: 'doctor',
    args: [...HEADERS, '--initial-access-token=env:SECRET_INITIAL'],
    exit: 0,
  },
  {
    name: 'doctor, where registration is refused',
    entry: 'cli',
    command: 'doctor',
    refusing: true,
    args: [...HEADERS, '--basic=env:SECRET_BASIC'],
    exit: 3,
  },
];

/** One run as a person starts it, and everything it says and writes. */
async function everythingOf(echo: Echo, how: Started) {
  const { entry, command = 'run', name } = how;
  const pem = (path: string) => readFile(join(dir, 'keys', path), 'utf8');
  const tls = async () => ({
    key: await pem('server/tls.key.pem'),
    cert: await pem('server/tls.pem'),
  });
  const server = await startHostile({ ...echo.hostile, ...(how.tls ? { tls } : {}) }, false);
  const out = name.replace(/\W+/g, '-');
  try {
    const reports = [
      `--out=${out}`,
      `--reporter=${REPORTERS.map((reporter) => reporter.name).join()}`,
      ...(FULL ? [] : [`--only=${CASES.join()}`]),
    ];
    const args = [
      `--target=${server.url}`,
      ...how.args,
      '--debug',
      '--ca=keys/ca/root.pem',
      ...(command === 'run' ? reports : []),
    ];
    const words = entry === 'cli' ? [command, ...args] : args;
    const env = {
      ...GIVEN,
      SECRET_BASIC: `me:${GIVEN.SECRET_PASSWORD}`,
      SECRET_HEADER: `Bearer ${GIVEN.SECRET_INITIAL}`,
      SECRET_PROXY_URL: `http://me:${GIVEN.SECRET_PROXY}@${proxy.address}`,
    };
    const { code, out: stdout, err } = await startProcess(entry, words, dir, env).finished;
    const files = command === 'run' ? await filesUnder(join(dir, out)) : new Map<string, string>();
    return { code, texts: new Map([['stdout', stdout], ['stderr', err], ...files]) };
  } finally {
    await server.close();
  }
}

describe('the secrets of a run', () => {
  it.each(STARTED)('do not leave it: $name', async (how) => {
    const refusing = how.refusing === true;
    // Doctor and a run that is refused send one request after the other.
    const lag = refusing || how.command === 'doctor' ? 0 : 16;
    const echo = createEcho({ refusing, lag });
    const { code, texts } = await everythingOf(echo, how);
    expect({ code, files: [...texts.keys()].length }).toEqual({
      code: how.exit,
      files: how.command === 'doctor' ? 2 : expect.toSatisfy((count: number) => count >= 4),
    });
    expect(echo.secrets.size).toBeGreaterThan(4);
    const known = [...echo.secrets, ...Object.values(GIVEN), ...(await privateKeys())];
    expect(leaks(texts, known)).toEqual([]);
    // The ledger is as private as the keys beside it; it holds what a client is deleted with, and no more.
    const others = known.filter((secret) => !echo.lasting.has(secret));
    expect(leaks(await filesUnder(join(dir, 'keys/ledger')), others)).toEqual([]);
  });

  it('went through the proxy', () => {
    expect(proxy.tunnels()).toBeGreaterThan(0);
  });

  it('do not leave one that manages clients with their own tokens', async () => {
    const echo = createEcho({ lag: 16 });
    const server = await startHostile(
      { ...echo.hostile, clientUri: (origin, id) => `${origin}/register/${id}` },
      false,
    );
    try {
      const management = {
        ...PROFILE.management,
        credential: 'registration-access-token',
      } as const;
      const { report, lines } = await runHostile({
        trust: await trustMaterial(),
        target: server.url,
        profile: { ...PROFILE, management },
        options: { only: CASES },
      });
      const texts = new Map([
        ['report.json', report],
        ['run.jsonl', lines],
      ]);
      expect(leaks(texts, echo.secrets)).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

describe('the search for leaks', () => {
  const secret = 'kJ8+/x0123456789~abcdefghij';
  const find = leakFinder([secret]);

  it.each([
    ['as it is', secret],
    ['a part of it', `…${secret.slice(4, 22)}…`],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify({ secret })],
    ['in base64', btoa(`Bearer ${secret}\n`)],
    ['in base64url', Buffer.from(`x ${secret}`).toString('base64url')],
  ])('finds one %s', (_how, text) => {
    expect(find(`before ${text} after`)).toHaveLength(1);
  });

  it('finds the signature of a JWT, not what anybody may read of it', () => {
    const jwt =
      'eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJhYmNkZWZnaGlqa2xtbm8ifQ.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4';
    const search = leakFinder([jwt]);
    const [header, payload] = jwt.split('.');
    expect([search(jwt).length, search(`${header}.${payload}`).length]).toEqual([1, 0]);
  });

  it('finds nothing where nothing is', () => {
    expect(find('kJ8+/x0123456 789~abcdefghij')).toEqual([]);
  });
});
