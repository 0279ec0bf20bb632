import type { RunOptions } from '../../model/options.ts';
import type { TargetFacts } from '../../model/target.ts';
import type { Clock } from '../../wire/limiter.ts';
import { thisProcess } from './holder.ts';
import { createLedger, type Ledger, NO_LEDGER } from './ledger.ts';
import { createLedgerFile } from './ledger-file.ts';

export interface OpenLedgerInput {
  readonly options: RunOptions;
  readonly target: TargetFacts;
  readonly tool: { readonly name: string; readonly version: string };
  readonly keySets: {
    readonly baseUrl: string;
    readonly address: { readonly host: string; readonly port: number };
  };
  readonly clock: Clock;
}

/**
 * The ledger of a run: a new file under `keys/ledger`, or none for the bundled server, which ends with the run.
 * Throws a UsageError where it cannot be written.
 */
export function openLedger(input: OpenLedgerInput): Ledger {
  const { options, target, tool, keySets, clock } = input;
  if (target.kind === 'bundled') return NO_LEDGER;
  return createLedger(
    createLedgerFile(options.keysDir, options.runId),
    {
      event: 'run',
      runId: options.runId,
      seed: options.seed,
      tool: `${tool.name}/${tool.version}`,
      holder: thisProcess(),
      profile: options.profile.id,
      target: target.url,
      issuer: target.issuer,
      registrationEndpoint: target.endpoints.registration,
      tokenEndpoint: target.endpoints.token,
      tokenScope: options.tokenScope,
      assertionAudience: options.assertionAudience,
      keySets: { baseUrl: keySets.baseUrl, ...keySets.address },
    },
    clock,
  );
}
