import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeBody } from './content-coding.ts';

const TEXT = Buffer.from('{"client_id":"c"}');
const BOMB = Buffer.alloc(20_000_000);
const LIMIT = 100_000;

async function decode(coding: string | null, body: Buffer) {
  const headers = coding === null ? [] : [['Content-Encoding', coding] as const];
  const decoded = await decodeBody(headers, body, LIMIT);
  return { body: decoded.body.toString('latin1'), tooLarge: decoded.tooLarge };
}

describe('decodeBody', () => {
  it.each([
    ['no coding', null, TEXT],
    ['identity', 'identity', TEXT],
    ['gzip', 'gzip', gzipSync(TEXT)],
    ['gzip by its old name, in capitals', 'X-GZIP', gzipSync(TEXT)],
    ['deflate', 'deflate', deflateSync(TEXT)],
    ['deflate without the zlib wrapping', 'deflate', deflateRawSync(TEXT)],
    ['brotli', 'br', brotliCompressSync(TEXT)],
    ['two codings, the last one undone first', 'deflate, gzip', gzipSync(deflateSync(TEXT))],
  ])('undoes %s', async (_what, coding, body) => {
    expect(await decode(coding, body)).toEqual({ body: TEXT.toString(), tooLarge: false });
  });

  it.each([
    ['an unknown coding', 'zstd', TEXT],
    ['plain text that is called gzip', 'gzip', TEXT],
    ['gzip that breaks off', 'gzip', gzipSync(TEXT).subarray(0, -9)],
    ['an unknown coding below gzip', 'zstd, gzip', gzipSync(TEXT)],
    ['four codings', 'gzip, gzip, gzip, gzip', gzipSync(TEXT)],
  ])('leaves %s as it came', async (_what, coding, body) => {
    expect(await decode(coding, body)).toEqual({ body: body.toString('latin1'), tooLarge: false });
  });

  it('leaves an empty body empty', async () => {
    expect(await decode('gzip', Buffer.alloc(0))).toEqual({ body: '', tooLarge: false });
  });

  it.each([
    ['gzip', 'gzip', gzipSync(BOMB)],
    ['deflate', 'deflate', deflateSync(BOMB)],
    ['brotli', 'br', brotliCompressSync(BOMB)],
    ['gzip in gzip', 'gzip, gzip', gzipSync(gzipSync(BOMB))],
  ])('stops at the limit with a bomb of %s', async (_what, coding, body) => {
    expect((await decode(coding, body)).tooLarge).toBe(true);
  });
});
