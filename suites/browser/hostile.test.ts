/** What a hostile target writes is text in the report, in a real browser, when all of it is opened. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReporter } from '../../src/report/html/index.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { runHostile } from '../self/hostile/run.ts';
import { startHostile } from '../self/hostile/start.ts';
import { MARKER, STRINGS } from '../self/hostile/strings.ts';
import { trustMaterial } from '../self/run-against.ts';
import { launch, openFile } from './open-page.ts';

let dir = '';
let browser: Browser;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-browser-'));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await rm(dir, { recursive: true, force: true });
});

describe('hostile text in a browser', () => {
  it.each(STRINGS)('stays text: $name', async (hostile) => {
    const server = await startHostile(hostile, true);
    const file = join(dir, 'report.html');
    try {
      const { report } = await runHostile({ trust: await trustMaterial(), target: server.url });
      const context = { color: false, out: 'reports', quiet: false, headline: true };
      await writeFile(file, htmlReporter.render(reportSchema.parse(JSON.parse(report)), context));
    } finally {
      await server.close();
    }
    const { page, complaints } = await openFile(browser, file, { fragment: '#cases' });
    const cases = page.locator('details.case');
    for (let index = 0; index < (await cases.count()); index += 1) {
      await cases.nth(index).locator('summary').first().click();
      await cases.nth(index).locator('.body').waitFor();
    }
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.waitForTimeout(300);
    expect(await page.locator('main').textContent()).toContain(MARKER);
    const found = await page.evaluate((marker) => {
      const elements = [...document.querySelectorAll('*')];
      const inMain = elements.filter((element) => element.closest('main'));
      return {
        named: elements.filter((element) => element.localName.includes(marker)).length,
        scripts: inMain.filter((element) => element.localName === 'script').length,
        handlers: elements.flatMap((element) =>
          element.getAttributeNames().filter((name) => /^on/.test(name)),
        ),
        links: inMain.flatMap((element) => {
          const href = element.getAttribute('href');
          return href !== null && !/^(#|https:\/\/)/.test(href) ? [href] : [];
        }),
        strange: inMain.flatMap((element) => {
          const href = element.getAttribute('href');
          return href?.includes('evil.example') ? [href] : [];
        }),
      };
    }, MARKER);
    expect(found).toEqual({ named: 0, scripts: 0, handlers: [], links: [], strange: [] });
    expect(complaints).toEqual([]);
  });
});
