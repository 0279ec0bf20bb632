import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CaseEnd } from '../case-end.ts';
import type { Statement } from './statement.ts';
import { createSupply, type Supply, type SupplyInput } from './supply.ts';

const NOW = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;

/** The supply keeps what keys an SSA has and looks at none. */
const trustOf = (name: string) => ({ name }) as unknown as Statement['trust'];

function statement(softwareId: string, more: Partial<Statement> = {}): Statement {
  const compact = `ssa-of-${softwareId}`;
  return { compact, softwareId, endsAt: null, trust: trustOf(softwareId), ...more };
}

function supplyOf(
  statements: SupplyInput['statements'],
  more: Partial<SupplyInput> = {},
): Supply & { readonly clock: { now(): number; at: number } } {
  const clock = { at: NOW, now: () => clock.at, sleep: () => Promise.resolve() };
  const input = { statements, renew: null, singleUse: false, algorithm: 'PS256', clock, ...more };
  return { ...createSupply(input as SupplyInput), clock };
}

/** What became of a promise by now: its value, its error, or that it still waits. */
async function soFar<T>(promise: Promise<T>): Promise<T | Error | 'waits'> {
  const ended = promise.catch((error: Error) => error);
  await turn();
  return Promise.race([ended, Promise.resolve('waits' as const)]);
}

/** A registration that was accepted, and whose client the run has in its book. */
async function register(supply: Supply, clientId: string): Promise<string> {
  const { statement: taken, settle } = await supply.take();
  settle(clientId);
  supply.booked(clientId);
  return taken.softwareId;
}

describe('one SSA', () => {
  it('is given again at once after a refusal', async () => {
    const supply = supplyOf([statement('A')]);
    (await supply.take()).settle(null);
    expect(await soFar(supply.take())).toMatchObject({ statement: { softwareId: 'A' } });
  });

  it('is given to one registration at a time, to the others in turn', async () => {
    const supply = supplyOf([statement('A')]);
    const first = await supply.take();
    const second = supply.take();
    const third = supply.take();
    expect(await soFar(second)).toBe('waits');
    first.settle(null);
    const lease = await second;
    expect(await soFar(third)).toBe('waits');
    lease.settle(null);
    expect(await soFar(third)).toMatchObject({ statement: { softwareId: 'A' } });
  });

  it('is waited for while a client is being deleted that a case gives up as soon as it has it', async () => {
    const supply = supplyOf([statement('A')]);
    const lease = await supply.take();
    const waiting = supply.take();
    // The answer of the target arrives some steps before the case has its client.
    lease.settle('client');
    expect(await soFar(waiting)).toBe('waits');
    supply.booked('client');
    supply.leaving('client');
    expect(await soFar(waiting)).toBe('waits');
    supply.left('client');
    expect(await soFar(waiting)).toMatchObject({ statement: { softwareId: 'A' } });
  });

  it('ends who needs a second registration beside the client that a case keeps', async () => {
    const supply = supplyOf([statement('A')]);
    await register(supply, 'client');
    const error = await soFar(supply.take());
    expect(error).toBeInstanceOf(CaseEnd);
    expect(error).toMatchObject({
      verdict: 'not-applicable',
      message: expect.stringContaining('give another --ssa'),
    });
  });

  it('ends who waits for a client that turns out to stay, with the reason', async () => {
    const supply = supplyOf([statement('A')]);
    await register(supply, 'client');
    supply.leaving('client');
    const waiting = supply.take();
    expect(await soFar(waiting)).toBe('waits');
    supply.stays('client', new CaseEnd('inconclusive', 'DELETE gave 500'));
    expect(await soFar(waiting)).toMatchObject({ message: 'DELETE gave 500' });
  });

  it('serves updates of its client, and a second registration of the software', async () => {
    const supply = supplyOf([statement('A')]);
    await register(supply, 'first');
    expect(await supply.of('A')).toMatchObject({ compact: 'ssa-of-A' });
    supply.made('A', 'second');
    supply.leaving('first');
    supply.left('first');
    expect(await soFar(supply.take())).toBeInstanceOf(CaseEnd);
    supply.leaving('second');
    supply.left('second');
    expect(await soFar(supply.take())).toMatchObject({ statement: { softwareId: 'A' } });
  });

  it('is not given when less than a minute of it is left', async () => {
    const supply = supplyOf([statement('A', { endsAt: NOW + 2 * MINUTE })]);
    (await supply.take()).settle(null);
    supply.clock.at += 1.5 * MINUTE;
    expect(await soFar(supply.take())).toMatchObject({
      verdict: 'inconclusive',
      message: 'every SSA has ended; give another --ssa, or --ssa-command',
    });
  });
});

describe('several SSAs', () => {
  it('are rotated: the one that has waited longest is given', async () => {
    const supply = supplyOf([statement('A'), statement('B'), statement('C')]);
    const given: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const lease = await supply.take();
      given.push(lease.statement.softwareId);
      lease.settle(null);
    }
    expect(given).toEqual(['A', 'B', 'C', 'A', 'B']);
  });

  it('allow as many clients at a time', async () => {
    const supply = supplyOf([statement('A'), statement('B')]);
    expect([await register(supply, 'one'), await register(supply, 'two')]).toEqual(['A', 'B']);
    expect(await soFar(supply.take())).toBeInstanceOf(CaseEnd);
  });

  it('count as one where they are of the same software', async () => {
    const again = statement('A', { compact: 'another-of-A' });
    const supply = supplyOf([statement('A'), again]);
    await register(supply, 'client');
    expect(await soFar(supply.take())).toBeInstanceOf(CaseEnd);
  });

  it('pass over a software that stays registered', async () => {
    const supply = supplyOf([statement('A'), statement('B')]);
    await register(supply, 'client');
    supply.leaving('client');
    supply.stays('client', new CaseEnd('not-applicable', 'no DELETE'));
    for (let count = 0; count < 2; count += 1) {
      const lease = await supply.take();
      expect(lease.statement.softwareId).toBe('B');
      lease.settle(null);
    }
  });

  it('are each used once where the profile says so', async () => {
    const supply = supplyOf([statement('A'), statement('B')], { singleUse: true });
    for (const expected of ['A', 'B']) {
      const lease = await supply.take();
      expect(lease.statement.softwareId).toBe(expected);
      lease.settle(null);
    }
    expect(await soFar(supply.take())).toMatchObject({
      verdict: 'inconclusive',
      message: expect.stringMatching(/^every SSA has been used/),
    });
  });

  it('have the keys that were given with each', () => {
    const supply = supplyOf([statement('A'), statement('B')]);
    expect(supply.trustFor('ssa-of-B')).toMatchObject({ name: 'B' });
    expect(supply.trustFor('a defect of it')).toMatchObject({ name: 'A' });
  });
});

describe('SSAs that a command makes', () => {
  const renewing = (more: Partial<SupplyInput> = {}) => {
    let made = 0;
    const renew = () => {
      made += 1;
      const compact = `ssa-${made}`;
      return Promise.resolve(statement('A', { compact, endsAt: NOW + (5 + made) * MINUTE }));
    };
    const first = statement('A', { endsAt: NOW + 5 * MINUTE });
    return { supply: supplyOf([first], { renew, ...more }), made: () => made };
  };

  it('are asked for when less than a minute is left, and not before', async () => {
    const { supply, made } = renewing();
    (await supply.take()).settle(null);
    supply.clock.at = NOW + 4 * MINUTE;
    (await supply.take()).settle(null);
    expect(made()).toBe(0);
    supply.clock.at += 1;
    const lease = await supply.take();
    expect([lease.statement.compact, made()]).toEqual(['ssa-1', 1]);
  });

  it('are asked for before an update as well', async () => {
    const { supply } = renewing();
    await register(supply, 'client');
    supply.clock.at = NOW + 5 * MINUTE;
    expect(await supply.of('A')).toMatchObject({ compact: 'ssa-1' });
  });

  it('are asked for before each use where the profile says that they are good for one', async () => {
    const { supply, made } = renewing({ singleUse: true });
    const given: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const lease = await supply.take();
      given.push(lease.statement.compact);
      lease.settle(null);
    }
    expect([given, made()]).toEqual([['ssa-of-A', 'ssa-1', 'ssa-2'], 2]);
  });

  it('keep nobody waiting when the command fails', async () => {
    const renew = () => Promise.reject(new Error('the command failed'));
    const supply = supplyOf([statement('A', { endsAt: NOW })], { renew });
    const both = await Promise.all([soFar(supply.take()), soFar(supply.take())]);
    for (const each of both) expect(each).toMatchObject({ message: 'the command failed' });
  });
});
