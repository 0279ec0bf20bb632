import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import type { LintFinding } from '../model/lint.ts';
import { PROFILES } from '../profiles/index.ts';
import {
  type Vector,
  type VectorFile,
  vectorFiles,
  vectorInput,
} from '../requirements/testing/vectors.ts';
import { encodeBase64url } from '../rules/base64url.ts';
import { compactOf } from '../rules/testing/registration.ts';
import { lint } from './lint.ts';
import type { LintText } from './transaction.ts';

type Entry = readonly [id: string, file: VectorFile, vector: Vector];

/** The name of the bank that the requests of the vectors are for. */
/** Of the examples of Open Banking UK and of the Consumer Data Standards. */
const AUDIENCES = ['0015800000EXAMPLE1', 'https://secure.api.dataholder.com/issuer'];

function entries(kind: VectorFile['kind']): readonly Entry[] {
  return [...vectorFiles().values()]
    .filter((file) => file.kind === kind && file.profile !== null && file.profile in PROFILES)
    .flatMap((file) => file.vectors.map((vector) => [vector.id, file, vector] as const));
}

/** The compact form of a decoded token, with a signature of the right size that verifies nowhere. */
function unsigned({ header, claims }: JsonObject): string {
  const compact = compactOf(header as JsonObject, JSON.stringify(claims));
  const bytes = (header as JsonObject | null)?.alg === 'ES256' ? 64 : 256;
  const signature = encodeBase64url(new Uint8Array(bytes).fill(0xa5));
  return compact.replace(/[^.]*$/, signature);
}

function requestText(file: VectorFile, vector: Vector): string {
  if (vector.jwt !== undefined) return vector.jwt;
  const { header = null, claims = null, ssa = null } = vectorInput(file, vector);
  const sent = claims as JsonObject;
  const place = sent.software_statement === '{software_statement}';
  const statement = place ? { software_statement: unsigned(ssa as JsonObject) } : {};
  return JSON.stringify({ header, claims: { ...sent, ...statement } });
}

/** The answer as `curl -i` prints it, to what was sent. */
function answerTexts(file: VectorFile, vector: Vector): readonly LintText[] {
  const { sent, response, operation } = vectorInput(file, vector) as unknown as {
    sent: { request: JsonObject; ssa: JsonObject | null; softwareStatement: string | null };
    response: { status: number; headers: readonly (readonly [string, string])[]; body: Json };
    operation: string;
  };
  const statement = unsigned({ header: { alg: 'PS256', typ: 'JWT' }, claims: sent.ssa ?? {} });
  const { softwareStatement } = sent;
  const claims = {
    ...sent.request,
    ...(softwareStatement === null ? {} : { software_statement: statement }),
  };
  const written = vector.raw ?? JSON.stringify(response.body);
  const body =
    softwareStatement === null ? written : written.replaceAll(softwareStatement, statement);
  const entry = {
    request: { method: operation.toUpperCase(), url: 'https://bank.example/register', headers: [] },
    response: {
      status: response.status,
      headers: response.headers.map(([name, value]) => ({ name, value })),
      content: { text: body },
    },
  };
  return [
    { name: 'request', text: JSON.stringify({ header: { alg: 'PS256', typ: 'JWT' }, claims }) },
    { name: 'answer', text: JSON.stringify(entry) },
  ];
}

/** What is wrong with `findings` as verdict on a vector; empty where it is right. */
function faultOf({ result, breaks = [] }: Vector, findings: readonly LintFinding[]): string {
  const noticed = findings.filter(({ severity }) => severity !== 'info');
  const seen = noticed
    .map(({ id, requirements }) => `${id} (${requirements.join(', ')})`)
    .join('; ');
  const isRight = ({ id, requirements }: LintFinding): boolean =>
    requirements.some((row) => breaks.includes(row)) ||
    // A statement of another ecosystem is one finding, not one for each of its claims.
    (id === 'profile.foreign' && breaks.includes('OBUK-SSA-payload-5'));
  if (result === 'invalid') {
    return noticed.some(isRight) ? '' : `found ${seen || 'nothing'}, not ${breaks.join(', ')}`;
  }
  const strange = noticed.filter((finding) => result === 'valid' || !isRight(finding));
  return strange.length === 0 ? '' : `found ${seen}`;
}

async function judged(
  file: VectorFile,
  vector: Vector,
  texts: readonly LintText[],
): Promise<string> {
  const set = (name: string | undefined) => file.keys?.[name ?? ''];
  const jwks = set(vector.softwareKeys);
  const directoryJwks = set(vector.directoryKeys);
  const profile = PROFILES[file.profile ?? ''];
  const { findings } = await lint({
    texts,
    ...(profile === undefined ? {} : { profile }),
    now: file.now ?? 0,
    audiences: AUDIENCES,
    ...(jwks === undefined ? {} : { jwks: { keys: jwks.keys } }),
    ...(directoryJwks === undefined ? {} : { directoryJwks: { keys: directoryJwks.keys } }),
  });
  return faultOf(vector, findings);
}

describe('lint and the vectors of requests', () => {
  it.each(entries('request'))('%s', async (_id, file, vector) => {
    const texts = [{ name: 'request', text: requestText(file, vector), role: 'request' as const }];
    expect(await judged(file, vector, texts)).toBe('');
  });
});

describe('lint and the vectors of software statements', () => {
  it.each(entries('ssa'))('%s', async (_id, file, vector) => {
    const text = vector.jwt ?? JSON.stringify(vectorInput(file, vector));
    expect(await judged(file, vector, [{ name: 'ssa', text, role: 'ssa' }])).toBe('');
  });
});

describe('lint and the vectors of client records', () => {
  /** What only shows beside the client_id of an earlier registration. */
  const isAboutAnother = ([, { base }, vector]: Entry): boolean =>
    vector.breaks?.includes('RFC7592-2.1-2') === true && base !== undefined;

  it('pass over the records of another client, which only an earlier answer shows', () => {
    const ids = entries('response')
      .filter(isAboutAnother)
      .map(([id]) => id);
    expect(ids).toEqual([
      'response-ob-uk-3.3/get-other-client',
      'response-ob-uk-3.3/put-other-client',
      'response-rfc7591/7592-other-id',
    ]);
  });

  it.each(entries('response').filter((entry) => !isAboutAnother(entry)))(
    '%s',
    async (_id, file, vector) => {
      expect(await judged(file, vector, answerTexts(file, vector))).toBe('');
    },
  );
});
