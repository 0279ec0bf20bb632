import { consoleDiff } from './console.ts';
import { htmlDiff } from './html.ts';
import { markdownDiff } from './markdown.ts';
import type { DiffReporter } from './reporter.ts';

/** Every form of a comparison. */
export const DIFF_REPORTERS: readonly DiffReporter[] = [consoleDiff, markdownDiff, htmlDiff];
