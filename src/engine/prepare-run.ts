import type { Case } from '../model/case.ts';
import { TargetError } from '../model/errors.ts';
import type { Calibration, CaseResult } from '../model/report.ts';
import type { PlannedCase } from '../model/session.ts';
import type { BundledTarget, TargetFacts } from '../model/target.ts';
import { isPositive } from './batches.ts';
import { CALIBRATION, type Calibrated, calibrate, refusedControl } from './calibrate.ts';
import { exploreManagement } from './capabilities.ts';
import type { Stop } from './case-end.ts';
import { type ClientBook, createClientBook } from './clients.ts';
import type { BaseDraft, Ground, TokenRecipe } from './context.ts';
import { userHeaderNames } from './control.ts';
import { NO_LEDGER, openLedger } from './ledger.ts';
import { NOTHING, resultOf } from './outcome.ts';
import { planCases, planNotes } from './plan.ts';
import type { ResolvedTarget } from './target.ts';

/** A run that may begin: what the target accepts, and which cases apply. */
export interface Prepared {
  /** With the operations that it turned out to offer. */
  readonly target: TargetFacts;
  readonly base: BaseDraft;
  readonly recipe: TokenRecipe;
  readonly calibration: Calibration;
  readonly clients: ClientBook;
  readonly plan: readonly PlannedCase[];
  readonly notes: readonly string[];
}

/** A run that cannot begin, and all that it has measured. */
export class Unprepared extends TargetError {
  readonly calibration: Calibration;
  readonly results: readonly CaseResult[];

  constructor(error: TargetError, calibration: Calibration, results: readonly CaseResult[]) {
    super(error.message, error.hint, error);
    this.calibration = calibration;
    this.results = results;
  }
}

export interface PrepareInput {
  readonly ground: Ground;
  readonly resolved: ResolvedTarget;
  readonly bundled: BundledTarget | null;
  readonly cases: readonly Case[];
  readonly stop: Stop;
}

/** Every case inconclusive, since no valid request was accepted; the first valid one shows how it was refused. */
function refusedResults(
  { ground, cases }: PrepareInput,
  calibrated: Calibrated,
  reason: string,
): CaseResult[] {
  const shown = cases.find((entry) => entry.form === 'stimulus' && isPositive(entry)) ?? cases[0];
  return cases.map((entry) =>
    resultOf(
      entry,
      {
        ...NOTHING,
        exchanges: entry === shown ? [calibrated.first.exchange] : [],
        ended: { verdict: 'inconclusive', reason },
      },
      ground.profile,
      userHeaderNames(ground),
    ),
  );
}

/**
 * Calibrates, finds out what the target offers, and plans.
 * Throws {@link Unprepared} when the target accepts no valid registration, a TargetError when it does not answer.
 */
export async function prepareRun(input: PrepareInput): Promise<Prepared> {
  const { ground, bundled, resolved, stop } = input;
  const { options, profile, trust, target } = ground;
  const remarks =
    bundled === null && trust.createdNow
      ? [`The keys in ${options.keysDir} were made in this run: the target cannot know them yet.`]
      : [];
  const calibrated = await calibrate(
    ground,
    { options, profile, trust, target, bundledAudience: bundled?.audience ?? null },
    stop,
  );
  const { accepted, calibration } = calibrated;
  if (accepted === null) {
    const error = refusedControl(calibrated, remarks);
    throw new Unprepared(error, calibration, refusedResults(input, calibrated, error.message));
  }
  const { base, client } = accepted;
  let recipe: TokenRecipe = { audience: target.issuer ?? '', withScope: true };
  let deletable = true;
  const clients = createClientBook({
    ground,
    found: () => ({ base, recipe, deletable }),
    ledger: bundled === null ? openLedger(options.keysDir, options.runId) : NO_LEDGER,
    keep: bundled !== null,
  });
  clients.add(client, { caseId: CALIBRATION, label: 'client' });
  const management = await exploreManagement(ground, base, client);
  recipe = management.recipe;
  deletable = management.operations.has('delete');
  const offered = [...management.operations].filter((operation) => operation !== 'post');
  const explored = { ...target, capabilities: new Set([...target.capabilities, ...offered]) };
  if (management.deleted) clients.gone(client);
  else clients.release(client);
  const plan = planCases(input.cases, explored, profile);
  return {
    target: explored,
    base,
    recipe,
    calibration,
    clients,
    plan,
    notes: [...remarks, ...resolved.notes, ...management.notes, ...planNotes(plan, explored)],
  };
}
