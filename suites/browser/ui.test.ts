/** The page of `ui` in a real browser, opened from disk as one file. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/cli.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { NOW, recordText, requestText, ssaText } from '../../src/lint/testing/documents.ts';
import type { LintReport } from '../../src/model/lint.ts';
import { readCompact } from '../../src/payload/read-compact.ts';
import { vectorFiles } from '../../src/requirements/testing/vectors.ts';
import { uiPage } from '../../src/ui/build.ts';
import { launch, type OpenOptions, openFile } from './open-page.ts';

const SHOTS = 'reports/browser';
const MARKER = 'hostile-marker';

let dir = '';
let browser: Browser;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-ui-'));
  await mkdir(SHOTS, { recursive: true });
  await writeFile(join(dir, 'index.html'), await uiPage());
  browser = await launch();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await rm(dir, { recursive: true, force: true });
});

const open = (options?: OpenOptions) => openFile(browser, join(dir, 'index.html'), options);

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function copied(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.getByRole('button', { name: 'Copied' }).first().waitFor();
  return clipboard(page);
}

/** What the page says of what it holds now. */
async function reportOf(page: Page): Promise<LintReport> {
  await page.locator('#results .summary').waitFor();
  // The name of the button comes back after it said Copied.
  await page.getByRole('button', { name: 'Copy as JSON' }).waitFor();
  return JSON.parse(await copied(page, 'Copy as JSON')) as LintReport;
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('document 1', { exact: true }).fill(text);
  await page.locator('#results .summary').waitFor();
}

async function judgedAt(page: Page, now: number): Promise<void> {
  await page.getByLabel('Times judged at').fill(String(now));
}

const ids = (page: Page) => page.locator('.note').evaluateAll((notes) => notes.map(({ id }) => id));
const outcome = (page: Page) => page.locator('.summary .outcome').textContent();

/** One edit by hand of the value of a claim. */
async function edit(page: Page, part: string, pointer: string, value: string): Promise<void> {
  await page.locator(`[data-part="${part}"] [data-pointer="${pointer}"] .edit`).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

const BROKEN = requestText({
  redirect_uris: ['https://tpp.example/a', 'http://evil.example'],
  exp: undefined,
});

describe('the page', () => {
  it('opens from disk and does its work without a request, an error or a complaint of its policy', async () => {
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Request and refusal' }).click();
    await page.locator('.summary').waitFor();
    await page.getByRole('link', { name: 'Generate' }).click();
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
    await page.locator('.made').waitFor();
    expect(complaints).toEqual([]);
  });

  it('may send nothing, whatever runs in it', async () => {
    let heard = 0;
    const listener = createServer((socket) => {
      heard += 1;
      socket.destroy();
    });
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
    const { port } = listener.address() as AddressInfo;
    const { page, complaints } = await open();
    const ends = await page.evaluate(async (host) => {
      const image = () =>
        new Promise((resolve, reject) => {
          const made = new Image();
          made.onload = resolve;
          made.onerror = reject;
          made.src = `http://${host}/`;
        });
      const socket = () =>
        new Promise((resolve, reject) => {
          const made = new WebSocket(`ws://${host}/`);
          made.onopen = resolve;
          made.onerror = reject;
        });
      navigator.sendBeacon(`http://${host}/`, 'x');
      const tries = [fetch(`http://${host}/`, { mode: 'no-cors' }), image(), socket()];
      return (await Promise.allSettled(tries)).map(({ status }) => status);
    }, `127.0.0.1:${port}`);
    await page.waitForTimeout(300);
    listener.close();
    expect(ends).toEqual(['rejected', 'rejected', 'rejected']);
    expect(heard).toBe(0);
    expect(
      complaints.filter((text) => /Content Security Policy/i.test(text)).length,
    ).toBeGreaterThanOrEqual(4);
  });

  it('lets no text become markup', async () => {
    const { page } = await open();
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toBe(true);
  });

  it('shows hostile text as text, with what turns or hides it spelled out', async () => {
    const { page, complaints } = await open();
    const evil = `<${MARKER} onclick=x>\u202e<img src=x onerror="document.title='broken'">\u001b[31m`;
    await paste(page, requestText({ iss: evil, [evil]: evil }, { kid: evil }));
    await paste(page, recordText({ scope: evil, client_id: evil }));
    await paste(page, requestText({ application_type: evil }));
    expect(await page.locator('#results').textContent()).toContain(MARKER);
    expect(await page.locator(MARKER).count()).toBe(0);
    expect(await page.locator('#results').textContent()).not.toContain('\u202e');
    expect(await page.title()).toMatch(/^dcr-conformance/);
    expect(complaints).toEqual([]);
  });

  it('follows the system in light and dark, unless told otherwise', async () => {
    const background = async (scheme: 'light' | 'dark', clicks: number) => {
      const { page } = await open({ scheme });
      for (let click = 0; click < clicks; click += 1) await page.click('[data-theme-switch]');
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    };
    const [light, dark] = [await background('light', 0), await background('dark', 0)];
    expect(light).not.toBe(dark);
    expect(await background('dark', 1)).toBe(light);
  });
});

interface Example {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly now: number;
  readonly profile?: string;
}

function vectorJwts(file: string, most: number): readonly Example[] {
  const found = vectorFiles().get(file);
  const vectors = found?.vectors.filter(({ jwt }) => jwt !== undefined) ?? [];
  return vectors.slice(0, most).map(({ id, jwt = '' }) => ({
    name: id,
    files: { 'token.jwt': jwt },
    now: found?.now ?? NOW,
  }));
}

const HAR = JSON.stringify({
  request: {
    method: 'POST',
    url: 'https://bank.example/register',
    headers: [{ name: 'content-type', value: 'application/jwt' }],
    postData: { mimeType: 'application/jwt', text: BROKEN },
  },
  response: {
    status: 400,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { mimeType: 'application/json', text: '{"error":"invalid_redirect_uri"}' },
  },
});

const EXAMPLES: readonly Example[] = [
  ...vectorJwts('request-wso2-page', 4),
  ...vectorJwts('ssa-wso2-page', 2),
  ...vectorJwts('request-ob-uk-3.3', 3),
  { name: 'a right request', files: { 'request.jwt': requestText() }, now: NOW + 2 },
  { name: 'a request with defects', files: { 'request.jwt': BROKEN }, now: NOW + 2 },
  {
    name: 'a request in lines',
    files: { 'request.jwt': BROKEN.replace(/.{60}/g, '$&\n') },
    now: NOW + 2,
  },
  {
    name: 'request, statement and record',
    files: {
      'r.jwt': BROKEN,
      's.jwt': ssaText({ software_id: 'other' }),
      'a.json': recordText({ scope: 'openid payments' }),
    },
    now: NOW + 2,
  },
  {
    name: 'request and refusal',
    files: {
      'r.jwt': BROKEN,
      'a.txt':
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_redirect_uri"}',
    },
    now: NOW + 2,
  },
  {
    name: 'a curl command',
    files: { 'c.txt': `curl -k -d '${BROKEN}' http://bank.example/register` },
    now: NOW + 2,
  },
  { name: 'a HAR entry', files: { 'entry.har': HAR }, now: NOW + 2 },
  {
    name: 'plain JSON under another profile',
    files: { 'm.json': '{"redirect_uris":["http://tpp.example/#f"],"grant_types":["implicit"]}' },
    now: NOW,
    profile: 'rfc7591',
  },
  { name: 'words', files: { 'n.txt': 'nothing of a registration' }, now: NOW },
];

describe('what the page says', () => {
  it.each(EXAMPLES)('is what the command line says: $name', async ({ files, now, profile }) => {
    const folder = await mkdtemp(join(dir, 'files-'));
    const names = Object.keys(files);
    for (const name of names) await writeFile(join(folder, name), files[name] ?? '');
    const io = fakeIo(folder);
    const options = profile === undefined ? [] : ['--profile', profile];
    await main(['lint', ...names, '--now', String(now), '--reporter', 'json', ...options], io);
    const { page, complaints } = await open();
    await judgedAt(page, now);
    if (profile !== undefined) await page.getByLabel('Profile').first().selectOption(profile);
    await page.locator('#files').setInputFiles(names.map((name) => join(folder, name)));
    expect(await reportOf(page)).toEqual(JSON.parse(io.out()));
    expect(complaints).toEqual([]);
  });

  it('stands beside the lines, with repair, clause and a way to the place in the text', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, BROKEN);
    const row = page.locator('[data-part="request"] [data-pointer="/redirect_uris/1"]');
    expect(await row.locator('.source').textContent()).toContain('http://evil.example');
    const note = row.locator('.note').first();
    await note.locator('summary').click();
    expect(await note.textContent()).toMatch(/A redirect URI.*expected.*actual.*clause.*MUST/s);
    expect(await note.locator('a').getAttribute('rel')).toBe('noreferrer noopener');
    await note.getByRole('button', { name: /^show document 1/ }).click();
    const focused = await page.evaluate(() => {
      const area = document.activeElement;
      return area instanceof HTMLTextAreaElement ? area.selectionStart : null;
    });
    expect(focused).toBeGreaterThan(20);
  });

  it('changes with the profile, the name of the bank and the time', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, requestText());
    expect(await outcome(page)).toBe('Nothing to say against it');
    await page.getByLabel('Name of the bank in aud').fill('another bank');
    await expect.poll(() => outcome(page)).toBe('1 warning');
    await page.getByLabel('Name of the bank in aud').fill('');
    await page.getByLabel('Times judged at').fill(new Date((NOW + 9_000) * 1000).toISOString());
    await expect
      .poll(() => page.locator('.note-title').allTextContents())
      .toEqual([expect.stringMatching(/exp|expired|over/i)]);
    await judgedAt(page, NOW + 2);
    await page.getByLabel('Profile').first().selectOption('ob-uk-3.2');
    await expect
      .poll(() => page.locator('.summary').textContent())
      .toContain('Judged by ob-uk-3.2');
  });

  it('says in a line what is no time', async () => {
    const { page } = await open();
    await paste(page, requestText());
    await page.getByLabel('Times judged at').fill('tomorrow');
    await page.getByRole('alert').filter({ hasText: 'tomorrow is no time' }).waitFor();
  });

  it('is narrowed by weight', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(
      page,
      requestText({ exp: undefined, token_endpoint_auth_method: 'client_secret_basic' }),
    );
    const shown = () => page.locator('.note:visible').count();
    const all = await shown();
    const chip = page.locator('[data-chip="error"]');
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    expect(await shown()).toBeLessThan(all);
    await chip.click();
    expect(await shown()).toBe(all);
  });
});

describe('an edit', () => {
  it('of a claim changes what is found, and the text that was pasted', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, requestText());
    expect(await ids(page)).toEqual([]);
    await edit(page, 'request', '/application_type', 'native thing');
    await expect.poll(() => outcome(page)).toMatch(/1 error/);
    const text = await page.getByLabel('document 1', { exact: true }).inputValue();
    expect(readCompact(text).claims.application_type).toBe('native thing');
    await edit(page, 'request', '/application_type', '"web"');
    await expect.poll(() => outcome(page)).toBe('Nothing to say against it');
  });

  it('reaches into the statement inside the request, and its header', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, requestText());
    await edit(page, 'ssa', '#header/alg', 'none');
    await expect.poll(() => page.locator('[data-part="ssa"] .note').count()).toBeGreaterThan(0);
  });

  it('adds what a finding says is missing, and takes away', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, requestText({ exp: undefined }));
    await page.getByRole('button', { name: 'Add exp' }).click();
    await page.keyboard.type(String(NOW + 300));
    await page.keyboard.press('Enter');
    await expect.poll(() => outcome(page)).toBe('Nothing to say against it');
    await page.locator('[data-part="request"] [data-pointer="/aud"] .edit').click();
    await page.getByRole('button', { name: 'Remove aud' }).click();
    await expect.poll(() => outcome(page)).toMatch(/1 error/);
  });

  it('is left by Escape with everything as it was', async () => {
    const { page } = await open();
    await paste(page, requestText());
    const before = await page.getByLabel('document 1', { exact: true }).inputValue();
    await page.locator('[data-pointer="/aud"] .edit').click();
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('document 1', { exact: true }).inputValue()).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('edit');
  });

  it('breaks a signature, and a key of the page makes it good again', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Valid request' }).click();
    await expect.poll(() => outcome(page)).toBe('Nothing to say against it');
    expect((await reportOf(page)).documents.map(({ verified }) => verified)).toEqual([
      true,
      true,
      null,
      null,
    ]);
    await edit(page, 'request', '/scope', 'openid');
    await expect.poll(() => outcome(page)).toMatch(/1 error/);
    await page
      .locator('[data-part="request"]')
      .getByRole('button', { name: 'Sign with a key of this page' })
      .click();
    await expect.poll(() => outcome(page)).toBe('Nothing to say against it');
  });
});

async function made(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await page.locator('.made').waitFor();
  return (await page.locator('.made').textContent()) ?? '';
}

async function again(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'The same again' }).click();
  await page.locator('[name=run-id]').fill('r7');
  await page.locator('#wanted [name=now]').fill(String(NOW));
}

/** Claims of a request and of its statement, without what each signature changes. */
function claimsOf(jwt: string) {
  const { software_statement: statement, ...request } = readCompact(jwt.trim()).claims;
  return { request, ssa: readCompact(String(statement)).claims };
}

describe('generate', () => {
  it.each([
    ['a valid request', [], {}],
    [
      'a mutation',
      ['--mutation', 'request.claims.aud.absent'],
      { defect: 'mutation request.claims.aud.absent' },
    ],
    [
      'a case',
      ['--case', 'claims/request-exp-absent'],
      { defect: 'case claims/request-exp-absent' },
    ],
    [
      'changes',
      ['--set', 'request.scope=openid', '--unset', 'request.jti'],
      { changes: 'request.scope=openid\nrequest.jti' },
    ],
  ] as const)('makes the claims that the command line makes: %s', async (_name, args, fields) => {
    const io = fakeIo(dir);
    await main(['generate', '--run-id', 'r7', '--now', String(NOW), ...args], io);
    const { page, complaints } = await open({ fragment: '#generate' });
    await again(page);
    for (const [name, value] of Object.entries(fields)) {
      const field = page.locator(`[name=${name}]`);
      if (name === 'defect') await field.selectOption(value);
      else await field.fill(value);
    }
    expect(claimsOf(await made(page))).toEqual(claimsOf(io.out()));
    expect(complaints).toEqual([]);
  });

  it('shows what a mutation changed, and takes the request to where its defect is found', async () => {
    const { page } = await open({ fragment: '#generate' });
    await page.locator('[name=defect]').selectOption('mutation request.claims.aud.absent');
    await made(page);
    expect(await page.locator('.changes').textContent()).toMatch(/request\.claims\.aud.*absent/s);
    await page.getByRole('button', { name: 'Debug it' }).click();
    await page.locator('#debug.current').waitFor();
    const { findings, documents } = await reportOf(page);
    expect(findings.map(({ id }) => id)).toEqual(['request.claims.aud.present']);
    expect(documents.slice(0, 2).map(({ verified }) => verified)).toEqual([true, true]);
  });

  it.each([
    ['curl', /^curl .*--request 'POST'.*'https:\/\/bank\.example\/register'\n$/],
    ['http', /^POST https:\/\/bank\.example\/register\n/],
    ['json', /^\{\n {2}"header": \{/],
  ])('writes it as %s', async (format, pattern) => {
    const { page } = await open({ fragment: '#generate' });
    await page.locator('[name=format]').selectOption(format);
    expect(await made(page)).toMatch(pattern);
    expect(await copied(page, 'Copy')).toBe(await page.locator('.made').textContent());
  });

  it('signs with a key of the user around the statement of a directory', async () => {
    const io = fakeIo(dir);
    await main(['generate', 'ssa', '--now', String(NOW)], io);
    const { page } = await open({ fragment: '#generate' });
    await page.locator('summary', { hasText: 'Your own SSA' }).click();
    await page.locator('[name=ssa]').fill(io.out());
    await page
      .locator('[name=signing-key]')
      .fill(await readFile(join(dir, 'keys/tpp/signing.key.pem'), 'utf8'));
    await page.locator('[name=signing-kid]').fill('mine');
    await page.locator('#wanted [name=now]').evaluate((field, now) => {
      if (field instanceof HTMLInputElement) field.value = now;
    }, String(NOW));
    await made(page);
    await page.getByRole('button', { name: 'Debug it' }).click();
    await judgedAt(page, NOW + 2);
    const { documents } = await reportOf(page);
    expect(documents.map(({ kind, verified }) => [kind, verified])).toEqual([
      ['request', true],
      ['ssa', null],
      ['jwks', null],
    ]);
  });

  it('says in a line what cannot be made', async () => {
    const { page } = await open({ fragment: '#generate' });
    await page.locator('[name=changes]').fill('scope=openid');
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'names no claim' }).waitFor();
  });
});

describe('who uses no mouse, or does not see', () => {
  it('reaches findings, values and views by keys', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, BROKEN);
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press('j');
    const first = await focused();
    expect(first).toMatch(/^finding-/);
    await page.keyboard.press('j');
    expect(await focused()).not.toBe(first);
    await page.keyboard.press('k');
    expect(await focused()).toBe(first);
    await page.locator('[data-pointer="/aud"] .edit').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('bank2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect
      .poll(() => page.locator('[data-pointer="/aud"]').first().textContent())
      .toContain('bank2');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^aud: "bank2"/);
  });

  it('jumps to the findings from the first key', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the findings');
  });

  it('hears how many findings there are', async () => {
    const { page } = await open();
    await judgedAt(page, NOW + 2);
    await paste(page, BROKEN);
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^\d errors/);
  });

  it.each(['light', 'dark'] as const)('finds no fault of axe in %s', async (scheme) => {
    const { page } = await open({ scheme });
    const check = async (name: string) => {
      const violations = await page.evaluate(async () => {
        const { axe: here } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await here.run()).violations.map(({ id, nodes }) => ({
          id,
          nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)),
        }));
      });
      expect({ name, violations }).toEqual({ name, violations: [] });
    };
    await page.evaluate(axe.source);
    await check('empty');
    await page.getByRole('button', { name: 'Request and refusal' }).click();
    await page.locator('.summary').waitFor();
    await page.locator('.note summary').first().click();
    await page.locator('[data-pointer="/aud"] .edit').click();
    await check('debug');
    await page.getByRole('link', { name: 'Generate' }).click();
    await made(page);
    await check('generate');
  });
});

describe('on a screen', () => {
  it.each([1280, 360])('of %i pixels it fits', async (width) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open({ width, scheme });
      const shoot = async (name: string, fullPage = false) => {
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect({ name, over }).toEqual({ name, over: 0 });
        await page.screenshot({ path: join(SHOTS, `ui-${name}-${width}-${scheme}.png`), fullPage });
      };
      await shoot('empty');
      await page.getByRole('button', { name: 'Request and refusal' }).click();
      await page.locator('.summary').waitFor();
      await shoot('debug');
      await page.locator('[data-part="request"]').scrollIntoViewIfNeeded();
      await page.locator('[data-part="request"] .note').first().scrollIntoViewIfNeeded();
      await shoot('findings');
      await page.evaluate(() => scrollTo(0, 0));
      await page.getByRole('link', { name: 'Generate' }).click();
      await page.locator('[name=defect]').selectOption('mutation request.claims.aud.absent');
      await made(page);
      await shoot('generate', true);
      await page.context().close();
    }
  });
});
