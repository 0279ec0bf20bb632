import { describe, expect, it } from 'vitest';
import type { SentRegistration, SuccessInput } from '../model/check.ts';
import type { Exchange, RecordedResponse } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { Situation } from '../model/profile.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Verdict } from '../model/verdict.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { REQUIREMENTS } from '../requirements/index.ts';
import {
  type Vector,
  type VectorFile,
  vectorFiles,
  vectorInput,
} from '../requirements/testing/vectors.ts';
import { keysOf, privateMembers, sharedKids } from './key-set.ts';
import { refusalFindings } from './refusal.ts';
import { successFindings } from './success.ts';
import { exchange } from './testing/exchanges.ts';

type Entry = readonly [id: string, file: VectorFile, vector: Vector];

const CATALOGUE: Readonly<Record<string, Requirement>> = REQUIREMENTS;
const VERDICTS = { fail: 'fail', warn: 'warn', info: 'pass' } as const;

/** What a row weighs in the profile, as a run weighs it. */
const weigh: Weigh = (id) => {
  const override = obUk33.overrides.find(({ requirement }) => requirement === id);
  const broken = override?.whenBroken ?? CATALOGUE[id]?.whenBroken;
  if (broken === undefined) throw new Error(`no row ${id}`);
  return override?.excluded === true ? 'pass' : VERDICTS[broken];
};

function entries(kind: VectorFile['kind']): readonly Entry[] {
  return [...vectorFiles().values()]
    .filter((file) => file.kind === kind && file.profile === obUk33.id)
    .flatMap((file) => file.vectors.map((vector) => [vector.id, file, vector] as const));
}

/** The exchange in which the response of `input` came, with `raw` in place of its body where there is one. */
function answered(input: JsonObject, raw: string | undefined): Exchange {
  const { status, headers, body } = input.response as unknown as {
    status: number;
    headers: RecordedResponse['headers'];
    body: JsonObject;
  };
  return {
    ...exchange({}),
    response: { status, headers, body: raw ?? JSON.stringify(body) },
  };
}

function findingsOfRecord(file: VectorFile, vector: Vector): readonly Finding[] {
  const input = vectorInput(file, vector);
  const { operation, clientId } = input;
  return successFindings({
    operation: operation as SuccessInput['operation'],
    exchange: answered(input, vector.raw),
    sent: input.sent as unknown as SentRegistration,
    profile: obUk33,
    weigh,
    now: file.now ?? 0,
    ...(typeof clientId === 'string' ? { clientId } : {}),
  });
}

function findingsOfRefusal(file: VectorFile, vector: Vector): readonly Finding[] {
  const input = vectorInput(file, vector);
  return refusalFindings({
    exchange: answered(input, vector.raw),
    profile: obUk33,
    weigh,
    situation: input.situation as Situation,
    requirement: String(input.requirement),
  });
}

/** The verdicts that are findings about a vector: all but a remark where it is sound, only fails where both verdicts are right. */
const NOTICED: Readonly<Record<Vector['result'], readonly Verdict[]>> = {
  valid: ['warn', 'inconclusive', 'fail', 'error'],
  acceptable: ['fail', 'error'],
  invalid: ['warn', 'fail'],
};

/** What is wrong with `findings` as verdict on a vector; empty where they are right. */
function faultOf({ result, breaks = [] }: Vector, findings: readonly Finding[]): string {
  const noticed = findings.filter(({ verdict }) => NOTICED[result].includes(verdict));
  const seen = noticed.map(({ requirement, verdict, message }) =>
    [verdict, requirement, message].join(' '),
  );
  if (result !== 'invalid') return seen.join('; ');
  const right = noticed.some(({ requirement }) => breaks.includes(requirement));
  return right ? '' : `found ${seen.join('; ') || 'nothing'}, not ${breaks.join(', ')}`;
}

describe('the checks of ob-uk-3.3 and the vectors of client records', () => {
  it.each(entries('response'))('%s', (_id, file, vector) => {
    expect(faultOf(vector, findingsOfRecord(file, vector))).toBe('');
  });
});

/** Rows that a published key set breaks. */
function rowsOfKeySet({ jwks }: Vector): readonly string[] {
  if (keysOf(jwks) === null) return ['RFC7591-2-8'];
  return [
    ...(privateMembers(jwks).length > 0 ? ['OIDCR-2-8'] : []),
    ...(sharedKids(jwks).length > 0 ? ['RFC7517-4.5-1'] : []),
  ];
}

describe('the checks and the vectors of key sets', () => {
  const sets = [...vectorFiles().values()].filter(({ kind }) => kind === 'jwks');
  const judged = sets.flatMap(({ vectors }) =>
    vectors.map((vector) => [vector.id, vector] as const),
  );
  const isWeak = ({ breaks = [] }: Vector): boolean =>
    breaks.some((row) => row === 'RFC7518-3.3-1' || row === 'RFC8725-3.4-1');

  it.each(judged.filter(([, vector]) => !isWeak(vector)))('%s', (_id, vector) => {
    const rows = rowsOfKeySet(vector);
    const { result, breaks = [] } = vector;
    expect(rows.filter((row) => !breaks.includes(row))).toEqual([]);
    expect(result === 'invalid' && rows.length === 0).toBe(false);
  });

  const weak = judged.filter(([, vector]) => isWeak(vector));

  it(`pass over ${weak.length} sets of weak keys, which are for whoever verifies with them`, () => {
    expect(weak.map(([id]) => id)).toEqual(['jwks/rsa-1024', 'jwks/off-curve']);
  });
});

describe('the checks of ob-uk-3.3 and the vectors of refusals', () => {
  it.each(entries('error'))('%s', (_id, file, vector) => {
    expect(faultOf(vector, findingsOfRefusal(file, vector))).toBe('');
  });
});
