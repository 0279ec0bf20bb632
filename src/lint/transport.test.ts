import { describe, expect, it } from 'vitest';
import { linted, requestText, weighty } from './testing/documents.ts';
import { readCurl } from './text/curl-command.ts';
import { wholeOf } from './text/excerpt.ts';

const read = (text: string) => readCurl(wholeOf({ name: 'x', text }));

describe('a curl command is read as a shell reads it', () => {
  it.each([
    ['double quotes', 'curl -d "a\\"b" https://b.example', 'a"b'],
    ['single quotes', "curl -d 'a\\b' https://b.example", 'a\\b'],
    ['ANSI quotes', "curl -d $'a\\nb' https://b.example", 'a\nb'],
    ['no quotes', 'curl -d abc https://b.example', 'abc'],
    ['quotes next to each other', `curl -d 'a'"b"c https://b.example`, 'abc'],
    ['an equals sign', "curl --data='a' https://b.example", 'a'],
    ['a glued short option', "curl -d'a' https://b.example", 'a'],
    ['a continued line', "curl \\\n  --data-raw 'a' \\\n  https://b.example", 'a'],
  ])('%s', (_what, text, body) => {
    expect(read(text)).toMatchObject({
      method: 'POST',
      url: 'https://b.example',
      body: { text: body },
    });
  });

  it.each([
    ['a file', 'curl -d @r.jwt https://b.example', { bodyFile: 'r.jwt', body: null }],
    ['a method', 'curl -X PUT https://b.example', { method: 'PUT' }],
    ['a glued method', 'curl -XPUT https://b.example', { method: 'PUT' }],
    [
      'a URL behind its option',
      'curl --url https://b.example',
      { url: 'https://b.example', method: 'GET' },
    ],
    ['a certificate', 'curl --cert a.pem https://b.example', { certificate: true }],
    [
      'a joined method',
      'curl -X POST\\\nhttps://b.example',
      { method: 'POST', url: 'https://b.example', joinedAt: 12 },
    ],
    [
      'what follows on the next line',
      'curl https://b.example\nnot -d a word of it',
      { body: null },
    ],
  ])('%s', (_what, text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});

describe('how a request is sent', () => {
  const curl = (options: string, url = 'https://bank.example/register') =>
    `curl ${options} ${url} -d '${requestText()}'`;
  const right = "--cert a.pem --key b.pem -H 'Content-Type: application/jwt'";

  it.each([
    ['rightly', curl(right), []],
    [
      'without a certificate',
      curl("-H 'Content-Type: application/jwt'"),
      ['warning transport transport.certificate.none'],
    ],
    ['as a form', curl('--cert a.pem'), ['warning transport transport.content-type']],
    [
      'without TLS',
      curl(right, 'http://bank.example/register'),
      ['error transport transport.https'],
    ],
    ['to the own machine without TLS', curl(right, 'http://localhost:8080/register'), []],
    [
      'by a command whose words are joined',
      curl(`-X POST\\\n${right}`),
      ['error transport transport.curl.joined-words'],
    ],
  ])('%s', async (_what, text, expected) => {
    expect(weighty(await linted([text]))).toEqual(expected);
  });

  it('with a credential is a remark that does not show it', async () => {
    const report = await linted([curl(`${right} -H 'Authorization: Basic c2VjcmV0OnNlY3JldA=='`)]);
    expect(weighty(report)).toEqual([]);
    expect(report.findings.map(({ id }) => id)).toEqual(['transport.authorization']);
    expect(JSON.stringify(report)).not.toContain('c2VjcmV0');
  });
});
