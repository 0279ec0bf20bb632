import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { directoryJwksOfTwo, openBank, softwareJwksOfTwo } from '../testing/bank.ts';
import { createProber } from '../testing/prober.ts';
import { PHASES, type Phase } from '../testing/probes.ts';
import type { Fault } from './fault.ts';
import { allFaults } from './index.ts';

const START = Date.now();
// Those who ask have the clock of the server: what they sign would else come from its future once this has taken a while.
beforeAll(() => vi.spyOn(Date, 'now').mockReturnValue(START));
afterAll(() => vi.restoreAllMocks());

const EVERY = Object.keys(PHASES) as readonly Phase[];

/** What a new server with these faults answers in one phase. */
async function* answers(
  faults: readonly string[],
  phase: Phase,
  waitMs: number | null = null,
): AsyncGenerator<string> {
  const body = JSON.stringify(softwareJwksOfTwo);
  const directories = [{ issuer: 'OpenBanking Ltd', jwks: directoryJwksOfTwo }];
  const bank = await openBank({ faults, directories, now: () => START }, async () => ({
    status: 200,
    contentType: 'application/json',
    body,
  }));
  try {
    yield* PHASES[phase](createProber(bank, waitMs), bank);
  } finally {
    await bank.close();
  }
}

async function listed(texts: AsyncGenerator<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const text of texts) all.push(text);
  return all;
}

const recorded = new Map<string, Promise<readonly string[]>>();

/** The answers of a server, recorded once. */
function record(faults: readonly string[], phase: Phase): Promise<readonly string[]> {
  const key = [phase, ...faults].join();
  const known = recorded.get(key) ?? listed(answers(faults, phase));
  recorded.set(key, known);
  return known;
}

/** Where a fault shows most likely: only the order of looking, for the sake of time. */
function likely({ id, kind }: Fault): readonly Phase[] {
  if (kind === 'discovery') return ['documents'];
  if (kind === 'authorization') return ['authorization'];
  if (kind === 'token' || id.startsWith('crypto/assertion')) return ['tokens'];
  if (id.startsWith('response/get-')) return ['reading'];
  if (id.startsWith('response/put-')) return ['updates'];
  if (/challenge|token-refused/.test(id)) return ['access'];
  if (kind !== 'state' && kind !== 'timing') return ['registrations'];
  if (/unknown-answers|with(out)?-/.test(id)) return ['access'];
  if (/delet/.test(id)) return ['ending'];
  return /update|policy/.test(id) ? ['updates'] : ['reading', 'access'];
}

async function showsIn(phase: Phase, { id, kind, maskedBy }: Fault): Promise<boolean> {
  const others = maskedBy ?? [];
  const expected = await record(others, phase);
  let at = 0;
  for await (const answer of answers([id, ...others], phase, kind === 'timing' ? 300 : null)) {
    if (answer !== expected[at]) return true;
    at += 1;
  }
  return false;
}

async function shows(fault: Fault): Promise<boolean> {
  for (const phase of new Set([...likely(fault), ...EVERY])) {
    if (await showsIn(phase, fault)) return true;
  }
  return false;
}

const HAND_MADE = allFaults(obUk33).filter(({ kind }) => kind !== 'rule');
/** These show with certificates, where clients have key sets of their own, or when the same is sent twice (wso2.test.ts). */
const ELSEWHERE = /(x5c|key-of-any-client|kid-number-as-text|rs256-accepted|replays-accepted)$/;
const OVER_HTTP = HAND_MADE.filter(({ kind, id }) => kind !== 'transport' && !ELSEWHERE.test(id));

describe('the intact server', () => {
  it.each(EVERY)('answers the same in every run: %s', async (phase) => {
    expect(await listed(answers([], phase))).toEqual(await record([], phase));
  });
});

describe('a server with a fault answers something else', () => {
  it.each(OVER_HTTP)('$id', async (fault) => {
    expect(await shows(fault)).toBe(true);
  });
});
