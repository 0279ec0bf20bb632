import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main as npmTest } from '../../vitest/npm-test.ts';
import { main } from '../cli.ts';
import { fakeIo } from '../testing/fake-io.ts';

const BANK = '--target=https://bank.example/.well-known/openid-configuration';
const KEY_SETS = '--jwks-base-url=https://keys.example';
const FEW = '--only=registration/full,registration/minimal,claims/request-aud-absent';

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-dry-run-'));
  await main(['keys'], fakeIo(dir));
}, 60_000);

afterAll(async () => {
  await rm(dir, { recursive: true });
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function dryRun(...args: readonly string[]): Promise<string> {
  const io = fakeIo(dir);
  const code = await main(['run', '--dry-run', ...args], io);
  expect({ code, err: io.err() }).toEqual({ code: 0, err: '' });
  return io.out();
}

interface Json {
  readonly target: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly lacks: readonly string[];
  readonly hosts: readonly string[];
  readonly furtherHosts: readonly string[];
  readonly cases: readonly {
    readonly caseId: string;
    readonly requests: readonly {
      readonly method: string;
      readonly url: string;
      readonly cleanUp: boolean;
      readonly identity: string | null;
      readonly differs: readonly { readonly id: string }[];
    }[];
  }[];
  readonly notApplicable: readonly { readonly caseId: string }[];
}

async function asJson(...args: readonly string[]): Promise<Json> {
  return JSON.parse(await dryRun('--reporter=json', ...args)) as Json;
}

/** Requests of one case as `METHOD url`. */
function requestsOf({ cases }: Json, id: string): readonly string[] {
  const found = cases.find(({ caseId }) => caseId === id);
  return found?.requests.map(({ method, url }) => `${method} ${url}`) ?? [];
}

describe('a dry run', () => {
  it('connects to nothing and listens on nothing', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const listen = vi.spyOn(Server.prototype, 'listen');
    const text = await dryRun(BANK, KEY_SETS, '--only=registration,client-use,transport');
    expect(text).toContain('POST   {registration_endpoint}');
    expect([connect.mock.calls, listen.mock.calls]).toEqual([[], []]);
  });

  it('leaves nothing, not even keys where there were none', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'dcr-dry-run-'));
    const code = await main(['run', '--dry-run', BANK, FEW], fakeIo(empty));
    expect([code, await readdir(empty)]).toEqual([0, []]);
    await rm(empty, { recursive: true });
  }, 60_000);

  it('begins with what it did not do, and with totals', async () => {
    const lines = (await dryRun(BANK, KEY_SETS, FEW)).split('\n');
    expect(lines[0]).toContain('dry run: nothing is sent to https://bank.example/');
    expect(lines[2]).toMatch(/^\d+ requests for 3 cases/);
    expect(lines[3]).toMatch(/^ +\d+ {2}registrations \(POST\): \d+ valid, 1 with something/);
  });

  it('lists the requests of a case in order, and what is wrong with them', async () => {
    const text = await dryRun(BANK, KEY_SETS, FEW);
    expect(text).toContain(
      [
        'claims/request-aud-absent  sends a request JWT without aud',
        '  POST   {registration_endpoint}  request.claims.aud: "https://bank.example" → absent',
        '',
      ].join('\n'),
    );
    expect(text).toContain(
      [
        'registration/minimal  sends a valid request without optional claims, around an SSA without them',
        '  POST   {registration_endpoint}',
        '  POST   {token_endpoint}  to clean up',
        '  DELETE {registration_endpoint}/{client_id}  to clean up',
      ].join('\n'),
    );
  });

  it('counts the controls of defects with the case that sends the same', async () => {
    const json = await asJson(BANK, KEY_SETS, FEW);
    // Its own, and one before and one after the defect.
    expect(requestsOf(json, 'registration/full').filter((r) => r.startsWith('POST {reg'))).toEqual(
      Array(3).fill('POST {registration_endpoint}'),
    );
    expect(json.counts).toMatchObject({
      registrations: 6,
      defectiveRegistrations: 1,
      updates: 1,
      deletions: 5,
    });
  });

  it('says what only the target can tell', async () => {
    const text = await dryRun(BANK, KEY_SETS, FEW);
    for (const said of [
      'its endpoints: GET https://bank.example/.well-known/openid-configuration',
      'up to 11 more, one by one: content type application/jose,',
      'aud {registration_endpoint}',
      'which operations it offers',
      'how it issues tokens',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('names hosts, user agent, and the run id that begins each client’s name', async () => {
    const text = await dryRun(
      BANK,
      KEY_SETS,
      FEW,
      '--run-id=change-4711',
      '--allow-host=as.example',
      '--proxy=http://me:hunter2@proxy.example:3128',
    );
    expect(text).toMatch(/^hosts +bank\.example$/m);
    expect(text).toMatch(/^ +as\.example, if discovery names it/m);
    expect(text).toMatch(/^ +.*proxy\.example.*, the proxy$/m);
    expect(text).not.toContain('hunter2');
    expect(text).toMatch(/^user agent +dcr-conformance\/\d/m);
    expect(text).toMatch(/^client names +begin with the run id: "change-4711"$/m);
    expect(text).toMatch(/^key sets +the target fetches them from https:\/\/keys\.example$/m);
  });

  it('says what the run would not start without', async () => {
    const some = await asJson(BANK, FEW, '--include=robustness');
    expect(some.lacks.map((each) => each.split(':')[0])).toEqual(['--jwks-base-url', '--yes']);
    const none = await asJson(BANK, FEW, KEY_SETS, '--include=robustness', '--yes');
    expect(none.lacks).toEqual([]);
  });

  it('is followed by a run that says the same in one line', async () => {
    const io = fakeIo(dir);
    const folders = [`--keys=${join(dir, 'keys')}`, `--out=${join(dir, 'out')}`];
    const code = await main(['run', BANK, KEY_SETS, ...folders, '--include=robustness'], io);
    expect({ code, out: io.out(), err: io.err() }).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(
        /^[^\n]*robustness would send[^\n]*bank\.example – add --yes[^\n]*\n$/,
      ),
    });
  });

  it('is harmless by default, and shows what is not when that is asked for', async () => {
    const deep = '--only=claims/request-text-deep';
    expect((await asJson(BANK, deep)).notApplicable).toHaveLength(1);
    expect((await asJson(BANK, deep, '--include=robustness')).notApplicable).toEqual([]);
  });

  it('takes endpoints that the user names for known', async () => {
    const named = '--registration-endpoint=https://dcr.bank.example/v3/clients';
    const json = await asJson(BANK, KEY_SETS, FEW, named);
    expect(requestsOf(json, 'claims/request-aud-absent')).toEqual(['POST {registration_endpoint}']);
    expect(json.hosts).toEqual(['bank.example', 'dcr.bank.example']);
  });

  it.each([
    ['an issuer', '--target=https://bank.example/issuer'],
    ['a server on loopback', '--target=http://localhost:8080/register'],
    ['an address', '--target=https://[::1]:8443/'],
    ['a payload that it would refuse', '--set=request.scope=accounts', '--audience=x'],
  ])('can be made for %s', async (_what, ...args) => {
    const json = await asJson(KEY_SETS, FEW, ...args);
    expect(requestsOf(json, 'registration/minimal')[0]).toBe('POST {registration_endpoint}');
  });

  it('is the same again, but for times', async () => {
    const once = async () => {
      const { cases, counts } = await asJson(BANK, KEY_SETS, '--only=registration', '--run-id=r');
      const plain = cases.map(({ caseId, requests }) => [
        caseId,
        requests.map(({ method, url, cleanUp, identity, differs }) => [
          method,
          url,
          cleanUp,
          identity,
          differs.map(({ id }) => id),
        ]),
      ]);
      return { counts, plain };
    };
    expect(await once()).toEqual(await once());
  });

  it('refuses what the run would refuse', async () => {
    const io = fakeIo(dir);
    const code = await main(['run', '--dry-run', BANK, '--only=no-such-case'], io);
    expect({ code, err: io.err() }).toEqual({
      code: 2,
      err: expect.stringContaining('matches no case'),
    });
  });

  it('is what `npm test` makes of it, too', async () => {
    const io = fakeIo(dir);
    const code = await npmTest(['--dry-run', BANK, KEY_SETS, FEW], io);
    expect([code, io.out().split('\n')[0]]).toEqual([
      0,
      expect.stringContaining('dry run: nothing is sent'),
    ]);
  });
});
