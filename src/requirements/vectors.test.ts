import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Requirement } from '../model/requirement.ts';
import { PROFILES } from '../profiles/index.ts';
import { REQUIREMENT_DOCUMENTS, REQUIREMENTS } from './index.ts';
import { schemaFaults } from './testing/schema-subset.ts';
import {
  type Vector,
  vectorFiles,
  vectorInput,
  vectorSchema,
  vectorText,
} from './testing/vectors.ts';

const CATALOGUE: Readonly<Record<string, Requirement>> = REQUIREMENTS;
const SPECS = [...REQUIREMENT_DOCUMENTS.map((document) => document.short), 'RFC 7520', 'RFC 9110'];
const files = [...vectorFiles()];
const all = files.flatMap(([name, file]) => file.vectors.map((vector) => ({ name, file, vector })));

function ids(wanted: (entry: (typeof all)[number]) => boolean): string[] {
  return all.filter(wanted).map(({ vector }) => vector.id);
}

describe.each(files)('the vector file %s', (name, file) => {
  it('follows the schema', () => {
    expect(schemaFaults(file as unknown as JsonObject, vectorSchema())).toEqual([]);
  });

  it('is written as JSON.stringify writes it, so that changes show as what they are', () => {
    expect(vectorText(name)).toBe(`${JSON.stringify(file, null, 2)}\n`);
  });

  it('names its vectors after itself', () => {
    expect(file.vectors.filter(({ id }) => !id.startsWith(`${name}/`))).toEqual([]);
  });

  it('has patches that fit its base', () => {
    expect(() => file.vectors.map((vector) => vectorInput(file, vector))).not.toThrow();
  });
});

describe('the vectors', () => {
  it('have ids of their own', () => {
    const seen = all.map(({ vector }) => vector.id);
    expect(seen.filter((id, index) => seen.indexOf(id) !== index)).toEqual([]);
  });

  it('differ in their input from every other vector of their file', () => {
    const inputs = all.map(
      ({ name, file, vector: { id, comment, clause, result, breaks, ...rest } }) =>
        JSON.stringify([name, rest, vectorInput(file, rest as Vector)]),
    );
    expect(
      ids((entry) => inputs.indexOf(inputs[all.indexOf(entry)] ?? '') !== all.indexOf(entry)),
    ).toEqual([]);
  });

  it('point at a row of the catalogue or at a document that is known', () => {
    expect(
      ids(({ vector: { clause } }) =>
        clause.requirement === undefined
          ? !SPECS.includes(clause.spec ?? '')
          : CATALOGUE[clause.requirement] === undefined,
      ),
    ).toEqual([]);
  });

  it('name what they break exactly when something may be found', () => {
    expect(
      ids(({ vector }) =>
        vector.result === 'valid' ? vector.breaks !== undefined : vector.breaks === undefined,
      ),
    ).toEqual([]);
  });

  it('break rows that bind in the profile of their file', () => {
    expect(
      ids(({ file, vector }) =>
        (vector.breaks ?? []).some((id) => {
          const profiles = CATALOGUE[id]?.profiles;
          return file.profile === null ? !profiles : !profiles?.includes(file.profile);
        }),
      ),
    ).toEqual([]);
  });

  it('put first, where they are invalid, a row whose violation fails a target', () => {
    expect(
      ids(
        ({ vector: { result, breaks = [] } }) =>
          result === 'invalid' && CATALOGUE[breaks[0] ?? '']?.whenBroken !== 'fail',
      ),
    ).toEqual([]);
  });

  it.each([
    ['RFC 7515'],
    ['RFC 7517'],
    ['RFC 7519'],
    ['RFC 7520'],
    ['RFC 7591'],
    ['RFC 7592'],
    ['RFC 8725'],
    ['OB UK DCR'],
    ['CDR AU'],
    ['Open Finance Brasil DCR'],
  ])('come from %s among others', (spec) => {
    const from = ids(({ vector: { clause } }) => {
      const row = clause.requirement === undefined ? undefined : CATALOGUE[clause.requirement];
      return (clause.spec ?? row?.spec) === spec;
    });
    expect(from.length).toBeGreaterThan(0);
  });

  it.each(['valid', 'invalid', 'acceptable'] as const)('have some that are %s', (result) => {
    expect(ids(({ vector }) => vector.result === result).length).toBeGreaterThan(0);
  });

  it('refer to key sets that their file holds', () => {
    const missing = ids(({ file, vector }) =>
      [vector.keys, vector.softwareKeys, vector.directoryKeys].some(
        (key) => key !== undefined && file.keys?.[key] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  it('show no private key apart from those that an RFC prints', () => {
    const text = JSON.stringify(
      files.filter(([name]) => name !== 'jwks').map(([, file]) => file.keys ?? {}),
    );
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });
});

describe('the vectors of a profile', () => {
  it('are judged by it', () => {
    const named = files.flatMap(([, { profile }]) => (profile === null ? [] : [profile]));
    expect(named.filter((id) => PROFILES[id] === undefined)).toEqual([]);
  });
});

const sound = all.filter(({ file, vector }) => file.kind === 'jws' && vector.result === 'valid');

describe('a JWS vector called valid', () => {
  it.each(sound.map((entry) => [entry.vector.id, entry] as const))(
    '%s verifies with a key of its set',
    async (_, { file, vector }) => {
      const keys = file.keys?.[vector.keys ?? '']?.keys ?? [];
      const attempts = keys.map((key) => verifies(vector, key as JWK));
      expect(await Promise.all(attempts)).toContain(true);
    },
  );
});

async function verifies({ jws = '', algorithms = [] }: Vector, key: JWK): Promise<boolean> {
  try {
    const { alg } = decodeProtectedHeader(jws);
    const { alg: _, ...unbound } = key;
    await compactVerify(jws, await importJWK(unbound, alg), { algorithms: [...algorithms] });
    return true;
  } catch {
    return false;
  }
}
