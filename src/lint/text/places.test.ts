import { describe, expect, it } from 'vitest';
import { findingOf, linted, recordText, requestText } from '../testing/documents.ts';
import { decodedFrom, positionOf, sliceOf, wholeOf, withoutSpace } from './excerpt.ts';
import { placeOf } from './json-place.ts';

describe('a JSON pointer leads to', () => {
  const text =
    '{ "a": [1, {"b\\u0063": "x"}], "d": null, "a/b": "]", "e": {"f": "{\\"" } , "g" : 7}';

  it.each([
    ['', '{ "a"'],
    ['/a', '"a": [1'],
    ['/a/0', '1, {'],
    ['/a/1', '{"b\\u0063"'],
    ['/a/1/bc', '"b\\u0063"'],
    ['/d', '"d": null'],
    ['/a~1b', '"a/b": "]"'],
    ['/e/f', '"f": "{'],
    ['/g', '"g" : 7'],
    ['/missing', '{ "a"'],
    ['/e/missing', '"e": {"f"'],
  ])('%s', (pointer, expected) => {
    expect(text.slice(placeOf(text, pointer).start)).toMatch(
      new RegExp(`^${expected.replace(/[\\[\]{}()*+?.|^$]/g, '\\$&')}`),
    );
  });

  it('the last of two members of one name, as parsers take it', () => {
    expect(placeOf('{"a": 1, "a": 2}', '/a').start).toBe(9);
  });

  it.each(['', '{', '{"a', '{"a":', '[[[', '}}', '{"a" "b" "c"', 'null'])(
    'something in broken text: %s',
    (broken) => {
      expect(() => placeOf(broken, '/a/0/b')).not.toThrow();
    },
  );
});

describe('an excerpt', () => {
  const source = { name: 'x', text: 'one\n  "eyJ\nhIjoxfQ"' };

  it('knows where its characters stand without their white space', () => {
    const clean = withoutSpace(sliceOf(wholeOf(source), 7));
    expect(clean.text).toBe('eyJhIjoxfQ"');
    expect(positionOf(source, clean.at(0))).toEqual({ line: 2, column: 4 });
    expect(positionOf(source, clean.at(3))).toEqual({ line: 3, column: 1 });
  });

  it('knows where decoded characters stand', () => {
    const segment = withoutSpace(sliceOf(wholeOf(source), 7, 18));
    const claims = decodedFrom(segment, () => '{"a":1}');
    expect(positionOf(source, claims.at(1))).toEqual({ line: 2, column: 5 });
    expect(positionOf(source, claims.at(5))).toEqual({ line: 3, column: 4 });
  });
});

describe('a finding stands at the line and column of what it is about', () => {
  it('in a body', async () => {
    const text = recordText({ client_id_issued_at: '1800000001' });
    const { line, column } = findingOf(await linted([text]), 'success.times');
    const lines = text.split('\n');
    expect(lines[(line ?? 0) - 1]?.slice((column ?? 0) - 1)).toMatch(/^"client_id_issued_at"/);
  });

  it('in the claims of a token, to the character of base64url', async () => {
    const token = requestText({ iss: 'other' });
    const { line, column } = findingOf(await linted([token]), 'request.iss.software-id');
    const [header = ''] = token.split('.');
    expect({ line, column }).toEqual({ line: 1, column: header.length + 3 });
  });

  it('in the statement inside a token', async () => {
    const token = requestText({}, {}, { org_status: 'Revoked' });
    const { document, column } = findingOf(await linted([token]), 'ssa.org.active');
    expect(document).toBe('ssa');
    expect(column).toBeGreaterThan(token.indexOf('.') + 400);
  });

  it('where a token is broken', async () => {
    const token = requestText();
    const text = `${token.slice(0, 100)}\n${token.slice(100)}`;
    const { line, column } = findingOf(await linted([text]), 'request.jose.line-breaks');
    expect({ line, column }).toEqual({ line: 1, column: 101 });
  });
});
