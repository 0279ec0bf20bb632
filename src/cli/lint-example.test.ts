import { describe, expect, it } from 'vitest';
import { wso2PageMarkdown } from './lint-example.ts';

describe('the example of lint', () => {
  /** What is said under Open Banking UK; other profiles say other things. */
  const page = wso2PageMarkdown().then((text) => {
    const [, section = ''] = text.split(/^## (?=Open Banking UK)/m);
    return section.split(/^## /m)[0] ?? '';
  });

  it.each([
    ['line breaks inside the token', 'line breaks or spaces inside'],
    ['an iss that is no base62 of 22 characters', '| request `/iss`, line 5 |'],
    ['a jti without hyphens', '| request `/jti`, line 6 |'],
    ['both redirect URIs outside the statement', '| request `/redirect_uris/1`, line 8 |'],
    ['the grant of a later version', 'ob-uk-3.4 or wso2-ob3 has this value'],
    ['a time as text', 'client\\_id\\_issued\\_at is not a number.'],
    ['another statement in the answer', 'one of the Australian Consumer Data Right'],
    ['another software in the answer', 'software\\_id differs from the software statement.'],
    ['scopes of another ecosystem', 'The registered scope exceeds the roles'],
    [
      'an algorithm that did not come back',
      'The client record lacks token\\_endpoint\\_auth\\_signing\\_alg.',
    ],
    ['words that the shell joins', 'A backslash at the end of a line joins two words'],
    ['one kid on three tokens', 'so does the statement in the answer'],
  ])('says %s', async (_what, words) => {
    expect(await page).toContain(words);
  });

  it.each([
    ['claims that nobody knows', 'id\\_token\\_encrypted'],
    ['a statement without exp', '`/exp` of the software statement'],
    ['the length of client_id', '`/client_id`'],
    ['the status of an answer of which there is only the body', 'success.status'],
    ['the credential of the command', 'dXNlcjpwYXNzd29yZA'],
    ['the signatures', 'not signed by a key of its owner'],
  ])('does not speak of %s', async (_what, words) => {
    expect(await page).not.toContain(words);
  });
});
