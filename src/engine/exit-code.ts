import { EXIT, type ExitCode } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import type { Totals } from '../model/report.ts';

/**
 * The exit code of a run: 4 before 1 before 3 before 0 (2, wrong usage, is known before a run starts). `--fail-on warn`
 * makes a warn a fail; `--fail-on inconclusive` makes 3 a 1. No verdict at all is 3.
 */
export function exitCodeOf(totals: Totals, failOn: RunOptions['failOn']): ExitCode {
  if (totals.error > 0) return EXIT.harness;
  if (totals.fail > 0 || (failOn === 'warn' && totals.warn > 0)) return EXIT.fail;
  const reached = totals.pass + totals.warn + totals.waived;
  if (totals.inconclusive === 0 && reached > 0) return EXIT.ok;
  return failOn === 'inconclusive' ? EXIT.fail : EXIT.noVerdict;
}
