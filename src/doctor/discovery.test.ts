import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openAsking } from './asking.ts';
import { examineDiscovery, issuerAt } from './discovery.ts';
import { documents, serveHttp, serveTcp } from './testing/servers.ts';
import { brief, setting } from './testing/setting.ts';

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';

async function look(listener: (origin: () => string) => RequestListener, path = '/') {
  let origin = '';
  const port = await serveHttp(listener(() => origin));
  origin = `http://localhost:${port}`;
  const target = new URL(path, origin);
  const asking = openAsking(setting(), target, () => true);
  try {
    const discovery = await examineDiscovery(asking, target);
    return { ...discovery, origin, found: brief(discovery.rows) };
  } finally {
    await asking.close();
  }
}

describe('issuerAt', () => {
  it.each([
    ['https://b.example/.well-known/openid-configuration', 'https://b.example/'],
    ['https://b.example/a/.well-known/openid-configuration', 'https://b.example/a'],
    ['https://b.example/.well-known/oauth-authorization-server/a', 'https://b.example/a'],
    ['https://b.example/a/.well-known/oauth-authorization-server', 'https://b.example/a'],
    ['https://b.example/.well-known/something', undefined],
  ])('%s: %s', (url, issuer) => {
    expect(issuerAt(new URL(url))?.href).toBe(issuer);
  });
});

describe('discovery', () => {
  it('is in order with both forms of an issuer', async () => {
    const { found, url, origin } = await look(
      (of) => (request, response) =>
        documents({ [OPENID]: { issuer: of() }, [OAUTH]: { issuer: of() } })(request, response),
    );
    expect([found, url]).toEqual([
      [`ok: issuer ${origin}`, `ok: issuer ${origin}`],
      `${origin}${OPENID}`,
    ]);
  });

  it('is in order with one form alone', async () => {
    const { found, url, origin } = await look(
      (of) => (request, response) => documents({ [OAUTH]: { issuer: of() } })(request, response),
    );
    expect([found, url]).toEqual([
      ['note: 404 not_found; one of the two forms is enough', `ok: issuer ${origin}`],
      `${origin}${OAUTH}`,
    ]);
  });

  it('may be absent: the target is then the registration endpoint', async () => {
    const { rows, url } = await look(() => documents({}), '/register');
    expect([url, rows.at(-1)?.status, rows.at(-1)?.found]).toEqual([
      null,
      'note',
      'no discovery document: the target is taken for the registration endpoint',
    ]);
  });

  it('is found one level up, where an endpoint was given as target', async () => {
    const { rows, origin } = await look(
      (of) => (request, response) => documents({ [OPENID]: { issuer: of() } })(request, response),
      '/register',
    );
    expect(rows.at(-1)).toMatchObject({
      status: 'note',
      fix: `--target=${origin}${OPENID} reads the endpoints from there`,
    });
  });

  it('at another issuer than it names is noted', async () => {
    const { rows } = await look(() => documents({ [OPENID]: { issuer: 'https://other.example' } }));
    expect(rows[0]).toMatchObject({
      status: 'note',
      found: expect.stringContaining('issuer https://other.example, which is not where'),
    });
  });

  it('with two issuers is noted', async () => {
    const { rows } = await look(() =>
      documents({
        [OPENID]: { issuer: 'https://a.example' },
        [OAUTH]: { issuer: 'https://b.example' },
      }),
    );
    expect(rows.at(-1)?.found).toContain('different issuers: https://a.example, https://b.example');
  });

  const html: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Welcome');
  };

  it.each<[what: string, listener: RequestListener, found: RegExp, fix: RegExp]>([
    ['an HTML page', html, /^200, an HTML page; a JSON object was expected$/, /--target/],
    ['404', documents({}), /^404 not_found$/, /--target/],
    [
      'a redirect',
      (_q, response) => response.writeHead(302, { location: 'https://login.example/' }).end(),
      /redirects to https:\/\/login\.example\/$/,
      /redirects are not followed/,
    ],
    ['an array', documents({ [OPENID]: [] }), /a JSON object was expected/, /--target/],
  ])('that was named and answers %s is a problem', async (_what, listener, found, fix) => {
    const { rows, document } = await look(() => listener, OPENID);
    expect(document).toBeNull();
    expect(rows[0]).toMatchObject({
      status: 'problem',
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
  });

  it('that is silent ends the questions', async () => {
    const port = await serveTcp((socket) => socket.destroy());
    const target = new URL(`http://localhost:${port}/`);
    const asking = openAsking(setting(), target, () => true);
    const { silent, rows } = await examineDiscovery(asking, target);
    await asking.close();
    expect([silent, brief(rows).length, rows[0]?.status]).toEqual([true, 1, 'problem']);
  });
});
