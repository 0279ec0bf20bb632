import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { guardedFetch } from '../net/guarded-fetch.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { type Hosting, requireReachableKeySets, startHosting } from './hosting.ts';

const open: Hosting[] = [];
const trust = {
  ...fakeTrust(),
  directoryJwks: { keys: ['directory'] },
  softwareJwks: { keys: ['software'] },
  key: (kid: string) => ({ publicJwk: { kid } }) as never,
};

async function hosting(jwksBaseUrl: string | null = null): Promise<Hosting> {
  const started = await startHosting(
    { jwksListen: { host: '127.0.0.1', port: 0 }, jwksBaseUrl },
    trust,
  );
  open.push(started);
  return started;
}

function get(url: string) {
  const policy = { maxBytes: 1e5, timeoutMs: 2000, allowLoopback: true, allowPrivateHosts: [] };
  return guardedFetch(url, policy);
}

afterEach(async () => {
  for (const started of open.splice(0)) await started.close();
});

describe('startHosting', () => {
  it.each([
    ['/directory.jwks.json', 200, '{"keys":["directory"]}'],
    ['/software/abc.jwks.json', 200, '{"keys":["software"]}'],
    ['/software/abc.revoked.jwks.json', 200, '{"keys":[]}'],
    ['/organisation/o.jwks.json', 200, '{"keys":["software"]}'],
    [
      '/rogue/s.jwks.json',
      200,
      '{"keys":[{"kid":"rogue-signing"},{"kid":"rogue-signing-ec"},{"kid":"rogue-directory"},{"kid":"rogue-directory-ec"}]}',
    ],
    ['/rogue/s.pem', 200, fakeTrust().client.cert],
    ['/else', 404, 'no such key set\n'],
  ])('serves %s', async (path, status, body) => {
    const { baseUrl } = await hosting();
    expect(await get(`${baseUrl}${path}`)).toMatchObject({ status, body });
  });

  it.each(['jwks.json', 'pem'])(
    'remembers for which software /rogue/….%s was fetched',
    async (name) => {
      const started = await hosting();
      await get(`${started.baseUrl}/software/b.jwks.json`);
      await get(`${started.baseUrl}/rogue/a.${name}`);
      expect([started.lured('a'), started.lured('b')]).toEqual([true, false]);
    },
  );

  it('serves the set of a case for one software only, until it is taken back', async () => {
    const started = await hosting();
    const bodyOf = async (id: string) =>
      (await get(`${started.baseUrl}/software/${id}.jwks.json`)).body;
    started.serve('a', { body: { keys: [] } });
    const during = [await bodyOf('a'), await bodyOf('b')];
    started.serve('a', undefined);
    expect([...during, await bodyOf('a')]).toEqual([
      '{"keys":[]}',
      '{"keys":["software"]}',
      '{"keys":["software"]}',
    ]);
  });

  it('serves a set of a case with its status, type and text', async () => {
    const started = await hosting();
    started.serve('a', { status: 500, contentType: 'text/html', body: '<html>' });
    expect(await get(`${started.baseUrl}/software/a.jwks.json`)).toEqual({
      status: 500,
      contentType: 'text/html',
      body: '<html>',
    });
  });

  it('names the address that the user gave it', async () => {
    expect((await hosting('https://keys.example/run/')).baseUrl).toBe('https://keys.example/run');
  });

  it('is wrong usage where it cannot listen', async () => {
    const { baseUrl } = await hosting();
    const port = Number(new URL(baseUrl).port);
    const second = startHosting(
      { jwksListen: { host: '127.0.0.1', port }, jwksBaseUrl: null },
      trust,
    );
    await expect(second).rejects.toThrow(UsageError);
  });
});

describe('requireReachableKeySets', () => {
  const url = new URL('https://bank.example');

  it('stops a run against a host that could not reach us', () => {
    expect(() => requireReachableKeySets(url, false, null)).toThrow(UsageError);
  });

  it.each([
    ['on loopback', true, null],
    ['that is told another address', false, 'https://keys.example'],
  ])('lets a target pass %s', (_what, loopback, base) => {
    expect(() => requireReachableKeySets(url, loopback, base)).not.toThrow();
  });
});
