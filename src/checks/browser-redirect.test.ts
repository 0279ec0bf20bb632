import { describe, expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { sendsBrowserTo } from './browser-redirect.ts';

const URI = 'https://tpp.example/callback';

function answer(status: number, location: string | null, body = ''): Exchange {
  return {
    request: { method: 'GET', url: 'https://bank.example/authorize', headers: [], body: null },
    response: { status, headers: location === null ? [] : [['Location', location]], body },
    failure: null,
    startedAt: '2025-06-15T15:06:40.000Z',
    durationMs: 1,
    tls: null,
    curl: '',
  };
}

describe('a browser is sent to the redirect URI', () => {
  it.each([
    ['by a redirect', answer(302, URI)],
    ['by a redirect with a query', answer(303, `${URI}?error=login_required&state=1`)],
    ['by a redirect with a fragment', answer(302, `${URI}#error=login_required`)],
    [
      'by a page that refreshes',
      answer(200, null, `<meta http-equiv="refresh" content="0; url=${URI}?error=x&amp;state=1">`),
    ],
    ['by a script', answer(200, null, `<script>location.replace("${URI}?error=x")</script>`)],
    [
      'by a script with escaped slashes',
      answer(200, null, `<script>window.location.href = '${URI.replaceAll('/', '\\/')}'</script>`),
    ],
    [
      'by a form that submits itself',
      answer(
        200,
        null,
        `<body onload="document.forms[0].submit()"><form method="post" action="${URI}">`,
      ),
    ],
  ])('%s', (_how, exchange) => {
    expect(sendsBrowserTo(exchange, URI)).toBe(true);
  });
});

describe('a browser is not sent to the redirect URI', () => {
  it.each([
    ['by an error page', answer(400, null, `<p>${URI} is not registered</p>`)],
    ['by an error page with a link', answer(400, null, `<a href="${URI}">back</a>`)],
    ['by a form that waits', answer(200, null, `<form action="${URI}"><button>Go</button></form>`)],
    ['by a redirect to a place below it', answer(302, `${URI}/below`)],
    ['by a redirect to a longer name', answer(302, `${URI}s`)],
    [
      'by a redirect to a login page that remembers it',
      answer(302, `https://bank.example/login?redirect_uri=${encodeURIComponent(URI)}`),
    ],
    ['by a Location without a redirect', answer(201, URI)],
    ['by no answer', { ...answer(302, URI), response: null }],
  ])('%s', (_how, exchange) => {
    expect(sendsBrowserTo(exchange, URI)).toBe(false);
  });
});
