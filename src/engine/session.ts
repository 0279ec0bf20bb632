import type { TrustMaterial } from '../keys/trust-material.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Case } from '../model/case.ts';
import { EXIT, HarnessError, TargetError } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import { type Profile, registersOpenly } from '../model/profile.ts';
import type { CaseResult, Leftover, RunReport } from '../model/report.ts';
import type { RunEvent, Session } from '../model/session.ts';
import type { BundledTarget } from '../model/target.ts';
import type { Net } from '../net/net.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { createWeigh } from '../requirements/weigh.ts';
import type { Clock } from '../wire/limiter.ts';
import type { Wire } from '../wire/wire.ts';
import { baselineProblems, waive } from './baseline.ts';
import { buildReport, type ReportState } from './build-report.ts';
import { createStop } from './case-end.ts';
import { chooseCases } from './choose-cases.ts';
import type { Ground, RunContext } from './context.ts';
import { exitCodeOf } from './exit-code.ts';
import { type Fuzz, isFuzzId } from './fuzz.ts';
import { type Hosting, requireReachableKeySets, startHosting } from './hosting.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { type Opened, openTarget, SYSTEM_CLOCK } from './open-target.ts';
import { type Prepared, prepareRun, Unprepared } from './prepare-run.ts';
import { openReportFiles, type ReportFiles } from './report-file.ts';
import { runCases } from './run-cases.ts';
import { requireConsent } from './select.ts';
import { workOf } from './shard.ts';
import type { OpenSupplyInput } from './supplied/open-supply.ts';
import type { Supply } from './supplied/supply.ts';
import { totalsOf } from './totals.ts';

export interface SessionDeps {
  readonly profile: Profile;
  readonly cases: readonly Case[];
  readonly trust: TrustMaterial;
  /** The server that runs beside us; null for a target of the user. */
  readonly bundled: BundledTarget | null;
  readonly tool: { readonly name: string; readonly version: string };
  /** Known fails that do not count; null without a baseline. Entries of other profiles are left aside. */
  readonly baseline?: readonly BaselineEntry[] | null;
  /** Sends what `--fuzz` asks for; null or left out where nothing can. */
  readonly fuzz?: Fuzz | null;
  /** Runs `--ssa-command` and gives what it prints; null where it cannot be run. */
  readonly askStatement?: ((command: string) => Promise<string>) | null;
  /** Stand in for time and network in tests. */
  readonly clock?: Clock;
  readonly net?: Net;
}

interface Setting {
  readonly options: RunOptions;
  readonly deps: SessionDeps;
  readonly clock: Clock;
  readonly cases: readonly Case[];
  readonly opened: Opened;
  readonly files: ReportFiles;
  /** The entries of the baseline for this profile. */
  readonly baseline: readonly BaselineEntry[] | null;
  /** The day on which the run began, as `2027-03-31`. */
  readonly today: string;
  report(state: Omit<ReportState, 'durationMs' | 'hosts'>): RunReport;
}

/** Everything that can be refused without asking the target: options, selection, report directory. */
function setUp(options: RunOptions, deps: SessionDeps): Setting {
  const { profile, bundled, clock = SYSTEM_CLOCK } = deps;
  const startedAt = clock.now();
  const { cases, target, loopback } = chooseCases(options, deps.cases, bundled);
  if (target !== undefined) {
    requireConsent(options, target, loopback);
    if (options.supplied === null && !registersOpenly(profile)) {
      requireReachableKeySets(target, loopback, options.jwksBaseUrl);
    }
  }
  const opened = openTarget({ ...deps, options, clock });
  const report: Setting['report'] = (state) =>
    buildReport(
      {
        options,
        profile,
        catalogue: REQUIREMENTS,
        tool: deps.tool,
        startedAt: new Date(startedAt).toISOString(),
        targetUrl: options.target ?? bundled?.url ?? '',
        bundled: bundled !== null,
        clean: opened.recorder.text,
      },
      { ...state, durationMs: clock.now() - startedAt, hosts: opened.wire.hosts() },
    );
  const files = openReportFiles(
    options.out,
    report({
      complete: false,
      exitCode: EXIT.harness,
      calibration: null,
      notes: [],
      results: [],
      leftovers: [],
    }),
  );
  const baseline = deps.baseline?.filter((entry) => entry.profile === profile.id) ?? null;
  const today = new Date(startedAt).toISOString().slice(0, 10);
  return { options, deps, clock, cases, opened, files, baseline, today, report };
}

/** What the user brings of a real directory; read by code that other runs do not load. */
async function supplyFor(input: OpenSupplyInput): Promise<Supply | null> {
  if (input.options.supplied === null) return null;
  const { openSupply } = await import('./supplied/open-supply.ts');
  return openSupply(input);
}

/** Leaves what was measured in the report before the error goes on to the user. */
async function reportFailure(
  setting: Setting,
  error: unknown,
  leftovers: readonly Leftover[],
): Promise<void> {
  const unprepared = error instanceof Unprepared ? error : null;
  const report = setting.report({
    complete: false,
    exitCode: error instanceof HarnessError ? error.exitCode : EXIT.harness,
    calibration: unprepared?.calibration ?? null,
    notes: error instanceof Error ? [error.message] : [],
    results: unprepared?.results ?? [],
    leftovers,
  });
  for (const result of report.results) setting.files.append(result);
  setting.files.save(report);
  await setting.files.end(report);
}

/** More than two batches of defects, each of which a server may leave unanswered. */
const SILENCE = 64;

/** Why it makes no sense to go on; null while the target answers. */
function goneBecause(wire: Wire): string | null {
  if (wire.silent() < SILENCE) return null;
  return `the target no longer answers: ${SILENCE} requests in a row were left without an answer`;
}

/** What a target answered stands in the error; what it repeats of our secrets must not. */
function withoutSecrets(error: unknown, clean: (text: string) => string): unknown {
  if (!(error instanceof TargetError)) return error;
  return new TargetError(clean(error.message), clean(error.hint), error);
}

/**
 * Opens a run: reads discovery, serves the key sets, calibrates, plans.
 * Throws a UsageError (exit code 2) for options that cannot work, a TargetError (3) for a target that cannot be
 * reached or tested; what was measured by then is in the report.
 */
export async function openSession(options: RunOptions, deps: SessionDeps): Promise<Session> {
  const setting = setUp(options, deps);
  const { opened, clock, cases } = setting;
  const stop = createStop(() => goneBecause(opened.wire));
  let hosting: Hosting | null = null;
  let ledger: Ledger | null = null;
  try {
    const supply = await supplyFor({
      ...deps,
      options,
      clock,
      askStatement: deps.askStatement ?? null,
      onStatement: opened.hide,
    });
    const resolved = await opened.resolve();
    hosting = await startHosting(options, deps.trust);
    ledger = openLedger({
      options,
      target: resolved.facts,
      tool: deps.tool,
      keySets: hosting,
      clock,
    });
    const ground: Ground = {
      options,
      profile: deps.profile,
      trust: supply?.sample().trust ?? deps.trust,
      supply,
      target: resolved.facts,
      wire: opened.wire,
      hosting,
      ledger,
      clock,
    };
    const { bundled } = deps;
    const { recorder } = opened;
    const prepared = await prepareRun({ ground, recorder, resolved, bundled, cases, stop });
    const context: RunContext = {
      ...ground,
      recorder,
      target: prepared.target,
      base: prepared.base,
      recipe: prepared.recipe,
      weigh: createWeigh(deps.profile, REQUIREMENTS),
      inspector: bundled?.inspector ?? null,
      clients: prepared.clients,
      stop,
      noClient: prepared.noClient,
      once: prepared.once,
    };
    return createSession(setting, prepared, context);
  } catch (error) {
    await reportFailure(setting, error, ledger?.leftovers() ?? []);
    await ledger?.close();
    await hosting?.close();
    await opened.wire.close();
    throw withoutSecrets(error, opened.recorder.text);
  }
}

/** A result that is waited for, perhaps before the run begins. */
interface Awaited {
  readonly promise: Promise<CaseResult>;
  readonly resolve: (result: CaseResult) => void;
}

function awaited(): Awaited {
  let resolve: Awaited['resolve'] = () => {};
  const promise = new Promise<CaseResult>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function createSession(setting: Setting, prepared: Prepared, context: RunContext): Session {
  const { files, opened, options, baseline, today } = setting;
  const { calibration } = prepared;
  const notes = prepared.notes.map(opened.recorder.text);
  const { units, plan } = workOf(prepared.plan, context.target, options.shard);
  const waiting = new Map(plan.map(({ case: { id } }) => [id, awaited()]));
  const results = new Map<string, CaseResult>();
  let running: Promise<RunReport> | null = null;

  const inOrder = (): CaseResult[] => plan.flatMap(({ case: { id } }) => results.get(id) ?? []);
  const cleanUp = async (): Promise<readonly Leftover[]> => {
    await context.clients.drain();
    const leftovers = context.ledger.leftovers();
    await context.ledger.close();
    await context.hosting.close();
    await opened.wire.close();
    return leftovers;
  };

  const fuzz = async (
    onResult: (result: CaseResult) => void,
    onEvent: (event: RunEvent) => void,
  ): Promise<readonly string[]> => {
    const { fuzz: send = null } = setting.deps;
    const { fuzz: count } = options;
    if (send === null || count === null) return [];
    const onProgress = (done: number) => onEvent({ type: 'fuzz', done, of: count });
    return send(context, count, { onResult, onProgress });
  };

  const run = async (onEvent: (event: RunEvent) => void): Promise<RunReport> => {
    onEvent({ type: 'run-start', target: context.target, cases: plan.length });
    for (const message of notes) onEvent({ type: 'note', message });
    const limit = opened.pace.maxDurationMs;
    const timer =
      limit === null
        ? null
        : setTimeout(() => context.stop.stop(`the run took longer than ${limit} ms`), limit);
    const controls = await runCases(context, {
      units,
      width: opened.pace.concurrency,
      onResult(measured) {
        const result = waive(measured, baseline ?? [], { today, failOn: options.failOn });
        results.set(result.caseId, result);
        files.append(result);
        waiting.get(result.caseId)?.resolve(result);
        onEvent({ type: 'case-end', result, done: results.size, of: plan.length });
      },
    });
    const fuzzed: CaseResult[] = [];
    const said = await fuzz((measured) => {
      const result = waive(measured, baseline ?? [], { today, failOn: options.failOn });
      fuzzed.push(result);
      files.append(result);
      onEvent({ type: 'case-end', result, done: plan.length, of: plan.length });
    }, onEvent);
    if (timer !== null) clearTimeout(timer);
    const leftovers = await cleanUp();
    const ordered = [...inOrder(), ...fuzzed];
    const remarks = [...notes, ...said.map(opened.recorder.text)];
    const planned = prepared.plan.map(({ case: { id } }) => id);
    const { reason } = context.stop;
    const known = new Set(setting.deps.cases.map(({ id }) => id));
    const problems = baselineProblems(baseline ?? [], ordered, {
      today,
      known: (caseId) => known.has(caseId) || isFuzzId(caseId),
    });
    const report = setting.report({
      complete: reason === null,
      exitCode: exitCodeOf(totalsOf(ordered), options.failOn, problems.length),
      calibration,
      notes: reason === null ? remarks : [...remarks, `The run was stopped: ${reason}.`],
      results: ordered,
      leftovers,
      baseline: baseline === null ? null : { entries: baseline, problems },
      shard: { plan: planned, controls: controls.filter(({ caseId }) => planned.includes(caseId)) },
    });
    files.save(report);
    await files.end(report);
    onEvent({ type: 'run-end', report });
    return report;
  };

  return {
    target: context.target,
    plan,
    result(caseId) {
      const entry = waiting.get(caseId);
      return entry?.promise ?? Promise.reject(new Error(`${caseId} is not in the plan`));
    },
    run(onEvent = () => {}) {
      running ??= run(onEvent);
      return running;
    },
    abort(reason) {
      context.stop.stop(reason);
      // A session that was never run has a client and a listener to give up all the same.
      running ??= run(() => {});
    },
  };
}
