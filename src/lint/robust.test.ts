import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { LONGEST_TEXT } from './detect.ts';
import { analyse } from './lint.ts';
import { consoleView } from './output/console.ts';
import { githubAnnotations } from './output/github.ts';
import { sarif } from './output/sarif.ts';
import type { Role } from './part.ts';
import { lintSchema } from './schema.ts';
import {
  compact,
  HEADER,
  NOW,
  REQUEST,
  recordText,
  requestText,
  SSA,
  ssaText,
} from './testing/documents.ts';
import type { LintText } from './transaction.ts';

const ROLES: readonly (Role | undefined)[] = [undefined, 'request', 'ssa', 'response', 'jwks'];

/** Lints, and renders in every form. Throws where the answer does not have its shape. */
async function survive(...given: readonly (string | Uint8Array | LintText)[]): Promise<void> {
  const texts = given.map(
    (text): LintText =>
      typeof text === 'string' || text instanceof Uint8Array ? { name: 'x', text } : text,
  );
  const analysis = await analyse({ texts, now: NOW });
  lintSchema.parse(analysis.report);
  consoleView(analysis, { color: false, quiet: false });
  sarif(analysis.report, { name: 'x', version: '1' });
  githubAnnotations(analysis.report);
}

const HAR = JSON.stringify({
  log: {
    entries: [
      {
        request: {
          method: 'POST',
          url: 'https://b.example',
          headers: [{ name: 'A', value: 'b' }],
          postData: { text: requestText() },
        },
        response: { status: 201, headers: [], content: { text: recordText() } },
      },
    ],
  },
});

const DOCUMENTS = [
  requestText(),
  ssaText(),
  recordText(),
  JSON.stringify(REQUEST),
  JSON.stringify({ header: HEADER, claims: SSA }),
  HAR,
  `curl -X POST\\\n https://b.example -H 'a: b' -d '${requestText()}'`,
  `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{"error":"invalid_redirect_uri","error_description":"x"}`,
  '{"keys":[{"kty":"RSA","n":"AQ","e":"AQAB"},{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}]}',
];

const document = fc.constantFrom(...DOCUMENTS);
const role = fc.constantFrom(...ROLES);

function withRole(text: string | Uint8Array, said: Role | undefined): LintText {
  return { name: 'x', text, ...(said === undefined ? {} : { role: said }) };
}

const NAMES = [
  ...Object.keys(REQUEST),
  ...Object.keys(SSA),
  ...[
    'software_statement',
    'client_id',
    'client_secret',
    'error',
    'error_description',
    'jwks',
    'keys',
    'header',
    'claims',
    'toString',
    'valueOf',
    '__proto__',
    'constructor',
    'client_id_issued_at',
  ],
];
const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  anyJson,
  fc.constant({ toString: 1, valueOf: 2 }),
  fc.constant([{ toString: null }]),
);
const hostileObject = fc.dictionary(fc.constantFrom(...NAMES), hostileValue, { maxKeys: 12 });

describe('lint survives', () => {
  it('any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), role, (text, said) =>
        survive(withRole(text, said)),
      ),
      { numRuns: 300 },
    );
  });

  it('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), role, (bytes, said) =>
        survive(withRole(bytes, said)),
      ),
      { numRuns: 300 },
    );
  });

  it('a document that is cut off anywhere, under any name', async () => {
    await fc.assert(
      fc.asyncProperty(
        document,
        fc.double({ min: 0, max: 1, noNaN: true }),
        role,
        (text, share, said) =>
          survive(withRole(text.slice(0, Math.floor(text.length * share)), said)),
      ),
      { numRuns: 300 },
    );
  });

  it('a document into which something was put', async () => {
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom('\0', '\ufeff', '\n', '"', "'", '\\', '.', '{', '}', '\ud800'),
    );
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), junk, (text, at, part) => {
        const place = at % (text.length + 1);
        return survive(text.slice(0, place) + part + text.slice(place));
      }),
      { numRuns: 300 },
    );
  });

  it('two documents together', async () => {
    await fc.assert(
      fc.asyncProperty(document, document, (one, other) => survive(one, other)),
      { numRuns: 100 },
    );
  });

  it('claims and records of any values', async () => {
    await fc.assert(
      fc.asyncProperty(hostileObject, hostileObject, role, (one, other, said) =>
        survive(
          withRole(JSON.stringify(one), said),
          compact(HEADER, {
            ...REQUEST,
            ...other,
            software_statement: compact(one, { ...SSA, ...other }),
          }),
        ),
      ),
      { numRuns: 400 },
    );
  });

  it('headers of any values', async () => {
    await fc.assert(
      fc.asyncProperty(hostileObject, (header) =>
        survive(compact({ ...HEADER, ...header, alg: 'PS256' }, REQUEST), compact(header, SSA)),
      ),
      { numRuns: 200 },
    );
  });

  const deep = 100_000;
  it.each([
    ['deep arrays', '['.repeat(deep)],
    ['deep objects', '{"a":'.repeat(deep)],
    ['deep JSON that ends', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['a deep record', `{"client_id":"x","a":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['deep claims', compactOf(`{"redirect_uris":${'['.repeat(deep)}${']'.repeat(deep)}}`)],
    [
      'claims as deep as parsers go',
      compactOf(`{"software_roles":${'['.repeat(490)}${']'.repeat(490)}}`),
    ],
    ['NULs', '\0'.repeat(100_000)],
    ['a request of NULs', requestText().replaceAll('A', '\0')],
    ['many periods', `eyJ${'.'.repeat(LONGEST_TEXT - 10)}`],
    ['a long token', `eyJ${'A'.repeat(LONGEST_TEXT - 10)}`],
    ['a token of short lines', 'eyJ\n'.repeat(LONGEST_TEXT / 4)],
    ['lines of spaces', `\n${' '.repeat(LONGEST_TEXT - 10)}x`],
    ['a long curl command', `curl ${'a '.repeat(LONGEST_TEXT / 2 - 10)}`],
    ['an unclosed quote', `curl -d '${'a\n'.repeat(LONGEST_TEXT / 2 - 10)}`],
    ['backslashes', `curl ${'\\\n'.repeat(LONGEST_TEXT / 2 - 10)}`],
    ['many headers', `HTTP/1.1 200 OK\n${'a: b\n'.repeat(LONGEST_TEXT / 5 - 10)}`],
    ['many status lines', 'HTTP/1.1 100 Continue\n\n'.repeat(20_000)],
    [
      'many redirect URIs',
      JSON.stringify({
        ...REQUEST,
        redirect_uris: Array.from({ length: 60_000 }, () => 'http://x'),
      }),
    ],
    ['many scopes', JSON.stringify({ ...REQUEST, scope: 'x '.repeat(500_000) })],
    [
      'many members',
      JSON.stringify({
        client_id: 'x',
        ...Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`m${i}`, i])),
      }),
    ],
    [
      'many keys',
      JSON.stringify({
        keys: Array.from({ length: 10_000 }, () => ({ kty: 'RSA', n: 'AQ', e: 'AQAB' })),
      }),
    ],
    [
      'a long error',
      JSON.stringify({ error: 'x', error_description: 'expired scope '.repeat(100_000) }),
    ],
  ])(
    '%s',
    async (_what, text) => {
      // What hangs, or grows with the square of what is given, runs into the limit of the test.
      await survive(text);
      await survive(requestText({ iss: 'other' }), text);
    },
    60_000,
  );
});

function compactOf(claims: string): string {
  const [header = '', , signature = ''] = requestText().split('.');
  return `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`;
}

/** `npm run test:self -- --full` takes as many as a service does in an hour. */
const ROUNDS = process.env.DCR_SELF_FULL === '1' ? 20_000 : 2_000;

describe('lint in a process that goes on', () => {
  it(`keeps nothing of ${ROUNDS} transactions`, async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const round = async (rounds: number): Promise<number> => {
      for (let index = 0; index < rounds; index += 1) {
        await survive(requestText({ jti: `x${index}` }), recordText({ client_id: `c${index}` }));
      }
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = await round(200);
    const after = await round(ROUNDS);
    expect(after - before).toBeLessThan(4_000_000);
  }, 600_000);
});
