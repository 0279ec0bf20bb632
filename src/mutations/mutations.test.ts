import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimsMutation } from '../model/mutation.ts';
import { compareDrafts } from '../payload/compare-drafts.ts';
import { makeDraft, prepare, publicMaterial } from '../payload/index.ts';
import { draftInput } from '../payload/testing/draft-input.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS, type RequirementId } from '../requirements/index.ts';
import { mutationsOf } from './index.ts';

const trust = fakeTrust();
const material = publicMaterial(trust);
const MUTATIONS = mutationsOf(obUk33);
const ON_CLAIMS = MUTATIONS.filter((m): m is typeof m & ClaimsMutation => m.stage === 'claims');

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

describe('the mutations', () => {
  it('have ids of their own', () => {
    const ids = MUTATIONS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('break and touch requirements of the profile only', () => {
    const named = MUTATIONS.flatMap(({ breaks, touches }) => [...breaks, ...touches]);
    const foreign = named.filter((id) => !REQUIREMENTS[id]?.profiles.includes(obUk33.id));
    expect([...new Set(foreign)]).toEqual([]);
  });

  it('take every clause of the claim tables from the catalogue', () => {
    const tables = [...Object.values(obUk33.request.claims), ...Object.values(obUk33.ssa.claims)];
    const clauses = tables.flatMap(({ clauses: c }) => Object.values(c) as RequirementId[]);
    expect(clauses.filter((id) => REQUIREMENTS[id] === undefined)).toEqual([]);
  });

  it.each(['request', 'ssa'] as const)('try every claim of the %s', (layer) => {
    const untouched = Object.keys(obUk33[layer].claims).filter(
      (claim) =>
        !MUTATIONS.some(({ path }) => path.split(' + ').includes(`${layer}.claims.${claim}`)),
    );
    expect(untouched).toEqual([]);
  });

  it('change what they declare, all of it on one draft or another, and nothing else', async () => {
    const drafts = (['full', 'minimal'] as const).map((variant) =>
      makeDraft(draftInput(obUk33, trust, { variant })),
    );
    const wrong: string[] = [];
    for (const mutation of MUTATIONS) {
      // A media type that is tried may be the one that is used anyway.
      if (mutation.id === 'http.media-type.jwt') continue;
      const changed: string[] = [];
      for (const draft of drafts) {
        const { records } = await prepare({
          draft,
          mutations: [mutation],
          trust,
          url: 'https://bank.example/register',
          method: 'POST',
          mediaType: 'application/jwt',
          interactionId: 'x',
        });
        changed.push(...records.map(({ path }) => path));
      }
      const paths = misdeclared(mutation.path, [...new Set(changed)]);
      if (paths.length > 0) wrong.push(`${mutation.id}: ${paths.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  }, 30_000);
});

const anyClaimsMutation = fc.constantFrom(...ON_CLAIMS);
const anyInput = fc.record({ seed: fc.string(), runId: fc.string(), caseId: fc.string() });

describe('a mutation of claims', () => {
  it('changes no undeclared path, whatever the draft', () => {
    fc.assert(
      fc.property(anyClaimsMutation, anyInput, (mutation, input) => {
        const draft = makeDraft(draftInput(obUk33, trust, input));
        const paths = compareDrafts(draft, mutation.apply(draft, material)).map(({ path }) => path);
        return misdeclared(mutation.path, paths).every((path) => path.startsWith('-'));
      }),
      { numRuns: 500 },
    );
  });

  it('makes the same of the same draft, and leaves that draft alone', () => {
    fc.assert(
      fc.property(anyClaimsMutation, anyInput, (mutation, input) => {
        const draft = makeDraft(draftInput(obUk33, trust, input));
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
