import { EXIT, type ExitCode } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import type { Totals } from '../model/report.ts';

/**
 * The exit code of a run: 4 before 1 before 3 before 0 (2, wrong usage, is known before a run starts). `--fail-on warn`
 * makes a warn a fail; `--fail-on inconclusive` makes 3 a 1. No verdict at all is 3. `broken`: entries of the baseline
 * that no longer hold, which are a 1 too.
 */
export function exitCodeOf(totals: Totals, failOn: RunOptions['failOn'], broken: number): ExitCode {
  if (totals.error > 0) return EXIT.harness;
  if (broken > 0 || totals.fail > 0 || (failOn === 'warn' && totals.warn > 0)) return EXIT.fail;
  const reached = totals.pass + totals.warn + totals.waived;
  if (totals.inconclusive === 0 && reached > 0) return EXIT.ok;
  return failOn === 'inconclusive' ? EXIT.fail : EXIT.noVerdict;
}
