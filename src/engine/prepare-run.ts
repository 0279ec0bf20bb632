import type { Capability, Case } from '../model/case.ts';
import { TargetError } from '../model/errors.ts';
import type { Calibration, CaseResult } from '../model/report.ts';
import type { PlannedCase } from '../model/session.ts';
import type { BundledTarget, TargetFacts } from '../model/target.ts';
import { isPositive } from './batches.ts';
import { type Calibrated, calibrate, refusedControl } from './calibrate.ts';
import { exploreManagement, type Management } from './capabilities.ts';
import type { Stop } from './case-end.ts';
import { type ClientBook, createClientBook } from './clients.ts';
import type { BaseDraft, Ground, TokenRecipe } from './context.ts';
import { userHeaderNames } from './control.ts';
import { NOTHING, resultOf } from './outcome.ts';
import { planCases, planNotes } from './plan.ts';
import { infeasible } from './supplied/feasible.ts';
import type { ResolvedTarget } from './target.ts';
import { tokenRecipes } from './tokens.ts';

const OPERATIONS = ['post', 'get', 'put', 'delete'] as const;

const NO_CLIENT =
  'calibration got no client: a valid registration was answered with a success status and no client record';

const NO_CLIENT_NOTE =
  'No valid registration was answered with a usable client record, though with a success status: what needs a client is inconclusive.';

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
  /** Why no client can be had from the target; null where calibration got one. */
  readonly noClient: string | null;
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

/** What is known of the target beforehand; where the SSAs are a real directory's, not that it trusts ours. */
function ownCapabilities({ target, supply }: Ground): Capability[] {
  return [...target.capabilities].filter((name) => name !== 'trusted' || supply === null);
}

/** What the registration of the calibration shows that the target takes. */
function accepted(found: Calibration): readonly Capability[] {
  return [
    found.algorithm === 'ES256' ? 'alg:ES256' : 'alg:PS256',
    `auth:${found.authMethod}`,
    ...found.responseTypes.map((type): Capability => `response-type:${type}`),
    ...found.scope.split(' ').map((name): Capability => `scope:${name}`),
  ];
}

const ENDPOINT_OF: Readonly<Record<string, Capability>> = {
  token_endpoint: 'token',
  introspection_endpoint: 'introspection',
  revocation_endpoint: 'revocation',
  authorization_endpoint: 'authorization',
};

/** Why endpoints that discovery does name are not used. */
function foreignEndpoints({ foreign }: TargetFacts): Map<Capability, string> {
  const absent = new Map<Capability, string>();
  for (const { member, url } of foreign) {
    const capability = ENDPOINT_OF[member];
    const reason = `${member} is on ${new URL(url).host}, which is not the target's`;
    if (capability !== undefined) absent.set(capability, reason);
  }
  return absent;
}

/** Where no client was to be had to ask with, every operation counts as offered: the cases say what is in their way. */
function unexplored(ground: Ground): Management {
  const [recipe = { audience: '', withScope: true }] = tokenRecipes(ground);
  const operations = new Set(ground.options.operations ?? OPERATIONS);
  return { recipe, operations, absent: new Map(), notes: [NO_CLIENT_NOTE], deleted: false };
}

/** What the target offers; the client that it was asked with is given up when that cannot be found out. */
async function explore(
  ground: Ground,
  { base, client }: NonNullable<Calibrated['opened']>,
  clients: ClientBook,
): Promise<Management> {
  if (client === null) return unexplored(ground);
  try {
    return await exploreManagement(ground, base, client);
  } catch (error) {
    await clients.drain();
    throw error;
  }
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
  const choices = {
    options,
    profile,
    trust,
    target,
    bundledAudience: bundled?.audience ?? null,
    algorithm: ground.supply?.algorithm ?? null,
  };
  const calibrated = await calibrate(ground, choices, stop);
  const { opened, calibration } = calibrated;
  if (opened === null) {
    const error = refusedControl(calibrated, remarks);
    throw new Unprepared(error, calibration, refusedResults(input, calibrated, error.message));
  }
  const { base, client } = opened;
  let recipe: TokenRecipe = { audience: target.issuer ?? '', withScope: true };
  let deletable = true;
  const clients = createClientBook({
    ground,
    found: () => ({ base, recipe, deletable }),
    keep: bundled !== null,
  });
  if (opened.client !== null) clients.add(opened.client, opened.origin);
  const management = await explore(ground, opened, clients);
  recipe = management.recipe;
  deletable = management.operations.has('delete');
  const offered = [...management.operations].filter((operation) => operation !== 'post');
  const found = accepted(calibration);
  const known = trust.strangers !== null && target.capabilities.has('mtls');
  const strangers: readonly Capability[] = known ? ['strangers'] : [];
  const explored = {
    ...target,
    capabilities: new Set([...ownCapabilities(ground), ...offered, ...found, ...strangers]),
  };
  if (client !== null) {
    if (management.deleted) clients.gone(client);
    else clients.release(client);
  }
  const absent = foreignEndpoints(target);
  for (const [name, reason] of management.absent) if (name !== 'post') absent.set(name, reason);
  const tried = await infeasible(ground, base, input.cases);
  const plan = planCases(input.cases, explored, profile, absent, tried);
  return {
    target: explored,
    base,
    recipe,
    calibration,
    clients,
    plan,
    notes: [...remarks, ...resolved.notes, ...management.notes, ...planNotes(plan, explored)],
    noClient: client === null ? NO_CLIENT : null,
  };
}
