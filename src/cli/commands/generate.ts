import { NotOurs } from '../../keys/not-ours.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { StimulusCase } from '../../model/case.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { Profile } from '../../model/profile.ts';
import { mutationFinder } from '../../mutations/named.ts';
import type { Prepared } from '../../payload/index.ts';
import { brief, escapeTerminal } from '../../report/escape.ts';
import type { Io } from '../io.ts';
import { claimsOf } from '../options/claims-of.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { newRunId } from '../options/run-options.ts';
import { didYouMean } from '../options/suggest.ts';
import { readSupplied } from '../options/supplied-files.ts';
import type { OptionValues } from '../options/table.ts';
import { openKeys } from '../run/open-keys.ts';
import { type Part, rendered } from './generate-forms.ts';
import { casesOf, mutations } from './knowledge.ts';

const PARTS: readonly Part[] = ['request', 'ssa'];

function partOf(operands: readonly string[]): Part {
  const [name = 'request'] = operands;
  const found = PARTS.find((part) => part === name);
  if (found !== undefined) return found;
  throw new UsageError(
    `generate makes no ${name}`,
    didYouMean(name, PARTS, 'write request or ssa'),
  );
}

function caseOf(id: string | null, profile: Profile): StimulusCase | null {
  if (id === null) return null;
  const all = casesOf(profile);
  const found = all.find((each) => each.id === id);
  if (found === undefined) {
    throw new UsageError(
      `unknown case ${id}`,
      didYouMean(
        id,
        all.map((each) => each.id),
        'see list cases',
      ),
    );
  }
  if (found.form === 'stimulus') return found;
  throw new UsageError(
    `${id} is several exchanges in order`,
    'run --dry-run --only shows what it sends',
  );
}

function mutationsBy(ids: readonly string[], profile: Profile): readonly Mutation[] {
  const find = mutationFinder(profile);
  return ids.map((id) => {
    const found = find(id);
    if (found !== null) return found;
    throw new UsageError(
      `unknown mutation ${id}`,
      didYouMean(id, mutations(profile).keys(), 'see list mutations'),
    );
  });
}

interface Signer {
  readonly trust: TrustMaterial;
  readonly algorithm: 'PS256' | 'ES256';
  /** The user's own software statement; null where one is made. */
  readonly statement: string | null;
}

/** Whose keys sign, and around whose statement. Throws a UsageError where they do not go together. */
async function signerOf(values: OptionValues, io: Io): Promise<Signer> {
  const own = await openKeys(values.keys, io);
  const supplied = readSupplied({ ...values, 'ssa-command': null }, io);
  if (supplied === null) return { trust: own, algorithm: 'PS256', statement: null };
  const { statements, keys, passphrase } = supplied;
  if (statements.length > 1 || keys.length > 1) {
    throw new UsageError(
      'there are several --ssa or --signing-key',
      'generate makes one request: give one of each',
    );
  }
  const [statement = null] = statements;
  const [file] = keys;
  if (file === undefined) return { trust: own, algorithm: 'PS256', statement };
  const { readSigningKey, withSigningKey } = await import('../../keys/signing-key.ts');
  const key = readSigningKey(file, passphrase);
  const mine = withSigningKey(own, key);
  // Without a statement of the user's one is signed by our directory.
  const trust = statement === null ? withOurDirectory(mine, own) : mine;
  return { trust, algorithm: key.algorithm, statement };
}

function withOurDirectory(mine: TrustMaterial, own: TrustMaterial): TrustMaterial {
  const isDirectory = (name: string): boolean => name.startsWith('directory');
  return {
    ...mine,
    key: (name) => (isDirectory(name) ? own.key(name) : mine.key(name)),
    sign: (spec, input) => (isDirectory(spec.key) ? own.sign(spec, input) : mine.sign(spec, input)),
  };
}

/** What the bundled server is called, so that a request made without options is one for it; else the issuer of an example. */
async function audienceOf(values: OptionValues, profile: Profile): Promise<string> {
  if (values.audience !== null) return values.audience;
  const { addressOf } = await import('../../server/own-address.ts');
  return addressOf(profile) ?? 'https://bank.example';
}

async function made(values: OptionValues, profile: Profile, io: Io): Promise<Prepared> {
  const { makeRegistration } = await import('../../payload/index.ts');
  const now = values.now ?? Math.floor(Date.now() / 1000);
  return makeRegistration({
    profile,
    like: caseOf(values.case, profile),
    mutations: mutationsBy(values.mutation, profile),
    ...(await signerOf(values, io)),
    seed: values.seed,
    runId: values['run-id'] ?? newRunId(now * 1000),
    now,
    audience: await audienceOf(values, profile),
    jwksBaseUrl: values['jwks-base-url']?.replace(/\/+$/, '') ?? 'https://keys.example',
    registrationEndpoint: values['registration-endpoint'] ?? 'https://bank.example/register',
    edits: [
      ...(values.claims === null ? [] : claimsOf(values.claims, profile, io.cwd)),
      ...values.set,
      ...values.unset,
    ],
  });
}

/** What each mutation did, for whoever reads along. */
function tell({ records }: Prepared, io: Io): void {
  for (const { id, path, before, after } of records) {
    io.stderr.write(
      `${escapeTerminal(`${id} changed ${path}`)}: ${brief(before)} became ${brief(after)}\n`,
    );
  }
}

/** `generate [request|ssa]`: writes one to standard output, signed; what a mutation changed goes to standard error. */
export async function generate({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('generate', flags, io);
  const part = partOf(operands);
  const profile = await chooseProfile(values.profile, io.cwd);
  if (values.case !== null && values.mutation.length > 0) {
    throw new UsageError(
      '--case and --mutation together',
      'a case has the mutation that it sends; give one of the two',
    );
  }
  try {
    const prepared = await made(values, profile, io);
    tell(prepared, io);
    io.stdout.write(rendered(prepared, part, values.format, profile));
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
    throw new UsageError('this cannot be made with your own SSA or key', error.message, error);
  }
  return EXIT.ok;
}
