/** The HTML report in a real browser, opened from disk. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { compareRuns } from '../../src/report/diff/compare.ts';
import { htmlDiff } from '../../src/report/diff/html.ts';
import { historyOf, summaryOf } from '../../src/report/history/history.ts';
import { historyPage } from '../../src/report/history/html.ts';
import { htmlReporter } from '../../src/report/html/index.ts';
import { runAgainst, trustMaterial } from '../self/run-against.ts';
import { launch, type OpenOptions, openFile } from './open-page.ts';

const SHOTS = 'reports/browser';
const CASE = 'claims/request-aud-absent';
const FAULTS = ['accepts:request.claims.aud.present', 'response/cacheable'];
const ONLY = [
  'registration',
  'claims/request-aud',
  'claims/ssa-iss',
  'signatures/request',
  'response-shape',
  'management/get',
  'transport',
];
const CONTEXT = { color: false, out: 'reports', quiet: false, headline: true };

let dir = '';
let browser: Browser;
let report: RunReport;

async function runOn(faults: readonly string[]): Promise<RunReport> {
  const run = await runAgainst({
    trust: await trustMaterial(),
    faults,
    options: { only: ONLY, timeoutMs: 30_000 },
  });
  if (run.report === null) throw run.error ?? new Error('no report');
  return run.report;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-browser-'));
  await mkdir(SHOTS, { recursive: true });
  report = await runOn(FAULTS);
  const earlier = await runOn([]);
  await writeFile(join(dir, 'report.html'), htmlReporter.render(report, CONTEXT));
  const diff = compareRuns(earlier, report);
  await writeFile(join(dir, 'diff.html'), htmlDiff.render(diff, CONTEXT));
  const history = historyOf(
    [{ ...earlier, startedAt: '2026-01-01T00:00:00.000Z' }, report].map(summaryOf),
  );
  await writeFile(join(dir, 'history.html'), historyPage(history));
  browser = await launch();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await rm(dir, { recursive: true, force: true });
});

const open = (options?: OpenOptions, name = 'report.html') =>
  openFile(browser, join(dir, name), options);
const bad = () => report.results.filter(({ verdict }) => verdict === 'fail');

describe('the HTML report in a browser', () => {
  it('opens from disk without a request, an error or a complaint of its policy, in every view', async () => {
    const { page, complaints } = await open();
    expect(await page.locator('.outcome').textContent()).toBe('NOT CONFORMANT');
    for (const view of ['cases', 'requirements', 'run', 'summary']) {
      await page.click(`nav a[href="#${view}"]`);
      await page.locator(`#${view}.current`).waitFor();
      expect(await page.locator('.view:visible').count()).toBe(1);
    }
    expect(complaints).toEqual([]);
  });

  it('lets no script run that is not its own', async () => {
    const { page, complaints } = await open();
    await page.evaluate(() => {
      const place = document.createElement('div');
      place.innerHTML =
        '<img src="x" onerror="document.title=\'broken\'"><svg onload="document.title=\'broken\'">';
      document.body.append(place);
      const script = document.createElement('script');
      script.textContent = "document.title = 'broken'";
      document.body.append(script);
    });
    await page.waitForTimeout(200);
    expect(await page.title()).toMatch(/^NOT CONFORMANT/);
    expect(
      complaints.filter((text) => /Content Security Policy/i.test(text)).length,
    ).toBeGreaterThan(0);
  });

  it('narrows the cases by verdict, area, text and requirement, and keeps it in the address', async () => {
    const { page } = await open({ fragment: '#cases' });
    const shown = () => page.locator('details.case:visible').count();
    expect(await shown()).toBe(report.results.length);
    await page.click('[data-chip="fail"]');
    expect(await shown()).toBe(bad().length);
    expect(await page.locator('output').textContent()).toBe(
      `${bad().length} of ${report.results.length} cases`,
    );
    await page.fill('input[name=q]', 'AUD absent');
    await page.waitForURL(/q=AUD\+absent&verdict=fail/);
    expect(await page.locator('details.case:visible .id').allInnerTexts()).toContain(CASE);
    await page.reload();
    expect(await page.inputValue('input[name=q]')).toBe('AUD absent');
    await page.click('button[type=reset]');
    await page.selectOption('select[name=area]', 'transport');
    expect(await shown()).toBe(report.results.filter(({ area }) => area === 'transport').length);
    await page.click('nav a[href="#summary"]');
    await page.click('svg.squares rect[data-requirement="OBUK-aud-1"]');
    await page.waitForURL(/#cases\?requirement=OBUK-aud-1$/);
    // The address changes before the page hears of it.
    await page.locator('#cases.current').waitFor();
    const expected = report.results.filter(({ requirements, findings }) =>
      [...requirements, ...findings.map(({ requirement }) => requirement)].includes('OBUK-aud-1'),
    );
    expect(await shown()).toBe(expected.length);
  });

  it('shows clause, expected and actual, the change, both messages and the claim that is gone', async () => {
    const { page, complaints } = await open({ fragment: `#case/${CASE}` });
    const body = page.locator(`details.case[data-case="${CASE}"] > .body`);
    await body.locator('.curl').first().waitFor();
    const text = (await body.textContent()) ?? '';
    expect(text).toMatch(
      /OBUK-aud-1 MUST.*Expected\s*status 400\s*Actual\s*status 201\s*How to fix/s,
    );
    expect(text).toMatch(/What was changed in a valid request\s*request\.claims\.aud/);
    expect(await body.locator('.token pre del').allInnerTexts()).toEqual([
      expect.stringContaining('"aud": '),
    ]);
    await body.locator('summary', { hasText: 'Show the control' }).click();
    await body.locator('[data-detail] .messages').waitFor();
    expect(complaints).toEqual([]);
  });

  it('copies the curl line as it is', async () => {
    const { page } = await open({ fragment: `#case/${CASE}` });
    await page.locator('[data-copy]').first().click();
    await page.locator('[data-copy]', { hasText: 'Copied' }).first().waitFor();
    const curl = report.results.find(({ caseId }) => caseId === CASE)?.exchanges[0]?.curl;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(curl);
  });

  it('is used by keys alone', async () => {
    const { page } = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('request-aud');
    await page.waitForURL(/q=request-aud/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('details.case[open] .curl').first().waitFor();
    const opened = await page.locator('details.case[open]').getAttribute('data-case');
    await page.keyboard.press('j');
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('details')?.dataset.case);
    expect(await focused()).not.toBe(opened);
    await page.keyboard.press('k');
    expect(await focused()).toBe(opened);
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

  it('prints the summary and the facts of the run', async () => {
    const { page } = await open({ fragment: '#cases' });
    await page.emulateMedia({ media: 'print' });
    const visible = await page
      .locator('.view:visible')
      .evaluateAll((views) => views.map(({ id }) => id));
    expect(visible).toEqual(['summary', 'run']);
    expect((await page.pdf({ path: join(SHOTS, 'report.pdf') })).length).toBeGreaterThan(10_000);
  });

  it.each([1280, 360])('fits a screen of %i pixels, in every view', async (width) => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const [name, fragment] of [
        ['summary', '#summary'],
        ['cases', '#cases'],
        ['case', `#case/${CASE}`],
        ['requirements', '#requirements'],
        ['run', '#run'],
      ] as const) {
        const { page } = await open({ width, scheme, fragment });
        if (name === 'case') await page.locator('details.case[open] .curl').first().waitFor();
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect({ name, over }).toEqual({ name, over: 0 });
        await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
        await page.context().close();
      }
    }
  });

  it('opens 5,000 results', async () => {
    const results = Array.from({ length: 5000 }, (_, index) => {
      const result = report.results[index % report.results.length];
      if (result === undefined) throw new Error('the run has results');
      return { ...result, caseId: `${result.caseId}-${index}` };
    });
    await writeFile(join(dir, 'large.html'), htmlReporter.render({ ...report, results }, CONTEXT));
    const { page, complaints } = await open({ fragment: '#cases' }, 'large.html');
    const [ready] = await page.evaluate(() =>
      performance.getEntriesByType('navigation').map((entry) => Math.round(entry.duration)),
    );
    console.log(`5,000 results: shown after ${ready} ms`);
    expect(await page.locator('details.case').count()).toBe(5000);
    await page.goto(`${page.url().split('#')[0]}#case/${results.at(-1)?.caseId}`);
    await page.locator('details.case[open] .body').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a comparison in a browser', () => {
  it('shows both sides of a case that regressed', async () => {
    const { page, complaints } = await open({}, 'diff.html');
    expect(await page.locator('.outcome').textContent()).toBe('REGRESSED');
    const found = page.locator(`details.case[data-case="${CASE}"]`);
    await found.locator('summary').first().click();
    for (const side of ['After', 'Before']) {
      await found.locator('summary', { hasText: side }).click();
      await found
        .locator('details[data-detail]', { hasText: side })
        .locator('.curl')
        .first()
        .waitFor();
    }
    await page.screenshot({ path: join(SHOTS, 'diff-1280.png') });
    expect(complaints).toEqual([]);
  });
});

describe('a history in a browser', () => {
  it.each([1280, 360])('shows what a case was in each run, on %i pixels', async (width) => {
    const { page, complaints } = await open({ width }, 'history.html');
    expect(await page.locator('.outcome').textContent()).toBe('NOT CONFORMANT');
    const row = page.locator('.matrix tr', { hasText: CASE });
    expect(await row.locator('.tick').allTextContents()).toEqual(['Pass', 'Fail']);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(over).toBe(0);
    await page.screenshot({ path: join(SHOTS, `history-${width}.png`) });
    expect(complaints).toEqual([]);
  });
});
