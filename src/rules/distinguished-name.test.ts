import { describe, expect, it } from 'vitest';
import { dnValues, parseDn, sameDn } from './distinguished-name.ts';

describe('parseDn', () => {
  it.each([
    ['CN=a,O=b', ['a', 'b']],
    ['CN=Smith\\, John,O=b', ['Smith, John', 'b']],
    ['CN=a+OU=b,C=GB', ['a', 'b', 'GB']],
    ['2.5.4.97=PSDGB-OB-1,CN=a', ['PSDGB-OB-1', 'a']],
    ['2.5.4.97=#0c0161,CN=b', ['a', 'b']],
    ['CN=Z\\c3\\bcrich', ['Zürich']],
    ['CN=a = b', ['a = b']],
  ])('reads %s', (text, values) => {
    expect(parseDn(text)?.map(({ value }) => value)).toEqual(values);
  });

  it.each([
    '',
    'somebody',
    '/C=GB/CN=a',
    'CN=',
    '=a',
    'CN=a,',
    'CN=a;O=b',
    'CN=a\\',
    '2.5.4.97=#0c0561',
    'C N=a',
  ])('refuses %j', (text) => {
    expect(parseDn(text)).toBeNull();
  });
});

describe('sameDn', () => {
  it.each([
    ['CN=a,O=b,C=GB', 'CN=a, O=b, C=GB', true],
    ['CN=a,O=b,C=GB', 'C=GB,O=b,CN=a', true],
    ['CN=A,O=B  C', 'cn=a,o=b c', true],
    ['organizationIdentifier=a,CN=b', '2.5.4.97=#0c0161,CN=b', true],
    ['CN=a,O=b', 'CN=a,O=c', false],
    ['CN=a,O=b', 'CN=a', false],
    ['nonsense', 'nonsense', false],
  ])('%s and %s: %s', (left, right, same) => {
    expect(sameDn(left, right)).toBe(same);
  });
});

describe('dnValues', () => {
  it('gives the values of one type', () => {
    expect(dnValues('OU=a,OU=b,CN=c', '2.5.4.11')).toEqual(['a', 'b']);
  });
});
