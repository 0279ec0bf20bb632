import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url } from './base64url.ts';

describe('decodeBase64url', () => {
  it.each([
    ['', ''],
    ['YQ', 'a'],
    ['YWI', 'ab'],
    ['YWJj', 'abc'],
    ['_-8', '\xff\xef'],
  ])('takes %j', (text, bytes) => {
    expect(decodeBase64url(text)).toEqual({
      bytes: Uint8Array.from(bytes, (c) => c.charCodeAt(0)),
      canonical: true,
    });
  });

  it.each([
    ['padding', 'YQ==', 'a'],
    ['white space', 'YW\nJj', 'abc'],
    ['the other alphabet', '/+8', '\xff\xef'],
    ['stray bits at the end', 'YR', 'a'],
  ])('reads past %s, and says so', (_what, text, bytes) => {
    expect(decodeBase64url(text)).toEqual({
      bytes: Uint8Array.from(bytes, (c) => c.charCodeAt(0)),
      canonical: false,
    });
  });

  it.each(['Y', 'YWJjY', 'a.b', 'é'])('is not content with %j', (text) => {
    expect(decodeBase64url(text).canonical).toBe(false);
  });

  it('undoes encodeBase64url for every length', () => {
    const lengths = Array.from({ length: 40 }, (_, length) => new Uint8Array(length).fill(253));
    expect(lengths.map((bytes) => decodeBase64url(encodeBase64url(bytes)).bytes)).toEqual(lengths);
  });
});
