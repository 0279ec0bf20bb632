import { TargetError } from '../model/errors.ts';
import type { Leftover } from '../model/report.ts';
import { choicesOn } from './alternatives.ts';
import { type Calibrated, calibrate } from './calibrate.ts';
import { findRecipe } from './capabilities.ts';
import type { Stop } from './case-end.ts';
import { createClientBook } from './clients.ts';
import type { Ground } from './context.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { tokenRecipes } from './tokens.ts';

/** What came of one registration. */
export interface Trial {
  /** Null where the target gave no answer at all. */
  readonly calibrated: Calibrated | null;
  /** Why there was no answer. */
  readonly failure: TargetError | null;
  /** What could not be deleted again, and what may have been registered without an answer. */
  readonly leftovers: readonly Leftover[];
}

async function registerAndDelete(ground: Ground, stop: Stop): Promise<Calibrated> {
  const { target } = ground;
  const calibrated = await calibrate(ground, choicesOn(ground, null), stop);
  const { opened } = calibrated;
  if (opened === null || opened.client === null) return calibrated;
  const { base, client, origin } = opened;
  let [recipe = { audience: target.issuer ?? '', withScope: true }] = tokenRecipes(ground);
  const clients = createClientBook({
    ground,
    found: () => ({ base, recipe, deletable: true }),
    keep: false,
  });
  clients.add(client, origin);
  try {
    recipe = (await findRecipe(ground, base, client)).recipe;
  } finally {
    await clients.drain();
  }
  return calibrated;
}

/** Calibrates as a run does, and deletes the client that comes of it; both stand in a ledger. Sends nothing else. */
export async function tryRegistration(
  without: Omit<Ground, 'ledger'>,
  tool: { readonly name: string; readonly version: string },
  stop: Stop,
): Promise<Trial> {
  const { options, target, hosting, clock } = without;
  const ledger = openLedger({ options, target, tool, keySets: hosting, clock });
  try {
    const calibrated = await registerAndDelete({ ...without, ledger }, stop);
    return { calibrated, failure: null, leftovers: ledger.leftovers() };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { calibrated: null, failure: error, leftovers: ledger.leftovers() };
  } finally {
    await ledger.close();
  }
}
