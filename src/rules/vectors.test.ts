import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { PROFILES } from '../profiles/index.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import {
  type Vector,
  type VectorFile,
  vectorFiles,
  vectorInput,
} from '../requirements/testing/vectors.ts';
import { joseRules } from './jose-rules.ts';
import { type Jws, parseJws } from './jws.ts';
import { algorithmOf, type JwsAlgorithm } from './jws-algorithms.ts';
import { createKeyCache } from './key-cache.ts';
import { REQUEST } from './layer.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { modulusBits, type Proof, prove } from './proof.ts';
import type { RegistrationInput } from './registration-input.ts';
import { registrationRules } from './registration-rules.ts';
import { allViolations, type Rule } from './rule.ts';
import { signatureRules } from './signature-rules.ts';
import { compactOf, proven } from './testing/registration.ts';

type Entry = readonly [id: string, file: VectorFile, vector: Vector];

const KEYS = createKeyCache();
const STATEMENT_RULES = registrationRules(obUk33).filter(({ id }) => id.startsWith('ssa.'));
/** The name of the bank that the requests of the vectors are for. */
/** Of the examples of Open Banking UK and of the Consumer Data Standards. */
const AUDIENCES = ['0015800000EXAMPLE1', 'https://secure.api.dataholder.com/issuer'];
const STATEMENT_PLACE = '{software_statement}';

function entries(kind: VectorFile['kind'], profile: string | null): readonly Entry[] {
  return [...vectorFiles().values()]
    .filter((file) => file.kind === kind && (profile === null || file.profile === profile))
    .flatMap((file) => file.vectors.map((vector) => [vector.id, file, vector] as const));
}

/** The compact form of a decoded token; its signature verifies nowhere. */
function compacted({ header, claims }: JsonObject): string {
  return compactOf(header as JsonObject, JSON.stringify(claims));
}

function requestText(file: VectorFile, vector: Vector): string {
  if (vector.jwt !== undefined) return vector.jwt;
  const { header = null, claims = null, ssa = null } = vectorInput(file, vector);
  const sent = claims as JsonObject;
  const place = sent.software_statement === STATEMENT_PLACE;
  const statement = place ? { software_statement: compacted(ssa as JsonObject) } : {};
  return compacted({ header, claims: { ...sent, ...statement } });
}

/** A request JWT as the reference server sees it; tokens whose keys nobody knows count as signed by the right one. */
function registration(file: VectorFile, vector: Vector): RegistrationInput {
  const request = parseJws(requestText(file, vector));
  const text = request.payload.value.software_statement;
  const ssa = typeof text === 'string' && text !== '' ? parseJws(text) : null;
  return inputOf(file, request, ssa, {
    requestProof: () => proofOf(request, file, vector.softwareKeys),
    ssaProof: () => proofOf(ssa, file, vector.directoryKeys),
  });
}

/** A statement by itself: the request around it is empty, and only the rules about the statement are asked. */
function statement(file: VectorFile, vector: Vector): RegistrationInput {
  const ssa = parseJws(vector.jwt ?? compacted(vectorInput(file, vector)));
  return inputOf(file, parseJws(compactOf({}, '{}')), ssa, {});
}

function inputOf(
  file: VectorFile,
  request: Jws,
  ssa: Jws | null,
  proofs: Partial<RegistrationInput>,
): RegistrationInput {
  const claims = request.payload.value;
  return {
    operation: 'post',
    now: file.now ?? 0,
    request,
    ssa,
    claims,
    ssaClaims: ssa?.payload.value ?? {},
    metadata: mergeMetadata(
      claims,
      ssa?.payload.value ?? {},
      PROFILES[file.profile ?? ''] ?? obUk33,
    ),
    audiences: AUDIENCES,
    issuers: (PROFILES[file.profile ?? ''] ?? obUk33).ssa.issuers,
    authMethods: obUk33.authMethods,
    allowLoopbackHttp: false,
    sectorUris: null,
    requestProof: async () => proven(),
    ssaProof: async () => proven(),
    jtiUsed: () => false,
    softwareRegistered: () => false,
    certificate: null,
    registered: null,
    ...proofs,
  };
}

async function proofOf(jws: Jws | null, file: VectorFile, keys?: string): Promise<Proof> {
  const set = file.keys?.[keys ?? ''];
  return jws === null || set === undefined ? proven() : prove(jws, { keys: set.keys }, KEYS);
}

/** The requirements behind the rules that are broken, each once. */
async function broken(
  rules: readonly Rule<RegistrationInput>[],
  input: RegistrationInput,
): Promise<readonly string[]> {
  const violations = await allViolations(rules, input);
  return [...new Set(violations.map(({ rule }) => rule.requirement))];
}

/** What is wrong with `rows` as verdict on `vector`; empty where it is right. */
function faultOf({ result, breaks = [] }: Vector, rows: readonly string[]): string {
  const seen = rows.join(', ') || 'nothing';
  if (result === 'invalid') {
    return rows.some((row) => breaks.includes(row))
      ? ''
      : `found ${seen}, not ${breaks.join(', ')}`;
  }
  const strange = rows.filter((row) => result === 'valid' || !breaks.includes(row));
  return strange.length === 0 ? '' : `found ${strange.join(', ')}`;
}

const WITH_VECTORS = Object.values(PROFILES).filter(({ id }) => entries('request', id).length > 0);

describe.each(WITH_VECTORS)('the rules of $id and the vectors of whole requests', (profile) => {
  const rules = registrationRules(profile);

  it.each(entries('request', profile.id))('%s', async (_id, file, vector) => {
    expect(faultOf(vector, await broken(rules, registration(file, vector)))).toBe('');
  });
});

describe('the rules of ob-uk-3.3 and the vectors of software statements', () => {
  it.each(entries('ssa', obUk33.id))('%s', async (_id, file, vector) => {
    expect(faultOf(vector, await broken(STATEMENT_RULES, statement(file, vector)))).toBe('');
  });
});

const KEY_ALGORITHMS = ['PS256', 'ES256'].flatMap((name) => algorithmOf(name) ?? []);

/** Why `jwk` cannot be the key of a signature; nothing where it can, or is of a type that is passed over. */
async function rowsOfKey(jwk: JsonObject): Promise<readonly string[]> {
  const fits = ({ kty }: JwsAlgorithm): boolean => kty === jwk.kty;
  const algorithm = KEY_ALGORITHMS.find(fits);
  if (algorithm === undefined) return [];
  const small = jwk.kty === 'RSA' && modulusBits(jwk) < obUk33.rsaMinimumBits;
  if ((await KEYS.verificationKey(jwk, algorithm)) !== null) return small ? ['RFC7518-3.3-1'] : [];
  return [jwk.kty === 'EC' ? 'RFC8725-3.4-1' : 'RFC7517-5-1'];
}

async function rowsOfKeySet(jwks: Json): Promise<readonly string[]> {
  const { unavailable } = await prove(parseJws(compactOf({}, '{}')), jwks as JsonObject, KEYS);
  if (unavailable !== null || !isJsonObject(jwks)) return ['RFC7591-2-8'];
  const keys: readonly unknown[] = Array.isArray(jwks.keys) ? jwks.keys : [];
  return (await Promise.all(keys.filter(isJsonObject).map(rowsOfKey))).flat();
}

describe('the rules about keys and the vectors of key sets', () => {
  const all = entries('jwks', null);
  /** A verifier looks at the public members only. */
  const isPublic = ([, , { breaks = [] }]: Entry): boolean => !breaks.includes('OIDCR-2-8');

  it.each(all.filter(isPublic))('%s', async (_id, _file, vector) => {
    expect(faultOf(vector, await rowsOfKeySet(vector.jwks ?? null))).toBe('');
  });

  it('pass over sets that show private keys, which are for whoever looks at what is published', () => {
    expect(all.filter((entry) => !isPublic(entry)).length).toBeGreaterThan(0);
  });
});

/** The rules about form, header and signature for an application that allows `algorithms`; what is signed need not be claims. */
function signatureRulesFor(algorithms: readonly string[]): readonly Rule<RegistrationInput>[] {
  const profile: Profile = { ...obUk33, request: { ...obUk33.request, algorithms } };
  return [...joseRules(REQUEST, profile), ...signatureRules(REQUEST, profile)].filter(
    ({ id }) => !id.startsWith('request.jose.payload-'),
  );
}

describe('the rules about signatures and the vectors of tokens', () => {
  const all = entries('jws', null);
  const known = all.filter(([, , { algorithms = [] }]) =>
    algorithms.some((name) => algorithmOf(name) !== null),
  );

  const judged = (file: VectorFile, vector: Vector): Promise<readonly string[]> => {
    const request = parseJws(vector.jws ?? '');
    const requestProof = () => proofOf(request, file, vector.keys);
    const input = inputOf(file, request, null, { requestProof });
    return broken(signatureRulesFor(vector.algorithms ?? []), input);
  };
  const isOpen = ([, , { result }]: Entry): boolean => result === 'acceptable';

  it.each(known.filter((entry) => !isOpen(entry)))('%s', async (_id, file, vector) => {
    const rows = await judged(file, vector);
    expect(rows.length > 0 ? 'invalid' : 'valid').toBe(vector.result);
  });

  it.each(known.filter(isOpen))('%s: come to a verdict, whichever it is', async (_id, ...given) => {
    await expect(judged(...given)).resolves.toBeInstanceOf(Array);
  });

  const passedOver = all.filter((entry) => !known.includes(entry));

  it(`pass over ${passedOver.length} tokens, whose application allows HS256 or ES512 alone`, () => {
    const algorithms = passedOver.flatMap(([, , vector]) => vector.algorithms ?? []);
    expect(new Set(algorithms)).toEqual(new Set(['HS256', 'ES512']));
  });
});
