import type { Capability, Case, StimulusCase } from '../model/case.ts';
import { TargetError } from '../model/errors.ts';
import type { RegisteredClient } from '../model/flow.ts';
import type { Calibration, CaseResult } from '../model/report.ts';
import type { PlannedCase } from '../model/session.ts';
import type { BundledTarget, TargetFacts } from '../model/target.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import { createWeigh } from '../requirements/weigh.ts';
import type { Recorder } from '../wire/recorder.ts';
import { refusedBecause } from '../wire/wire.ts';
import { type AlternativeInput, choicesOn, likeliestFirst } from './alternatives.ts';
import { isPositive } from './batches.ts';
import { type Calibrated, calibrate, refusedControl } from './calibrate.ts';
import { exploreManagement, type Management } from './capabilities.ts';
import { CaseEnd, type Stop } from './case-end.ts';
import { type ClientBook, createClientBook } from './clients.ts';
import type { BaseDraft, Ground, RunContext, TokenRecipe } from './context.ts';
import { NOTHING, type Outcome, resultOf } from './outcome.ts';
import { planCases, planNotes, standingOn } from './plan.ts';
import { statementsTaken } from './statements.ts';
import { judgeSuccess } from './stimulus.ts';
import { infeasible, trialClaims } from './supplied/feasible.ts';
import {
  deletesNothing,
  negativesOf,
  sendNegatives,
  settleNegatives,
} from './supplied/negatives-first.ts';
import type { Once } from './supplied/once.ts';
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
  /** Where a software may be registered once: what was sent before, and the one client. */
  readonly once: Once | null;
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
  readonly recorder: Recorder;
  readonly resolved: ResolvedTarget;
  readonly bundled: BundledTarget | null;
  readonly cases: readonly Case[];
  readonly stop: Stop;
}

/** Every case inconclusive, since no valid request was accepted; the first valid one shows how it was refused. */
function refusedResults(
  { ground, recorder, cases }: PrepareInput,
  calibrated: Calibrated,
  reason: string,
  sent: Sent,
): CaseResult[] {
  const shown = cases.find((entry) => entry.form === 'stimulus' && isPositive(entry)) ?? cases[0];
  return cases.map((entry) =>
    resultOf(
      entry,
      {
        ...NOTHING,
        exchanges: entry === shown ? [calibrated.first.exchange] : [],
        // A defect that was sent before the valid request keeps what it showed.
        ...(entry.form === 'stimulus' ? sent.get(entry) : {}),
        ended: { verdict: 'inconclusive', reason },
      },
      ground.profile,
      recorder,
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

/** The grants that the target gave the client of the calibration. */
function grantsOf(client: RegisteredClient | null): readonly Capability[] {
  const grants = client?.response.grant_types ?? client?.sent.request.grant_types;
  const named: readonly unknown[] = Array.isArray(grants) ? grants : [];
  return named
    .filter((name) => typeof name === 'string')
    .map((name): Capability => `grant:${name}`);
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
    const reason = `${member} was not called: ${refusedBecause(new URL(url))}`;
    if (capability !== undefined) absent.set(capability, reason);
  }
  return absent;
}

const MINIMAL_NOTE =
  'The target accepts only the required claims: the cases stand on those. To find the claim that it refuses, try --unset.';

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

type Sent = ReadonlyMap<StimulusCase, Outcome>;

/** A run's context before everything about the target is known. */
function provisional(
  ground: Ground,
  found: Pick<RunContext, 'base' | 'recipe' | 'clients' | 'target' | 'stop' | 'recorder'>,
): RunContext {
  const weigh = createWeigh(ground.profile, REQUIREMENTS);
  return { ...ground, ...found, weigh, inspector: null, noClient: null, once: null };
}

interface Beginning {
  readonly calibrated: Calibrated;
  /** Defects that went before the valid request. */
  readonly sent: Sent;
  readonly sentWith: BaseDraft | null;
  readonly notes: readonly string[];
}

/** Calibrates; where a software cannot be registered twice, after the defects, which leave nothing behind when they are refused. */
async function openWithNegatives(
  { ground, recorder, cases, stop }: PrepareInput,
  input: AlternativeInput,
): Promise<Beginning> {
  const why = await deletesNothing(ground);
  if (why === null) {
    const calibrated = await calibrate(ground, input, stop);
    return { calibrated, sent: new Map(), sentWith: null, notes: [] };
  }
  const choices = likeliestFirst(input);
  const [first] = choices;
  if (first === undefined) throw new Error('calibration has nothing to send');
  const { base } = first;
  const recipe: TokenRecipe = { audience: ground.target.issuer ?? '', withScope: true };
  const clients = createClientBook({
    ground,
    found: () => ({ base, recipe, deletable: false }),
    keep: false,
  });
  const asked = await trialClaims(ground, base, base.variant);
  const target = {
    ...ground.target,
    capabilities: new Set([...ownCapabilities(ground), ...accepted(asked)]),
  };
  const tried = await infeasible(ground, base, cases);
  const plan = planCases(cases, target, ground.profile, foreignEndpoints(target), tried);
  const context = provisional(ground, { base, recipe, clients, target, stop, recorder });
  const sent = await sendNegatives(context, negativesOf(plan, base.variant));
  await clients.drain();
  const notes = [
    `A software is registered once here (${why}): ${sent.size} defects were sent before its one valid registration, which the cases that need a client share.`,
  ];
  try {
    const calibrated = await calibrate(ground, input, stop, choices);
    return { calibrated, sent, sentWith: base, notes };
  } catch (error) {
    if (!(error instanceof CaseEnd)) throw error;
    throw spentSoftware(ground, { recorder, cases, sent, asked, error });
  }
}

/** No software is left for the valid registration: a defect was accepted in its place. */
function spentSoftware(
  ground: Ground,
  found: {
    readonly recorder: Recorder;
    readonly cases: readonly Case[];
    readonly sent: Sent;
    readonly asked: Calibration;
    readonly error: CaseEnd;
  },
): Unprepared {
  const { recorder, cases, sent, asked, error } = found;
  const accepted = [...sent].flatMap(([{ id }, { exchanges }]) => {
    const { status = 0 } = exchanges[0]?.response ?? {};
    return status >= 200 && status <= 299 ? [id] : [];
  });
  const message =
    accepted.length === 0
      ? `no valid registration could be sent: ${error.message}`
      : `the one registration of the software is used up: the target accepted ${accepted.join(', ')}`;
  const results = cases.map((entry) =>
    resultOf(
      entry,
      {
        ...NOTHING,
        ...(entry.form === 'stimulus' ? sent.get(entry) : {}),
        ended: { verdict: 'inconclusive', reason: message },
      },
      ground.profile,
      recorder,
    ),
  );
  const target = new TargetError(
    message,
    'what was measured is in the report; give an SSA of another software to go on',
    error,
  );
  return new Unprepared(target, asked, results);
}

/** What the run knows of a software that may be registered once; null where it may be registered again. */
function onceOf(
  { sent, sentWith }: Beginning,
  context: RunContext,
  { base, client, attempt }: NonNullable<Calibrated['opened']>,
  deletable: boolean,
): Once | null {
  if (context.supply === null || client === null) return null;
  if (sentWith === null && deletable) return null;
  const findings = judgeSuccess(context, 'post', attempt.exchange, attempt.sent);
  const control = { attempt, findings };
  const pending =
    sentWith === null ? new Map() : settleNegatives(context, sent, { control, sentWith });
  return {
    pending,
    shared: deletable
      ? null
      : { client, attempt, variant: base.variant, spoilt: null, restored: 0 },
  };
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
  const choices = choicesOn(ground, bundled?.audience ?? null);
  const first = await openWithNegatives(input, choices);
  const { calibrated } = first;
  const { opened, calibration } = calibrated;
  if (opened === null) {
    const error = refusedControl(calibrated, remarks, ground.supply !== null);
    const results = refusedResults(input, calibrated, error.message, first.sent);
    throw new Unprepared(error, calibration, results);
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
  const statements = await statementsTaken(ground, opened, clients);
  const explored = {
    ...target,
    capabilities: new Set([
      ...ownCapabilities(ground).filter((name) => name !== 'trusted' || statements === null),
      ...offered,
      ...found,
      ...grantsOf(opened.client),
      ...strangers,
    ]),
  };
  if (client !== null) {
    if (typeof management.rotated === 'string') clients.renew(client, management.rotated);
    if (management.deleted) clients.gone(client);
    // The only client that there can be is shared by the cases, and given up at the end.
    else if (ground.supply === null || deletable) clients.release(client);
  }
  const absent = foreignEndpoints(target);
  if (statements !== null) absent.set('trusted', statements);
  for (const [name, reason] of management.absent) if (name !== 'post') absent.set(name, reason);
  const tried = await infeasible(ground, base, input.cases);
  const plan = standingOn(base.variant, planCases(input.cases, explored, profile, absent, tried));
  const context = provisional(ground, {
    base,
    recipe,
    clients,
    target: explored,
    stop,
    recorder: input.recorder,
  });
  return {
    target: explored,
    base,
    recipe,
    calibration,
    clients,
    plan,
    notes: [
      ...remarks,
      ...(base.variant === 'minimal' ? [MINIMAL_NOTE] : []),
      ...resolved.notes,
      ...first.notes,
      ...management.notes,
      ...planNotes(plan, explored),
    ],
    noClient: client === null ? NO_CLIENT : null,
    once: onceOf(first, context, opened, deletable),
  };
}
