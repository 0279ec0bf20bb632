import { readFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../keys/testing/temporary-folder.ts';
import { main } from '../cli.ts';
import { type FakeIo, fakeIo } from '../testing/fake-io.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await main(['keys'], fakeIo(folder.path));
}, 60_000);

afterAll(() => folder.remove());

/** The document at `url`; certificates are verified against `ca`. */
function get(url: string, ca: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsGet(url, { ca }) : httpGet(url);
    request.on('error', reject);
    request.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
  });
}

/** Starts `keys serve`, does something with the URL that it prints, and stops it by Ctrl-C. */
async function serving<T>(
  args: readonly string[],
  use: (baseUrl: string, io: FakeIo) => Promise<T>,
): Promise<{ readonly seen: T; readonly code: number }> {
  const io = fakeIo(folder.path);
  const ended = main(['keys', 'serve', ...args], io);
  await expect.poll(() => io.out(), { timeout: 10_000 }).toContain('Ctrl-C stops it.');
  const [, baseUrl = ''] = /Public keys of keys at (\S+)/.exec(io.out()) ?? [];
  const seen = await use(baseUrl, io).finally(() => io.signal('SIGINT'));
  return { seen, code: await ended };
}

describe('keys serve', () => {
  it.each([
    ['http', []],
    ['https', ['--tls']],
  ])('serves the public key sets over %s until Ctrl-C', async (scheme, args) => {
    const at = (path: string) => readFile(join(folder.path, 'keys', path), 'utf8');
    const ca = await at('ca/root.pem');
    const { seen, code } = await serving(args, async (baseUrl) => ({
      baseUrl,
      directory: await get(`${baseUrl}/directory.jwks.json`, ca),
      software: await get(`${baseUrl}/software/any.jwks.json`, ca),
      other: await get(`${baseUrl}/tpp/signing.key.pem`, ca),
    }));
    expect(code).toBe(0);
    expect(new URL(seen.baseUrl).protocol).toBe(`${scheme}:`);
    expect(JSON.parse(seen.directory.body)).toEqual(JSON.parse(await at('directory.jwks.json')));
    expect(JSON.parse(seen.software.body)).toEqual(JSON.parse(await at('tpp/jwks.json')));
    expect(seen.other.status).toBe(404);
    await expect(get(`${seen.baseUrl}/directory.jwks.json`, ca)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('listens where --jwks-listen says', async () => {
    const { seen } = await serving(['--jwks-listen=localhost:0'], async (baseUrl) => baseUrl);
    expect(seen).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
  });

  it('says in one line that an address is taken', async () => {
    const { seen } = await serving([], async (baseUrl) => {
      const io = fakeIo(folder.path);
      const code = await main(['keys', 'serve', `--jwks-listen=${new URL(baseUrl).host}`], io);
      return { code, err: io.err() };
    });
    expect(seen.code).toBe(2);
    expect(seen.err).toMatch(/^[^\n]*cannot serve key sets on 127\.0\.0\.1:\d+[^\n]*\n$/);
  });
});
