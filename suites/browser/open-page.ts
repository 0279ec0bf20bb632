import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The browser of the system that `npm run test:browser` found. As root, in a container, Chromium has no sandbox. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.DCR_CHROMIUM;
  if (executablePath === undefined) throw new Error('run this by: npm run test:browser');
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

export interface OpenOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** With its `#`. */
  readonly fragment?: string;
}

/** What a page did that it should not: messages of the console, errors, requests, dialogs. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a file from disk. */
export async function openFile(
  browser: Browser,
  file: string,
  options: OpenOptions = {},
): Promise<Opened> {
  const { width = 1280, scheme = 'light', fragment = '' } = options;
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(`${url}${fragment}`);
  return { page, complaints };
}
