import type { Assets } from './assets.ts';
import { asset, html, type Markup } from './markup.ts';

/** A whole document that needs nothing from elsewhere. */
export function page(title: string, body: Markup, { style, script, policy }: Assets): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${asset(style)}</style>
</head>
<body>
${body}
<script>${asset(script)}</script>
</body>
</html>
`;
  return document.toString();
}
