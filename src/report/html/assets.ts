import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A style sheet or script of the pages. They are files, in the sources and in the package alike. */
export function assetText(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
}

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export interface Assets {
  readonly style: string;
  readonly script: string;
  /** Content-Security-Policy: these two and nothing else; no request, no frame, no form. */
  readonly policy: string;
}

/** What a page with this style and this script holds; `more` are further directives of its policy. */
export function assetsOf(style: string, script: string, more: readonly string[] = []): Assets {
  return {
    style,
    script,
    policy: [
      "default-src 'none'",
      `style-src ${sourceOf(style)}`,
      `script-src ${sourceOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
      ...more,
    ].join('; '),
  };
}

/** The same from files, all in their order: what all pages have, and scripts and style sheets of one page. */
export function assets(scriptNames: readonly string[], styleNames: readonly string[] = []): Assets {
  return assetsOf(
    ['look.css', 'report.css', ...styleNames].map(assetText).join('\n'),
    ['theme.js', ...scriptNames].map(assetText).join('\n'),
  );
}
