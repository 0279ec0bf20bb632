import { outcomeOf } from '../engine/calibrate.ts';
import { type Hosting, startHosting } from '../engine/hosting.ts';
import { NO_LEDGER } from '../engine/ledger/ledger.ts';
import { deletesNothing } from '../engine/supplied/negatives-first.ts';
import { type Trial, tryRegistration } from '../engine/try-registration.ts';
import type { TargetFacts } from '../model/target.ts';
import type { Wire } from '../wire/wire.ts';
import type { Setting } from './context.ts';
import { fixForRefusal } from './refusal.ts';
import { about, type Row } from './row.ts';

const AREA = 'trust';

/** Why no registration can be expected to work, before one is sent; empty where nothing speaks against it. */
export function obstacles({ options, trust, tool, supply }: Setting, facts: TargetFacts): Row[] {
  const rows: Row[] = [];
  if (supply !== null) return rows;
  if (trust.createdNow) {
    rows.push(
      about(AREA, `${options.keysDir}/directory.jwks.json`).problem(
        'these keys were made just now: the target cannot know them yet',
        `\`${tool.name} keys\` prints how a target comes to trust them; or restore the set that it knows with --keys`,
      ),
    );
  }
  if (!facts.loopback && options.jwksBaseUrl === null) {
    rows.push(
      about(AREA, '--jwks-base-url').problem(
        'not given: a target elsewhere cannot fetch the key sets that are served on this machine',
        'make the address of --jwks-listen reachable (a tunnel, a public host), and name it with --jwks-base-url URL',
      ),
    );
  }
  return rows;
}

function fetchRow(hosting: Hosting, fetched: readonly string[], accepted: boolean): Row {
  const { ok, note, unknown } = about(AREA, `${hosting.baseUrl}/software/…`);
  const count = `${fetched.length} request${fetched.length === 1 ? '' : 's'}`;
  if (fetched.length > 0) return ok(`the target fetches the key set that the SSA names (${count})`);
  if (accepted) {
    return note(
      'accepted although nobody asked for the key set that the SSA names',
      'does the target verify the signature of the request? run --only signatures tells',
    );
  }
  return unknown(
    'no request for our key set arrived: the target cannot reach it, or refuses before it looks',
    'try the address from the machine of the target (curl); --jwks-listen 0.0.0.0:PORT and --jwks-base-url make it reachable',
  );
}

/** The one registration that a software has is for the run. */
function onceRow(url: string, why: string): Row {
  return about(AREA, url).unknown(
    `no registration was sent: it could not be deleted again (${why}), and your software may have one only`,
    'run --dry-run lists what a run would do with it',
  );
}

function leftoverRows({ leftovers }: Trial, url: string): Row[] {
  const { problem } = about(AREA, url);
  return leftovers.map(({ clientId, softwareId, why }) =>
    problem(
      `left behind: ${clientId === null ? 'possibly a client' : `client ${clientId}`} of software ${softwareId}: ${why}`,
      'dcr-conformance cleanup tries again; otherwise ask the bank to delete it',
    ),
  );
}

function trialRow(
  setting: Setting,
  calibrated: NonNullable<Trial['calibrated']>,
  url: string,
  fetched: boolean,
): Row {
  const { ok, note, problem } = about(AREA, url);
  const { calibration, first, opened } = calibrated;
  const tried = calibration.tried.map(({ change, outcome }) => `tried with ${change}: ${outcome}`);
  if (opened !== null && opened.client !== null) {
    const { mediaType, audience, algorithm, authMethod } = calibration;
    const draft = `${mediaType}, aud ${audience}, ${algorithm}, ${authMethod}`;
    const known =
      setting.supply === null ? 'our directory is trusted' : 'so are the SSA and its key';
    const text = `a registration was accepted, and ${known} (${draft})`;
    return tried.length === 1 ? ok(text) : ok(text, null, tried);
  }
  if (opened !== null) {
    return note(
      `a registration was answered with a success status, but without a client record: ${outcomeOf(first.exchange)}`,
      'RFC 7591 3.2.1 wants the client record in the answer; cases that need a client cannot be run',
      tried,
    );
  }
  const { ssa, request } = first.sent;
  return problem(
    `a valid registration is refused: ${outcomeOf(first.exchange)}`,
    fixForRefusal(first.exchange, fetched, setting.supply !== null),
    [
      ...tried.slice(1),
      `issuer of the SSA: ${setting.supply === null ? setting.profile.ssa.issuers.join(', ') : ssa.iss}`,
      `sent as ${calibration.mediaType}: ${JSON.stringify({ ...request, software_statement: ssa })}`,
    ],
  );
}

/**
 * Sends a valid registration, in the legal variants that a run would try, until one is accepted; that client is deleted
 * again. Tells whether the target trusts our directory and fetches our key sets, or takes the user's SSA.
 */
export async function examineTrust(
  setting: Setting,
  facts: TargetFacts,
  wire: Wire,
): Promise<Row[]> {
  const { options, profile, trust, clock, stop, supply } = setting;
  const url = facts.endpoints.registration;
  const fetched: string[] = [];
  const hosting = await startHosting(options, trust, (path) => {
    if (path.includes('/software/')) fetched.push(path);
  });
  try {
    const ground = { options, profile, trust, target: facts, wire, hosting, clock, supply };
    const once = await deletesNothing({ ...ground, ledger: NO_LEDGER });
    if (once !== null) return [onceRow(url, once)];
    const trial = await tryRegistration(ground, setting.tool, stop);
    const { calibrated, failure } = trial;
    const left = leftoverRows(trial, url);
    if (calibrated === null) {
      const why = failure?.message ?? 'no answer';
      return [about(AREA, url).problem(why, failure?.hint.split('\n')[0] ?? null), ...left];
    }
    return [
      trialRow(setting, calibrated, url, fetched.length > 0),
      ...(supply === null ? [fetchRow(hosting, fetched, calibrated.opened !== null)] : []),
      ...left,
    ];
  } finally {
    await hosting.close();
  }
}
