import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClaimsMutation } from '../model/mutation.ts';
import type { Profile } from '../model/profile.ts';
import { compareDrafts } from '../payload/compare-drafts.ts';
import { makeDraft, type Prepared, prepare, publicMaterial } from '../payload/index.ts';
import { draftInput } from '../payload/testing/draft-input.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { PROFILES } from '../profiles/index.ts';
import { isRowOf } from '../requirements/applies.ts';
import { REQUIREMENTS, type RequirementId } from '../requirements/index.ts';
import { mutationsOf, type Stimulus } from './index.ts';

const trust = fakeTrust();
const material = publicMaterial(trust);

/** Each mutation of `profile` as it goes on the wire, of a full and of a minimal draft. */
async function prepareAll(profile: Profile): Promise<ReadonlyMap<Stimulus, readonly Prepared[]>> {
  const prepared = new Map<Stimulus, readonly Prepared[]>();
  const drafts = (['full', 'minimal'] as const).map((variant) =>
    makeDraft(draftInput(profile, trust, { variant })),
  );
  for (const mutation of mutationsOf(profile)) {
    const ready = drafts.map((draft) =>
      prepare({
        draft,
        base: mutation.base ?? [],
        mutations: [mutation],
        format: profile.request.format,
        trust,
        url: 'https://bank.example/register',
        method: 'POST',
        mediaType: 'application/jwt',
        interactionId: 'x',
      }),
    );
    prepared.set(mutation, await Promise.all(ready));
  }
  return prepared;
}

/** What servers that were not made for it may fail on: bytes of the body and of the headers, levels of JSON. */
function strains({ outgoing, signed }: Prepared): boolean {
  const { headers, body } = outgoing.message;
  const levels = (text: string) => {
    let depth = 0;
    let deepest = 0;
    for (const character of text) {
      if (character === '[' || character === '{') depth += 1;
      if (character === ']' || character === '}') depth -= 1;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  };
  const parts = [signed.request, signed.ssa].flatMap((token) => token.split('.').slice(0, 2));
  const texts = parts.map((part) => Buffer.from(part, 'base64url').toString());
  return (
    (body?.length ?? 0) > 64 * 1024 ||
    headers.flat().join('').length > 8 * 1024 ||
    texts.some((text) => levels(text) > 100)
  );
}

function covers(declared: string, path: string): boolean {
  return path === declared || path.startsWith(`${declared}.`);
}

/** Paths that changed undeclared, and declared ones that did not change. */
function misdeclared(declared: string, changed: readonly string[]): readonly string[] {
  const paths = declared.split(' + ');
  return [
    ...changed.filter((path) => !paths.some((d) => covers(d, path))).map((path) => `+${path}`),
    ...paths.filter((d) => !changed.some((path) => covers(d, path))).map((path) => `-${path}`),
  ];
}

describe.each(Object.values(PROFILES))('the mutations of $id', (profile) => {
  const MUTATIONS = mutationsOf(profile);
  let prepared: Awaited<ReturnType<typeof prepareAll>> = new Map();

  beforeAll(async () => {
    prepared = await prepareAll(profile);
  }, 120_000);

  it('have ids of their own', () => {
    const ids = MUTATIONS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('speak of a request JWT where a request is one, and only there', () => {
    const spoken = MUTATIONS.some(({ title }) => title.includes('request JWT'));
    expect(spoken).toBe(profile.request.format === 'jwt');
  });

  it('break and touch requirements of the profile only', () => {
    const named = MUTATIONS.flatMap(({ breaks, touches }) => [...breaks, ...touches]);
    const foreign = named.filter((id) => !isRowOf(profile, id));
    expect([...new Set(foreign)]).toEqual([]);
  });

  it('take every clause of the claim tables from the catalogue', () => {
    const tables = [...Object.values(profile.request.claims), ...Object.values(profile.ssa.claims)];
    const clauses = tables.flatMap(({ clauses: c }) => Object.values(c) as RequirementId[]);
    expect(clauses.filter((id) => REQUIREMENTS[id] === undefined)).toEqual([]);
  });

  it.each(['request', 'ssa'] as const)('try every claim of the %s', (layer) => {
    const untouched = Object.keys(profile[layer].claims).filter(
      (claim) =>
        !MUTATIONS.some(({ path }) => path.split(' + ').includes(`${layer}.claims.${claim}`)),
    );
    expect(untouched).toEqual([]);
  });

  it('change what they declare, all of it on one draft or another, and nothing else', () => {
    const wrong: string[] = [];
    for (const [mutation, ready] of prepared) {
      // A media type that is tried may be the one that is used anyway.
      if (mutation.id === 'http.media-type.jwt') continue;
      const changed = ready.flatMap(({ records }) => records.map(({ path }) => path));
      const paths = misdeclared(mutation.path, [...new Set(changed)]);
      if (paths.length > 0) wrong.push(`${mutation.id}: ${paths.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('are harmless on any host, but for those that have to be asked for', () => {
    const askedFor = MUTATIONS.filter(({ needs }) => needs.includes('robustness'));
    const straining = [...prepared].filter(([, ready]) => ready.some(strains));
    expect(straining.map(([{ id }]) => id)).toEqual(askedFor.map(({ id }) => id));
    expect(askedFor.length).toBeGreaterThan(0);
  });
});

const anyInput = fc.record({ seed: fc.string(), runId: fc.string(), caseId: fc.string() });

describe.each(Object.values(PROFILES))('a mutation of claims of $id', (profile) => {
  const anyClaimsMutation = fc.constantFrom(
    ...mutationsOf(profile).filter((m): m is Stimulus & ClaimsMutation => m.stage === 'claims'),
  );

  it('changes no undeclared path, whatever the draft', () => {
    fc.assert(
      fc.property(anyClaimsMutation, anyInput, (mutation, input) => {
        const draft = makeDraft(draftInput(profile, trust, input));
        const paths = compareDrafts(draft, mutation.apply(draft, material)).map(({ path }) => path);
        return misdeclared(mutation.path, paths).every((path) => path.startsWith('-'));
      }),
      { numRuns: 500 },
    );
  });

  it('makes the same of the same draft, and leaves that draft alone', () => {
    fc.assert(
      fc.property(anyClaimsMutation, anyInput, (mutation, input) => {
        const draft = makeDraft(draftInput(profile, trust, input));
        const before = JSON.stringify(draft);
        const [once, twice] = [mutation.apply(draft, material), mutation.apply(draft, material)];
        expect([JSON.stringify(once), JSON.stringify(draft)]).toEqual([
          JSON.stringify(twice),
          before,
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
