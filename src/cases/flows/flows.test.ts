import { describe, expect, it } from 'vitest';
import { AREAS, KINDS } from '../../model/case.ts';
import { PROFILES } from '../../profiles/index.ts';
import { isRowOf } from '../../requirements/applies.ts';
import { FLOW_CASES } from './index.ts';
import { type Mood, runFake } from './testing/fake-flow.ts';

const NEGATIVES = FLOW_CASES.filter(({ kind }) => kind === 'negative');

const named = (cases: typeof FLOW_CASES) => cases.map((entry) => [entry.id, entry] as const);

describe('the flow cases', () => {
  it('have unique ids in words, which begin with their area', () => {
    const ids = FLOW_CASES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const odd = FLOW_CASES.filter(
      ({ id, area }) => !id.startsWith(`${area}/`) || !/^[a-z-]+\/[a-z0-9-]+$/.test(id),
    );
    expect(odd).toEqual([]);
  });

  it('have an area and a kind, and name rows of a profile that there is once each', () => {
    for (const { id, area, kind, requirements } of FLOW_CASES) {
      expect(AREAS, id).toContain(area);
      expect(KINDS, id).toContain(kind);
      expect(new Set(requirements).size, id).toBe(requirements.length);
      const foreign = requirements.filter(
        (row) => !Object.values(PROFILES).some((profile) => isRowOf(profile, row)),
      );
      expect(foreign, id).toEqual([]);
    }
  });
});

/** An update without scope that answers with one has taken a default, as the text of the specification allows. */
const MAY_BE_GRANTED = new Set(['management/put-without-scope']);

describe('against a server that grants everything', () => {
  it.each(named(NEGATIVES.filter(({ id }) => !MAY_BE_GRANTED.has(id))))(
    '%s does not pass',
    async (_id, entry) => {
      const { verdict } = await runFake(entry, () => true);
      expect(['pass', 'error']).not.toContain(verdict);
    },
  );
});

describe('against a server of its own policy', () => {
  const assertions = FLOW_CASES.filter(({ id }) => id.startsWith('client-use/assertion-'));

  it.each(named(assertions))(
    '%s does not apply where every client authenticates by certificate',
    async (_id, entry) => {
      const registers = { token_endpoint_auth_method: 'tls_client_auth' };
      const { verdict } = await runFake(entry, () => true, { registers });
      expect(verdict).toBe('not-applicable');
    },
  );

  const strangers = FLOW_CASES.filter(({ id }) => /tls-client-auth-.*-certificate$/.test(id));

  it.each(named(strangers).flatMap((pair) => [400, 401, 403].map((s) => [...pair, s] as const)))(
    '%s passes with any orderly refusal',
    async (_id, entry, toStrangers) => {
      const { verdict } = await runFake(entry, () => true, { toStrangers });
      expect(verdict).toBe('pass');
    },
  );
});

describe('against a server that refuses everything', () => {
  it.each(named(NEGATIVES))('%s does not pass', async (_id, entry) => {
    const { verdict } = await runFake(entry, () => false);
    expect(verdict).not.toBe('pass');
  });
});

describe('against a server that soon refuses everything', () => {
  it.each(named(NEGATIVES))('%s does not pass', async (_id, entry) => {
    const { requests } = await runFake(entry, () => true);
    const longest = requests + 4;
    for (let granted = 1; granted <= longest; granted += 1) {
      const mood: Mood = (count) => count <= granted;
      const { verdict, requests: used } = await runFake(entry, mood);
      // Only a run that ended before the first refusal says nothing about refusals.
      if (used > granted) expect(verdict, `after ${granted}`).not.toBe('pass');
    }
  });
});
