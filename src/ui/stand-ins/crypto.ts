/** What src/payload and src/cases use of node:crypto, for browsers, whose own digests are asynchronous. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Buffer } from './buffer.ts';

const HASHES = { sha256, sha384, sha512 } as const;
type HashName = keyof typeof HASHES;
type Data = string | Uint8Array;

const bytes = (data: Data): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : data);

interface Running {
  update(data: Data): Running;
  digest(encoding: 'base64url' | 'hex'): string;
}

function running(state: { update(data: Uint8Array): unknown; digest(): Uint8Array }): Running {
  const self: Running = {
    update(data) {
      state.update(bytes(data));
      return self;
    },
    digest: (encoding) => Buffer.from(state.digest()).toString(encoding),
  };
  return self;
}

export function hash(name: HashName, data: Data, _encoding: 'buffer') {
  return Buffer.from(HASHES[name](bytes(data)));
}

export function createHash(name: HashName): Running {
  return running(HASHES[name].create());
}

export function createHmac(name: HashName, secret: Data): Running {
  return running(hmac.create(HASHES[name], bytes(secret)));
}
