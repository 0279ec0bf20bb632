/** What a mutation names is what it breaks: judged by the rules of the reference server, which know nothing of mutations. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Variant } from '../../src/model/case.ts';
import { mutationsOf, type Stimulus } from '../../src/mutations/index.ts';
import { inEachOthersWay } from '../../src/mutations/places.ts';
import { makeDraft, prepare } from '../../src/payload/index.ts';
import type { Prepared } from '../../src/payload/prepare.ts';
import { PROFILE, trustMaterial } from './run-against.ts';
import { FULL, sample } from './sample.ts';
import { AUDIENCE, type Judged, judgeByRules } from './testing/judge-by-rules.ts';
import { changedPlaces, undeclared } from './testing/places.ts';
import { unexplained } from './testing/what-else.ts';

const NOW = 1_800_000_000;
const RUNS = FULL ? 20_000 : 500;
const LONG = { timeout: FULL ? 1_200_000 : 120_000 };

const trust = await trustMaterial();
const MUTATIONS = mutationsOf(PROFILE);
const LEGAL = MUTATIONS.filter(({ outcome }) => outcome === 'accepted');

/** A valid draft: any seed, both variants and algorithms, with or without a legal variation. */
interface Ground {
  readonly seed: string;
  readonly runId: string;
  readonly variant: Variant;
  readonly algorithm: 'PS256' | 'ES256';
  readonly base: readonly Stimulus[];
}

const anyGround: fc.Arbitrary<Ground> = fc.record({
  seed: fc.string({ unit: 'grapheme' }),
  runId: fc.string({ unit: 'grapheme' }),
  variant: fc.constantFrom<Variant>('full', 'minimal'),
  algorithm: fc.constantFrom('PS256', 'ES256'),
  base: fc.oneof(
    fc.constant([]),
    fc.constantFrom(...LEGAL).map((mutation) => [mutation]),
  ),
});

function made(
  { seed, runId, variant, algorithm, base }: Ground,
  mutations: readonly Stimulus[],
): Promise<Prepared> {
  const draft = makeDraft({
    profile: PROFILE,
    trust,
    seed,
    runId,
    caseId: 'properties',
    label: 'draft',
    variant,
    now: NOW,
    audience: AUDIENCE,
    jwksBaseUrl: 'https://keys.example',
    algorithm,
  });
  return prepare({
    draft,
    base,
    mutations,
    trust,
    url: 'https://bank.example/register',
    method: 'POST',
    mediaType: 'application/jwt',
    interactionId: '00000000-0000-4000-8000-000000000000',
  });
}

const judged = (prepared: Prepared): Promise<Judged> => judgeByRules(prepared, PROFILE, trust, NOW);

/** True where the server does not refuse, but registers another value than the one it was asked for. */
function replaced({ replaceable }: Stimulus, { record }: Judged): boolean {
  return (
    replaceable !== undefined &&
    JSON.stringify(record[replaceable.member]) !== JSON.stringify(replaceable.value)
  );
}

/** What is wrong with the entry of `mutation`, seen on `ground`; empty where nothing is. */
async function complaints(mutation: Stimulus, ground: Ground): Promise<readonly string[]> {
  const prepared = await made(ground, [mutation]);
  const elsewhere = undeclared(mutation, changedPlaces(prepared), ground.algorithm);
  const paths = elsewhere.map((path) => `${mutation.id} changes ${path}, which it does not name`);
  // Other methods are refused by the routes, before any rule.
  if (prepared.outgoing.message.method !== 'POST') return paths;
  const verdict = await judged(prepared);
  const named = verdict.broken.some(({ requirement }) =>
    mutation.breaks.some((id) => id === requirement),
  );
  const idle = mutation.outcome === 'refused' && !named && !replaced(mutation, verdict);
  return [
    ...paths,
    ...(idle ? [`${mutation.id} breaks none of ${mutation.breaks.join(', ')}`] : []),
    ...unexplained(mutation, verdict).map((rule) => `${mutation.id} breaks ${rule} as well`),
  ];
}

const PLAIN: Ground = { seed: 's', runId: 'r', variant: 'full', algorithm: 'PS256', base: [] };

describe('a valid draft', () => {
  it(
    'is accepted by every rule, whatever its seed, variant and legal variation',
    LONG,
    async () => {
      await fc.assert(
        fc.asyncProperty(anyGround, async (ground) => {
          expect((await judged(await made(ground, []))).broken).toEqual([]);
        }),
        { numRuns: RUNS / 2 },
      );
    },
  );
});

describe('a mutation changes what it names, breaks what it names, and nothing else', () => {
  it.each([
    ['full', MUTATIONS],
    ['minimal', sample(MUTATIONS, 150)],
  ] as const)('on a %s draft: one after the other', async (variant, mutations) => {
    const found: string[] = [];
    for (const [index, mutation] of mutations.entries()) {
      const ground = { ...PLAIN, variant, seed: `seed-${index}` };
      found.push(...(await complaints(mutation, ground)));
    }
    expect(found).toEqual([]);
  });

  it('on any valid draft', LONG, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MUTATIONS), anyGround, async (mutation, ground) => {
        fc.pre(!ground.base.some((base) => inEachOthersWay(base, mutation)));
        expect(await complaints(mutation, ground)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what an entry says that its mutation breaks besides', () => {
  const variants: readonly Variant[] = ['full', 'minimal'];
  const entries = MUTATIONS.filter(({ alsoBreaks }) => (alsoBreaks?.rows.length ?? 0) > 0);

  it.each(entries.map((mutation) => [mutation.id, mutation] as const))(
    'is so on one draft or another: %s',
    async (_id, mutation) => {
      const verdicts = await Promise.all(
        variants.map(async (variant) => judged(await made({ ...PLAIN, variant }, [mutation]))),
      );
      const broken = new Set<string>(
        verdicts.flatMap((verdict) => verdict.broken.map(({ requirement }) => requirement)),
      );
      expect(mutation.alsoBreaks?.rows.filter((row) => !broken.has(row))).toEqual([]);
    },
  );
});

describe('the judgement', () => {
  const aud = MUTATIONS.find(({ id }) => id === 'request.claims.aud.absent');
  const scope = MUTATIONS.find(({ id }) => id === 'request.claims.scope.absent');
  if (aud === undefined || scope === undefined) throw new Error('no such mutation');

  it('notices a mutation that breaks something else than it names', async () => {
    const { breaks } = scope;
    const found = await complaints({ ...aud, breaks }, PLAIN);
    expect(found).toEqual([
      `${aud.id} breaks none of ${breaks.join(', ')}`,
      `${aud.id} breaks request.claims.aud.present (OBUK-aud-1) as well`,
    ]);
  });

  it('notices a mutation that changes something else than it names', async () => {
    const found = await complaints({ ...aud, path: scope.path }, PLAIN);
    expect(found).toEqual([`${aud.id} changes request.claims.aud, which it does not name`]);
  });

  it('notices a legal variation that is none', async () => {
    const prepared = await made({ ...PLAIN, base: [aud] }, []);
    expect((await judged(prepared)).broken).toEqual([
      { id: 'request.claims.aud.present', requirement: 'OBUK-aud-1' },
    ]);
  });
});

if (!FULL) {
  process.stdout.write(
    `\nMutations: each on one draft, some on a minimal one, ${RUNS} pairs at random; ${MUTATIONS.length} on both and 20000 pairs with npm run test:self -- --full\n`,
  );
}
