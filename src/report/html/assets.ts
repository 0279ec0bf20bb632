import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Style sheets and scripts of the pages are files, in the sources and in the package alike. */
function read(name: string): string {
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

/** What a page with this style sheet and these scripts holds; the scripts run in their order. */
export function assets(styleName: string, scriptNames: readonly string[]): Assets {
  const style = read(styleName);
  const script = scriptNames.map(read).join('\n');
  return {
    style,
    script,
    policy: [
      "default-src 'none'",
      `style-src ${sourceOf(style)}`,
      `script-src ${sourceOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  };
}
