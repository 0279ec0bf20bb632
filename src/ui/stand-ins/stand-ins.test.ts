import * as node from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buffer as StandIn } from './buffer.ts';
import { createHash, createHmac, hash } from './crypto.ts';

const ENCODINGS = ['utf8', 'hex', 'base64', 'base64url'] as const;
const HASHES = ['sha256', 'sha384', 'sha512'] as const;
const bytes = fc.uint8Array({ maxLength: 200 });

describe('the stand-ins for what Node has and browsers have not', () => {
  it.each(ENCODINGS)('write and read %s as Buffer does', (encoding) => {
    fc.assert(
      fc.property(bytes, (given) => {
        const text = Buffer.from(given).toString(encoding);
        expect(StandIn.from(given).toString(encoding)).toBe(text);
        expect([...StandIn.from(text, encoding)]).toEqual([...Buffer.from(text, encoding)]);
      }),
    );
  });

  it('write UTF-16 as Buffer does', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([...StandIn.from(text, 'utf16le')]).toEqual([...Buffer.from(text, 'utf16le')]);
      }),
    );
  });

  it('join bytes as Buffer does', () => {
    fc.assert(
      fc.property(fc.array(bytes), (parts) => {
        expect([...StandIn.concat([...parts, StandIn.alloc(3)])]).toEqual([
          ...Buffer.concat([...parts, Buffer.alloc(3)]),
        ]);
      }),
    );
  });

  it.each(HASHES)('make the digests and HMACs of node:crypto with %s', (name) => {
    fc.assert(
      fc.property(bytes, fc.string(), (secret, text) => {
        expect(hash(name, text, 'buffer').toString('hex')).toBe(node.hash(name, text, 'hex'));
        expect(createHash(name).update(text).update(secret).digest('base64url')).toBe(
          node.createHash(name).update(text).update(secret).digest('base64url'),
        );
        expect(createHmac(name, secret).update(text).digest('base64url')).toBe(
          node.createHmac(name, secret).update(text).digest('base64url'),
        );
      }),
    );
  });
});
