import { readSigningKey, withSigningKey } from '../../keys/signing-key.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import { UsageError } from '../../model/errors.ts';
import type { RunOptions, Supplied } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import type { Clock } from '../../wire/limiter.ts';
import { patient } from './patient.ts';
import { readStatement, type Statement } from './statement.ts';
import { createSupply, type Supply } from './supply.ts';

export interface OpenSupplyInput {
  readonly options: RunOptions;
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  readonly clock: Clock;
  /** Runs `--ssa-command`; gives what it prints. */
  readonly askStatement: ((command: string) => Promise<string>) | null;
  /** Learns each SSA before it is used. */
  readonly onStatement?: (compact: string) => void;
}

function requireSense({ shard, edits }: RunOptions, supplied: Supplied): void {
  const { statements, command, keys } = supplied;
  const wrong = (what: string, hint: string): UsageError => new UsageError(what, hint);
  if (statements.length === 0 && command === null) {
    throw wrong('--signing-key signs nothing', 'give the SSA of its software with --ssa');
  }
  if (statements.length > 0 && command !== null) {
    throw wrong('--ssa and --ssa-command exclude each other', 'give one of them');
  }
  if (keys.length === 0) {
    throw wrong('there is no key for --ssa', 'give the key of its software with --signing-key');
  }
  if (keys.length !== 1 && keys.length !== statements.length) {
    throw wrong(
      `there are ${keys.length} keys for ${Math.max(1, statements.length)} SSAs`,
      'give --signing-key once for all, or once for each --ssa in the same order',
    );
  }
  if (shard !== null) {
    throw wrong(
      '--shard and --ssa exclude each other',
      'a software is registered once at a time; run it whole',
    );
  }
  const edit = edits.find(({ path }) => path.startsWith('ssa.'));
  if (edit !== undefined) {
    throw wrong(
      `--set ${edit.path} would change an SSA that the directory signed`,
      'have the directory issue another one, or change request.* alone',
    );
  }
}

/** What the user brings, read: an SSA and the keys of its software each. */
export interface Brought {
  /** Empty where `--ssa-command` makes them. */
  readonly statements: readonly Statement[];
  /** Keys for what `--ssa-command` makes. */
  readonly trust: TrustMaterial;
  readonly algorithm: Supply['algorithm'];
}

/**
 * Reads the SSAs and keys of `supplied`. Throws a UsageError of one line for options that do not fit together, what is no
 * SSA, and a key that cannot be read.
 */
export function readBrought(
  options: RunOptions,
  supplied: Supplied,
  { profile, trust }: Pick<OpenSupplyInput, 'profile' | 'trust'>,
): Brought {
  requireSense(options, supplied);
  const keys = supplied.keys.map((file) => readSigningKey(file, supplied.passphrase));
  const algorithms = new Set(keys.map(({ algorithm }) => algorithm));
  const [algorithm = 'PS256'] = algorithms;
  if (algorithms.size > 1) {
    throw new UsageError('the keys of --signing-key are of two kinds', 'give all RSA, or all EC');
  }
  const [first = trust, ...others] = keys.map((key) => withSigningKey(trust, key));
  const statements = supplied.statements.map((text, index) => {
    const name = index === 0 ? '--ssa' : `--ssa number ${index + 1}`;
    return readStatement(text, name, profile, others[index - 1] ?? first);
  });
  return { statements, trust: first, algorithm };
}

function requireAlive(statements: readonly Statement[], { now }: Clock): void {
  if (statements.some(({ endsAt }) => endsAt === null || endsAt > now())) return;
  const when = new Date(statements[0]?.endsAt ?? 0).toISOString();
  throw new UsageError(`the SSA ended ${when}`, 'have the directory issue a new one');
}

/**
 * What the user brings of a real directory; null where the options name nothing. Throws a UsageError of one line as
 * {@link readBrought} does, for SSAs that have ended, and for a first `--ssa-command` that fails.
 */
export async function openSupply(input: OpenSupplyInput): Promise<Supply | null> {
  const { options, profile, clock, askStatement, onStatement = () => {} } = input;
  const { supplied } = options;
  if (supplied === null) return null;
  const { statements: given, trust, algorithm } = readBrought(options, supplied, input);
  const { command } = supplied;
  const ask =
    command === null || askStatement === null
      ? null
      : async (): Promise<Statement> => {
          const text = await askStatement(command);
          const made = readStatement(text, 'what --ssa-command prints', profile, trust);
          requireAlive([made], clock);
          onStatement(made.compact);
          return made;
        };
  const [first = await ask?.(), ...others] = given;
  if (first === undefined) throw new Error('nobody runs --ssa-command');
  const statements = [first, ...others] as const;
  requireAlive(statements, clock);
  for (const { compact } of statements) onStatement(compact);
  const singleUse = profile.ssa.singleUse === true;
  const renew = ask === null ? null : patient(ask);
  return createSupply({ statements, renew, singleUse, algorithm, clock });
}
