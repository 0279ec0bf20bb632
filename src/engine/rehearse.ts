import type { RunOptions } from '../model/options.ts';
import type { PlannedCase } from '../model/session.ts';
import type { TargetFacts } from '../model/target.ts';
import type { Net } from '../net/net.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { createWeigh } from '../requirements/weigh.ts';
import { alternatives, choicesOn } from './alternatives.ts';
import { createStop } from './case-end.ts';
import { chooseCases } from './choose-cases.ts';
import type { Ground, RunContext, Sending } from './context.ts';
import type { Hosting } from './hosting.ts';
import { NO_LEDGER } from './ledger/ledger.ts';
import { type Opened, openTarget } from './open-target.ts';
import { prepareRun, Unprepared } from './prepare-run.ts';
import { runCases } from './run-cases.ts';
import type { SessionDeps } from './session.ts';
import { workOf } from './shard.ts';
import { openSupply } from './supplied/open-supply.ts';

export { Unprepared };

/** `net` stands for the target, so nothing reaches the network; the sleeps of `clock` should take no time. */
export interface RehearsalDeps
  extends Required<Omit<SessionDeps, 'baseline' | 'askStatement' | 'fuzz'>> {
  readonly hosting: Hosting;
}

/** The run that `net` was tested in. */
export interface Rehearsal {
  readonly target: TargetFacts;
  readonly plan: readonly PlannedCase[];
  /** What calibration tries one by one where the first draft is refused. */
  readonly alternatives: readonly string[];
  /** At which pace the run would send them. */
  readonly pace: Opened['pace'];
  /** Every request, in order; those before the first case are of `discovery` and `calibration`. */
  readonly sent: readonly Sending[];
}

/** Requests that read what the target says about itself: nothing is wrong with them. */
const READING = { caseId: 'discovery', identity: 'none', mutations: [] } as const;

/**
 * Carries a whole run through against `deps.net`, clean-up included, one request after the other, and tells what was
 * sent; it leaves neither report nor ledger. Throws as a session does when it opens.
 */
export async function rehearse(options: RunOptions, deps: RehearsalDeps): Promise<Rehearsal> {
  const { profile, trust, bundled, clock, hosting } = deps;
  const { cases } = chooseCases(options, deps.cases, bundled);
  const sent: Sending[] = [];
  let resolving = true;
  const net: Net = {
    ...deps.net,
    request(request) {
      const { method, url } = request;
      if (resolving) sent.push({ ...READING, label: `get-${sent.length + 1}`, method, url });
      return deps.net.request(request);
    },
  };
  const supply = await openSupply({ ...deps, options, askStatement: null });
  const quiet = { ...options, concurrency: 1, rate: null };
  const opened = openTarget({ ...deps, options: quiet, net });
  const resolved = await opened.resolve();
  resolving = false;
  const stop = createStop();
  const { recorder } = opened;
  const ground: Ground = {
    options: quiet,
    profile,
    trust: supply?.sample().trust ?? trust,
    supply,
    target: resolved.facts,
    wire: opened.wire,
    hosting,
    ledger: NO_LEDGER,
    clock,
    onSend: (sending) => sent.push(sending),
  };
  const prepared = await prepareRun({ ground, recorder, resolved, bundled, cases, stop });
  const { target, base, recipe, clients, noClient } = prepared;
  const { units, plan } = workOf(prepared.plan, target, options.shard);
  const weigh = createWeigh(profile, REQUIREMENTS);
  const context: RunContext = {
    ...ground,
    recorder,
    target,
    base,
    recipe,
    weigh,
    inspector: null,
    clients,
    stop,
    noClient,
    once: prepared.once,
  };
  await runCases(context, { units, width: 1, onResult: () => {} });
  await clients.drain();
  const choices = choicesOn({ ...ground, target }, bundled?.audience ?? null);
  const [, ...others] = alternatives(choices).map(({ change }) => change);
  const { pace } = openTarget({ ...deps, options });
  return { target, plan, alternatives: others, pace, sent };
}
