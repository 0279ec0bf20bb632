import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../keys/testing/temporary-folder.ts';
import type { RunOptions } from '../model/options.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import type { ServerOptions } from '../server/options.ts';
import { AUDIENCE } from '../server/own-address.ts';
import { startServer } from '../server/start.ts';
import type { Setting } from './context.ts';
import { examine } from './examine.ts';
import { PRESETS } from './presets.ts';
import type { Row } from './row.ts';
import { afterwards, documents, serveHttp } from './testing/servers.ts';
import { authority, brief, server, setting, trust } from './testing/setting.ts';

async function look(
  target: string,
  changes: Partial<RunOptions> = {},
  others: Partial<Omit<Setting, 'options'>> = {},
): Promise<Row[]> {
  const folder = await temporaryFolder();
  afterwards(() => folder.remove());
  return examine(setting({ target, keysDir: folder.path, ...changes }, others), new URL(target));
}

async function bank(options: Partial<ServerOptions> = {}) {
  const directories = [{ issuer: 'OpenBanking Ltd', jwks: trust.directoryJwks }];
  const started = await startServer({ profile: obUk33, directories, ...options });
  afterwards(() => started.close());
  return started;
}

const problems = (rows: readonly Row[]) => rows.filter(({ status }) => status === 'problem');
const MTLS = {
  tls: { key: server.key, cert: server.cert },
  mtls: { ca: authority.cert },
};

describe('the reference server', { timeout: 30_000 }, () => {
  it.each([
    ['over http', {}],
    ['over mTLS', MTLS],
  ])('has no problem %s, and our directory is trusted', async (_how, options) => {
    const { origin } = await bank(options);
    const rows = await look(origin, {}, { register: true });
    expect(problems(rows)).toEqual([]);
    expect(brief(rows, 'trust')).toEqual([
      expect.stringMatching(/^ok: a registration was accepted, and our directory is trusted/),
      'ok: the target fetches the key set that the SSA names (1 request)',
    ]);
  });

  it('keeps no client of the examination', async () => {
    const { log } = await relayed(() => null);
    expect(log.filter((line) => /^(POST 201|DELETE)/.test(line))).toEqual([
      'POST 201 /register',
      expect.stringMatching(/^DELETE 204 \/register\/\S+$/),
    ]);
  });

  it('that has another directory refuses us, and the answer is told', async () => {
    const { origin } = await bank({ directories: [] });
    const rows = await look(origin, {}, { register: true });
    expect(problems(rows)).toEqual([
      expect.objectContaining({
        area: 'trust',
        found: expect.stringMatching(/^a valid registration is refused: 400 .*software_statement/),
        fix: expect.stringContaining('trust keys/directory.jwks.json'),
      }),
    ]);
    expect(brief(rows, 'trust')[1]).toMatch(/^unknown: no request for our key set arrived/);
  });

  it('that does not know itself by our aud says so, and what to do is told', async () => {
    const { rows } = await relayed(() => null, null);
    expect(brief(rows, 'trust')).toEqual([
      expect.stringMatching(/^problem: a valid registration is refused: 400 .*\baud\b/),
      expect.stringMatching(/^ok: the target fetches the key set that the SSA names/),
    ]);
    expect(problems(rows)[0]?.fix).toContain('--audience');
  });

  it('that cannot delete leaves a client behind, which is a problem', async () => {
    const { rows } = await relayed(({ method }) => (method === 'DELETE' ? 500 : null));
    expect(brief(rows, 'trust').at(-1)).toMatch(
      /^problem: left behind: client \S+ of software \S+: DELETE answered 500$/,
    );
  });
});

/** Passes requests on to `origin` and writes them down, but answers those for which `instead` has a status. */
function relay(
  origin: string,
  log: string[],
  instead: (request: IncomingMessage) => number | null,
): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const { method = 'GET', url = '/' } = request;
    const status = instead(request);
    if (status !== null) return void response.writeHead(status).end();
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (!/^(host|connection|content-length)$/.test(name)) headers.set(name, String(value));
    }
    const body = chunks.length === 0 ? null : Buffer.concat(chunks);
    const answer = await fetch(`${origin}${url}`, { method, headers, body });
    log.push(`${method} ${answer.status} ${url}`);
    const type = { 'content-type': 'application/json' };
    response.writeHead(answer.status, type).end(await answer.text());
  };
}

/** An examination of the reference server behind a relay. */
async function relayed(
  instead: (request: IncomingMessage) => number | null,
  audience: string | null = AUDIENCE,
) {
  const { origin } = await bank();
  const log: string[] = [];
  const port = await serveHttp(relay(origin, log, instead));
  const changes = {
    tokenEndpoint: `http://localhost:${port}/token`,
    assertionAudience: `${origin}/token`,
    audience,
  };
  const rows = await look(`http://localhost:${port}/register`, changes, { register: true });
  return { rows, log };
}

/** A bank that writes down what it is asked. */
async function recorded(discovery: (origin: string) => object) {
  const log: string[] = [];
  let origin = '';
  const port = await serveHttp((request, response) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    request.on('end', () => {
      log.push(`${request.method} ${request.url} ${size}`);
      if (request.url === '/.well-known/openid-configuration') {
        return documents({ [request.url]: { issuer: origin, ...discovery(origin) } })(
          request,
          response,
        );
      }
      const found = request.method === 'POST' || request.url === '/userinfo' ? 401 : 404;
      response.writeHead(found, { 'content-type': 'application/json' });
      response.end('{"error":"invalid_request"}');
    });
  });
  origin = `http://localhost:${port}`;
  return { origin, log };
}

describe('an examination without registration', () => {
  it('sends nothing that a server could act on', async () => {
    const { origin, log } = await recorded((of) => ({
      registration_endpoint: `${of}/register`,
      token_endpoint: `${of}/token`,
      introspection_endpoint: `${of}/introspect`,
      revocation_endpoint: `${of}/revoke`,
      userinfo_endpoint: `${of}/userinfo`,
      authorization_endpoint: `${of}/authorize`,
      jwks_uri: `${of}/jwks`,
    }));
    const rows = await look(origin);
    expect([...new Set(log)].sort()).toEqual([
      'GET /.well-known/oauth-authorization-server 0',
      'GET /.well-known/openid-configuration 0',
      'GET /authorize 0',
      'GET /jwks 0',
      'GET /userinfo 0',
      'POST /introspect 0',
      'POST /register 0',
      'POST /revoke 0',
      'POST /token 0',
    ]);
    expect(brief(rows, 'trust')).toEqual([
      'unknown: no registration was sent: it would be refused as well',
    ]);
  });

  it('calls no host but the target’s', async () => {
    const foreign = await recorded(() => ({}));
    const away = foreign.origin.replace('localhost', 'bank.invalid');
    const { origin } = await recorded((of) => ({
      registration_endpoint: `${of}/register`,
      token_endpoint: `${away}/token`,
    }));
    const port = new URL(foreign.origin).port;
    const resolve = [{ host: 'bank.invalid', port: Number(port), addresses: ['127.0.0.1'] }];
    const rows = await look(origin, { resolve });
    expect(foreign.log).toEqual([]);
    expect(problems(rows)).toContainEqual(
      expect.objectContaining({
        subject: `token ${away}/token`,
        found: expect.stringContaining("on a host that is not the target's"),
        fix: expect.stringContaining(`--allow-host bank.invalid:${port}`),
      }),
    );
  });

  it('looks at the further hosts of the target too', async () => {
    const other = await recorded(() => ({}));
    const { origin } = await recorded(() => ({
      registration_endpoint: `${other.origin}/register`,
      token_endpoint: `${other.origin}/token`,
    }));
    const rows = await look(origin);
    expect(rows.filter(({ area }) => area === 'tcp').length).toBe(2);
    expect(other.log).toContain('POST /token 0');
  });

  it('says which endpoints nobody names', async () => {
    const { origin } = await recorded((of) => ({ registration_endpoint: `${of}/register` }));
    const rows = await look(origin);
    expect(brief(rows, 'endpoint').slice(1)).toEqual([
      'problem: token_endpoint is not in discovery',
      'note: introspection_endpoint is not in discovery',
      'note: revocation_endpoint is not in discovery',
      'note: userinfo_endpoint is not in discovery',
      'note: authorization_endpoint is not in discovery',
      'note: jwks_uri is not in discovery',
    ]);
  });

  it('asks at the endpoints of a preset where discovery does not name them', async () => {
    const { origin, log } = await recorded(() => ({}));
    const [preset = null] = PRESETS;
    const rows = await look(origin, {}, { preset });
    expect(log).toContain('POST /oauth2/token 0');
    expect(log).toContain('GET /oauth2/token/.well-known/openid-configuration 0');
    expect(brief(rows, 'endpoint').some((text) => text.includes('from the preset'))).toBe(true);
  });

  it('notices a portal that answers everything with a page', async () => {
    const port = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    });
    const rows = await look(`http://localhost:${port}/register`);
    expect(problems(rows)[0]?.found).toContain('an HTML page, where a JSON error was due');
  });

  it('notices a clock that is 90 s off', async () => {
    const port = await serveHttp((request, response) => {
      response.setHeader('date', new Date(Date.now() - 90_000).toUTCString());
      documents({})(request, response);
    });
    const rows = await look(`http://localhost:${port}/register`);
    expect(brief(rows, 'clock')).toEqual([
      expect.stringMatching(/^problem: (89|90|91)\.\d s behind ours/),
    ]);
  });

  it('notices TLS where the target says http', async () => {
    const { origin } = await bank(MTLS);
    const rows = await look(origin.replace('https:', 'http:'));
    expect(brief(rows, 'tls')).toEqual([
      expect.stringMatching(/^problem: the server speaks TLS at this port/),
    ]);
  });

  it('asks nothing of a host whose certificate is not trusted', async () => {
    const logged: string[] = [];
    const { origin } = await bank({ ...MTLS, log: (line) => logged.push(line) });
    const rows = await look(origin, { ca: null });
    expect(brief(rows).at(-1)).toMatch(/^unknown: nothing was asked: the host cannot be used/);
  });

  it('goes no further once it is stopped', async () => {
    const { origin, log } = await recorded((of) => ({ registration_endpoint: `${of}/register` }));
    const stopped = setting().stop;
    stopped.stop('interrupted by SIGINT');
    await look(origin, {}, { stop: stopped, register: true });
    expect(log.filter((line) => line.startsWith('POST'))).toEqual([]);
  });
});

describe('what speaks against a registration before it is sent', () => {
  it('is keys that were made just now', async () => {
    const { origin } = await bank();
    const rows = await look(origin, {}, { register: true, trust: { ...trust, createdNow: true } });
    expect(problems(rows)[0]?.found).toContain('these keys were made just now');
  });
});
