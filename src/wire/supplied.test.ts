import { describe, expect, it } from 'vitest';
import { createRecorder } from './recorder.ts';
import { createSecretBook } from './secret-book.ts';
import { maskedMember, maskedText, statementSecrets } from './supplied.ts';
import { liveExchange } from './testing/live-exchange.ts';

const jwt = (claims: object, signature: string) =>
  [
    Buffer.from('{"alg":"PS256"}').toString('base64url'),
    Buffer.from(JSON.stringify(claims)).toString('base64url'),
    signature,
  ].join('.');

/** A request around `ssa` with letters after its claims. */
function brokenJwt(ssa: string): string {
  const claims = `${JSON.stringify({ software_statement: ssa })}ABCD`;
  return `eyJhbGciOiJQUzI1NiJ9.${Buffer.from(claims).toString('base64url')}.c2ln`;
}

const CONTACT = {
  name: 'Jo Example',
  email: 'jo@tpp.example',
  phone: '+44123456789',
  type: 'Technical',
};
const SSA = jwt({ iss: 'OpenBanking Ltd', org_contacts: [CONTACT] }, 'c3RhdGVtZW50LXNpZ25hdHVyZQ');
const REQUEST = jwt({ software_statement: SSA, scope: 'openid' }, 'cmVxdWVzdC1zaWduYXR1cmU');
const SECRET = [
  'c3RhdGVtZW50LXNpZ25hdHVyZQ',
  'cmVxdWVzdC1zaWduYXR1cmU',
  'Jo Example',
  'jo@tpp.example',
  '+44123456789',
];

/** `text` and everything that is encoded inside. */
function inside(text: string): string {
  const parts = text.match(/eyJ[\w-]+/g) ?? [];
  const decoded = parts.map((part) => Buffer.from(part, 'base64url').toString());
  return [text, ...decoded.map((part) => inside(part))].join('\n');
}

function secretsIn(text: string): string[] {
  return SECRET.filter((secret) => inside(text).includes(secret));
}

describe('maskedText', () => {
  it.each([
    ['a software statement', SSA],
    ['a request with the statement inside', REQUEST],
    [
      'a client record',
      JSON.stringify({ client_id: 'c', software_statement: SSA, org_contacts: [CONTACT] }),
    ],
    ['contacts as a list of addresses', JSON.stringify({ contacts: ['jo@tpp.example'] })],
    ['a sentence', `refused: ${REQUEST}, sorry`],
    ['a request whose claims are broken JSON', brokenJwt(SSA)],
    ['a statement whose header begins with a space', SSA.replace('eyJ', 'eyAi').padEnd(900, 'A')],
    ['a statement with an empty part before its signature', SSA.replace(/\.([^.]*)$/, '..$1')],
    ['a request without its signature', brokenJwt(SSA).replace(/\.[^.]*$/, '')],
    ['a JWS in JSON', JSON.stringify({ payload: REQUEST.split('.')[1], signature: '' })],
  ])('takes signatures and contacts out of %s', (_what, text) => {
    expect(secretsIn(text)).not.toEqual([]);
    expect(secretsIn(maskedText(text))).toEqual([]);
  });

  it('keeps the rest readable, in tokens as well', () => {
    const text = inside(maskedText(REQUEST));
    expect(text).toContain('"iss":"OpenBanking Ltd"');
    expect(text).toContain('"scope":"openid"');
    expect(text).toContain(
      '{"name":"(masked)","email":"(masked)","phone":"(masked)","type":"Technical"}',
    );
  });

  it.each(['', '{"scope":"openid"}', 'plain text', '{"broken'])('leaves %j as it is', (text) => {
    expect(maskedText(text)).toBe(text);
  });
});

describe('maskedText of a part of a token', () => {
  const signature = 'Yl-C4F_v'.repeat(43);

  it.each([
    [
      'the end of a token',
      `… c29mdHdhcmU.${signature.slice(0, 90)} … ${signature.slice(-100)} (900 characters)`,
    ],
    ['a signature of which a bit is changed', signature.replace('Y', 'Z')],
    ['the claims of a token from their middle on', `… ${signature}`],
  ])('takes %s away', (_what, text) => {
    expect(maskedText(text)).not.toContain(signature.slice(10, 40));
  });

  it.each(['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', 'as the directory made it'])(
    'leaves %s',
    (text) => {
      expect(maskedText(text)).toBe(text);
    },
  );
});

describe('the signature of a token that a case has spoilt', () => {
  /** Letters of both alphabets in short turns: no run between two of them is long. */
  const bytes = (length: number) => Buffer.from('c3f+c3f/c3f/'.repeat(length / 9), 'base64');
  const spoilt = ([name, length]: readonly [string, number]) => {
    const url = bytes(length).toString('base64url');
    const half = url.length >> 1;
    const around = (insertion: string) => `${url.slice(0, half)}${insertion}${url.slice(half)}`;
    return {
      base64: `${bytes(length).toString('base64')}==`,
      percent: around('%'),
      space: around(' '),
      newline: around('\n'),
    }[name];
  };
  const kinds = ['base64', 'percent', 'space', 'newline'].flatMap((name) =>
    [63, 252].map((length) => [name, length] as const),
  );

  it.each(kinds)('%s, of %i bytes, is gone', (...kind) => {
    const signature = spoilt(kind) ?? '';
    const ssa = SSA.replace(/[^.]*$/, signature);
    const texts = [ssa, jwt({ software_statement: ssa }, 'c2ln'), jwt({ x: 1 }, signature)];
    const seen = [
      ...texts.map(maskedText),
      JSON.stringify(maskedMember('signature', signature)),
    ].map(inside);
    expect(seen.filter((text) => /c3f/.test(text))).toEqual([]);
  });

  it('leaves the words that follow', () => {
    expect(maskedText(`${SSA} is refused, and so is ${REQUEST} today`)).toMatch(
      /removed is refused, and so is .*removed today$/,
    );
  });
});

describe('maskedMember', () => {
  it('takes the signature out of a JWS in JSON', () => {
    const signature = 'Yl-C4F_v'.repeat(43);
    expect(maskedMember('x', { payload: 'e30', signature })).toEqual({
      payload: 'e30',
      signature: '(masked)',
    });
  });

  it('masks claims', () => {
    expect(maskedMember('x', { software_statement: SSA, contacts: null, n: 1 })).toEqual({
      software_statement: expect.stringMatching(/\.signature-removed$/),
      contacts: null,
      n: 1,
    });
  });
});

describe('a recorder for statements that are not ours', () => {
  const recorder = createRecorder({
    headers: new Set(),
    book: createSecretBook(statementSecrets(SSA)),
    mask: true,
  });
  const live = liveExchange({
    headers: [['x-note', REQUEST]],
    body: REQUEST,
    answerHeaders: [['x-echo', SSA]],
    answer: `Sorry, Jo Example: ${REQUEST}`,
  });

  it('keeps no signature and no contact', () => {
    expect(secretsIn(JSON.stringify(recorder.exchange(live)))).toEqual([]);
  });

  it('says in the curl line what is missing', () => {
    expect(recorder.exchange(live).curl).toContain(`--data-raw "\${DCR_REQUEST}"`);
  });

  it('masks what a mutation changed', () => {
    const before = [CONTACT];
    const path = 'ssa.claims.org_contacts';
    const record = recorder.mutation({ id: 'x', path, before, after: SSA });
    expect(secretsIn(JSON.stringify(record))).toEqual([]);
    expect(record).toMatchObject({ id: 'x', path });
  });

  it('cleans what is said about it', () => {
    expect(recorder.about([live])('jo@tpp.example is not Jo Example')).toBe(
      `\${DCR_CONTACT} is not \${DCR_CONTACT}`,
    );
  });
});
