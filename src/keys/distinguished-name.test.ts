import { expect, test } from 'vitest';
import { rfc4514 } from './distinguished-name.ts';

test('a name is written most specific attribute first, unnamed types as OID and DER in hex', () => {
  const name = rfc4514([
    { type: '2.5.4.6', value: 'GB' },
    { type: '2.5.4.10', value: 'Example TPP Ltd' },
    { type: '2.5.4.97', value: 'PSDGB-OB-123456' },
    { type: '2.5.4.3', value: '0015800001EXAMPLE' },
  ]);
  expect(name).toBe(
    'CN=0015800001EXAMPLE,2.5.4.97=#0c0f50534447422d4f422d313233343536,O=Example TPP Ltd,C=GB',
  );
});

test.each([
  ['A, B + C', String.raw`O=A\, B \+ C`],
  ['say "hi"; <b>', String.raw`O=say \"hi\"\; \<b\>`],
  [String.raw`back\slash`, String.raw`O=back\\slash`],
  ['#1', String.raw`O=\#1`],
  [' padded ', String.raw`O=\ padded\ `],
  ['Müller', 'O=Müller'],
])('the value %j is escaped as %j', (value, written) => {
  expect(rfc4514([{ type: '2.5.4.10', value }])).toBe(written);
});
