import { badge } from './badge.ts';
import { consoleReporter } from './console.ts';
import { csv } from './csv.ts';
import { github } from './github.ts';
import { har } from './har.ts';
import { htmlReporter } from './html/index.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';

/** Every reporter, in the order of `--help`. */
export const REPORTERS: readonly Reporter[] = [
  consoleReporter,
  json,
  htmlReporter,
  junit,
  markdown,
  github,
  csv,
  badge,
  har,
];
