import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import type { RunOptions, SigningKeyFile, Supplied } from '../../model/options.ts';
import { fakeTrust } from '../../payload/testing/fake-trust.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { runOptions } from '../testing/run-options.ts';
import { type OpenSupplyInput, openSupply } from './open-supply.ts';

const NOW = Date.UTC(2030, 0, 1);
const SECONDS = NOW / 1000;

const PEM = { type: 'pkcs8', format: 'pem' } as const;
const PUBLIC = { type: 'spki', format: 'pem' } as const;
const EC = generateKeyPairSync('ec', {
  namedCurve: 'prime256v1',
  publicKeyEncoding: PUBLIC,
  privateKeyEncoding: PEM,
}).privateKey;
const RSA = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: PUBLIC,
  privateKeyEncoding: PEM,
}).privateKey;

const TRUST = fakeTrust();

function key(pem: string, kid = 'own'): SigningKeyFile {
  return { name: `--signing-key ${kid}.pem`, bytes: Buffer.from(pem), kid };
}

function ssa(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'PS256' })}.${encode(claims)}.c2ln`;
}

const A = ssa({ software_id: 'A' });
const B = ssa({ software_id: 'B' });

function open(
  supplied: Partial<Supplied>,
  options: Partial<RunOptions> = {},
  more: Partial<OpenSupplyInput> = {},
) {
  const brought = { statements: [], command: null, keys: [key(EC)], passphrase: null, ...supplied };
  return openSupply({
    options: runOptions({ ...options, supplied: brought }),
    profile: obUk33,
    trust: TRUST,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    askStatement: null,
    ...more,
  });
}

describe('what the user brings of a real directory', () => {
  it('is nothing where no option names it', async () => {
    const options = runOptions({ supplied: null });
    const clock = { now: () => NOW, sleep: () => Promise.resolve() };
    const input = { options, profile: obUk33, trust: TRUST, clock, askStatement: null };
    expect(await openSupply(input)).toBeNull();
  });

  it('is used in the order of the options, each SSA with its own key', async () => {
    const supply = await open({ statements: [A, B], keys: [key(EC, 'one'), key(EC, 'two')] });
    const kidFor = (statement: string) => supply?.trustFor(statement).key('tpp-signing-ec').kid;
    expect([supply?.sample().softwareId, kidFor(A), kidFor(B)]).toEqual(['A', 'one', 'two']);
  });

  it('may have one key for every SSA', async () => {
    const supply = await open({ statements: [A, B], keys: [key(EC, 'one')] });
    expect(supply?.trustFor(B).key('tpp-signing-ec').kid).toBe('one');
    expect(supply?.algorithm).toBe('ES256');
  });

  it.each<[string, Partial<Supplied>, Partial<RunOptions>, RegExp]>([
    ['a key without an SSA', {}, {}, /--signing-key signs nothing/],
    ['an SSA without a key', { statements: [A], keys: [] }, {}, /no key for --ssa/],
    ['SSAs and a command', { statements: [A], command: 'x' }, {}, /exclude each other/],
    [
      'two keys for three SSAs',
      { statements: [A, B, A], keys: [key(EC), key(EC)] },
      {},
      /there are 2 keys for 3 SSAs/,
    ],
    [
      'keys of two kinds',
      { statements: [A, B], keys: [key(EC), key(RSA)] },
      {},
      /keys of --signing-key are of two kinds/,
    ],
    ['a shard', { statements: [A] }, { shard: { index: 1, count: 2 } }, /--shard and --ssa/],
    [
      'a change of the SSA',
      { statements: [A] },
      { edits: [{ path: 'ssa.iss', value: 'me' }] },
      /--set ssa\.iss would change an SSA/,
    ],
    ['what is no JWT', { statements: ['hello'] }, {}, /--ssa is no SSA of ob-uk-3\.3/],
    [
      'a second one that is no JWT',
      { statements: [A, 'a.b.c'] },
      {},
      /--ssa number 2 is no SSA of ob-uk-3\.3/,
    ],
    ['an SSA of no software', { statements: [ssa({})] }, {}, /it has no claim software_id/],
    [
      'an SSA that has ended',
      { statements: [ssa({ software_id: 'A', exp: SECONDS - 1 })] },
      {},
      /the SSA ended 2029-12-31T23:59:59/,
    ],
  ])('is refused in one line where it is %s', async (_what, supplied, options, says) => {
    const error = await open(supplied, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(says);
    expect((error as UsageError).hint).not.toBe('');
  });

  it('is good for one registration where the profile says so', async () => {
    const profile = { ...obUk33, ssa: { ...obUk33.ssa, singleUse: true } };
    const supply = await open({ statements: [A] }, {}, { profile });
    (await supply?.take())?.settle(null);
    await expect(supply?.take()).rejects.toThrow('every SSA has been used');
  });
});

describe('a command that makes SSAs', () => {
  /** Answers in turn; the last one stays. */
  const printing = (...answers: (string | Error)[]) => {
    const asked: string[] = [];
    return {
      asked,
      askStatement: async (command: string) => {
        const answer = answers[Math.min(asked.length, answers.length - 1)] ?? '';
        asked.push(command);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
  };
  const soon = (name: string) => ssa({ software_id: 'A', jti: name, exp: SECONDS + 30 });

  it('is run once before the run, and again for each use of an SSA with less than a minute left', async () => {
    const { asked, askStatement } = printing(soon('one'), soon('two'));
    const supply = await open({ command: 'issue' }, {}, { askStatement });
    expect(asked).toEqual(['issue']);
    const lease = await supply?.take();
    expect([lease?.statement.compact, asked.length]).toEqual([soon('two'), 2]);
  });

  it.each([
    ['fails', new UsageError('--ssa-command failed with exit code 1', 'look'), /exit code 1/],
    ['prints no SSA', 'hello', /what --ssa-command prints is no SSA/],
    ['prints one that has ended', ssa({ software_id: 'A', exp: SECONDS - 9 }), /the SSA ended/],
  ])('is wrong usage before the run when it %s, and no verdict later', async (_what, bad, says) => {
    const first = open({ command: 'issue' }, {}, printing(bad));
    await expect(first).rejects.toThrow(UsageError);
    const { asked, askStatement } = printing(soon('one'), bad);
    const supply = await open({ command: 'issue' }, {}, { askStatement });
    for (let count = 0; count < 6; count += 1) {
      await expect(supply?.take()).rejects.toMatchObject({
        name: 'CaseEnd',
        verdict: 'inconclusive',
        message: expect.stringMatching(says),
      });
    }
    // The first, and three more: what has failed three times in a row is left alone.
    expect(asked).toHaveLength(4);
  });

  it('is asked again after one failure', async () => {
    const failure = new UsageError('--ssa-command failed with exit code 1', '');
    const { askStatement } = printing(soon('one'), failure, failure, soon('two'), failure);
    const supply = await open({ command: 'issue' }, {}, { askStatement });
    await expect(supply?.take()).rejects.toThrow('exit code 1');
    await expect(supply?.take()).rejects.toThrow('exit code 1');
    expect((await supply?.take())?.statement.compact).toBe(soon('two'));
  });

  it('does not serve an update of one software with an SSA of another', async () => {
    const other = ssa({ software_id: 'B', exp: SECONDS + 600 });
    const { askStatement } = printing(soon('one'), other);
    const supply = await open({ command: 'issue' }, {}, { askStatement });
    await expect(supply?.of('A')).rejects.toThrow('no further SSA of A');
  });
});
