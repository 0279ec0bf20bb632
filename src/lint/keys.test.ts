import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { encodeBase64url } from '../rules/base64url.ts';
import {
  compact,
  edited,
  findingOf,
  HEADER,
  linted,
  NOW,
  REQUEST,
  requestText,
  SSA,
  SSA_HEADER,
  ssaText,
  weighty,
} from './testing/documents.ts';

const PSS = { name: 'RSA-PSS', saltLength: 32 };

interface Signer {
  readonly jwk: JsonObject;
  sign(header: JsonObject, claims: JsonObject): Promise<string>;
}

async function signer(kid: string, modulusLength = 2048): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSA-PSS', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  );
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    jwk: { kty: kty ?? '', n: n ?? '', e: e ?? '', kid, use: 'sig' },
    async sign(header, claims) {
      const unsigned = compact(header, claims, '').slice(0, -1);
      const bytes = await crypto.subtle.sign(
        PSS,
        pair.privateKey,
        new TextEncoder().encode(unsigned),
      );
      return `${unsigned}.${encodeBase64url(new Uint8Array(bytes))}`;
    },
  };
}

let software: Signer;
let directory: Signer;
let request = '';

beforeAll(async () => {
  software = await signer('software-1');
  directory = await signer('directory-1');
  const ssa = await directory.sign(SSA_HEADER, SSA);
  request = await software.sign(HEADER, { ...REQUEST, software_statement: ssa });
}, 30_000);

const set = (...jwks: readonly JsonObject[]): JsonObject => ({ keys: jwks });
const verified = (report: Awaited<ReturnType<typeof linted>>) =>
  report.documents.map((each) => each.verified);

describe('signatures', () => {
  it('are verified with the keys of software and directory', async () => {
    const report = await linted([request], {
      jwks: set(software.jwk),
      directoryJwks: set(directory.jwk),
    });
    expect(verified(report)).toEqual([true, true]);
    expect(report.findings).toEqual([]);
  });

  it('are verified with key sets that are given as documents, each by the kid of the token', async () => {
    const report = await linted([
      request,
      JSON.stringify(set(directory.jwk)),
      JSON.stringify(set(software.jwk)),
    ]);
    expect(verified(report)).toEqual([true, true, null, null]);
  });

  it('are not known without keys, which is no finding', async () => {
    const report = await linted([request]);
    expect(verified(report)).toEqual([null, null]);
    expect(report.findings).toEqual([]);
  });

  it('by another key are an error', async () => {
    const report = await linted([request], { jwks: set({ ...directory.jwk, kid: 'software-1' }) });
    expect(weighty(report)).toEqual(['error request#signature request.signature.valid']);
    expect(verified(report)).toEqual([false, null]);
  });

  it('by a key that is not the one named are an error', async () => {
    const report = await linted([request], { jwks: set({ ...software.jwk, kid: 'other' }) });
    expect(weighty(report)).toEqual(['error request#header/kid request.key.kid']);
  });

  it.each([
    ['no signature', '', 'request.signature.placeholder'],
    ['zeros', new Uint8Array(256), 'request.signature.placeholder'],
    ['a word', 'signature', 'request.signature.placeholder'],
    ['a placeholder of documentation', '<signature>', 'request.signature.placeholder'],
    ['one that was cut off', new Uint8Array(200).fill(0xa5), 'request.signature.size'],
  ])('that cannot be any are found without keys: %s', async (_what, signature, expected) => {
    const token = compact(HEADER, { ...REQUEST, software_statement: ssaText() }, signature);
    expect(weighty(await linted([token]))).toEqual([`error request#signature ${expected}`]);
  });

  it('of ES256 in DER are found without keys', async () => {
    const der = new Uint8Array(71).fill(0xa5);
    der[0] = 0x30;
    const token = compact(
      edited(HEADER, { alg: 'ES256' }),
      { ...REQUEST, software_statement: ssaText() },
      der,
    );
    expect(findingOf(await linted([token]), 'request.signature.size').fix).toContain('DER');
  });

  it('with one kid on both tokens are a remark, unless both verify', async () => {
    const token = requestText({ software_statement: ssaText({}, { kid: 'software-1' }) });
    const report = await linted([token]);
    expect(report.findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      'info transaction.same-kid',
    ]);
  });
});

describe('a key set', () => {
  it.each([
    ['right', () => set(software.jwk), []],
    ['without keys', () => ({ keys: 'none' }), ['warning jwks/keys jwks.set']],
    [
      'with a private key',
      () => set({ ...software.jwk, d: 'AQAB' }),
      ['error jwks/keys/0 jwks.private'],
    ],
    [
      'with one kid twice',
      () => set(software.jwk, { ...directory.jwk, kid: 'software-1' }),
      ['warning jwks/keys jwks.kids'],
    ],
    [
      'with a point off the curve',
      () => set(software.jwk, { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ', kid: 'ec' }),
      ['error jwks/keys/1 jwks.key.usable'],
    ],
    [
      'with a key of a kind that nobody knows',
      () => set(software.jwk, { kty: 'LATER', kid: 'l' }),
      [],
    ],
  ])('%s', async (_what, keys, expected) => {
    const report = await linted([], {
      texts: [{ name: 'keys', text: JSON.stringify(keys()), role: 'jwks' }],
    });
    expect(weighty(report)).toEqual(expected);
    expect(JSON.stringify(report.findings)).not.toContain('AQAB"');
  });

  it('with a short key', async () => {
    const short = await signer('short', 1024);
    expect(weighty(await linted([JSON.stringify(set(short.jwk))]))).toEqual([
      'error jwks/keys/0/n jwks.key.size',
    ]);
  });

  it('with nothing to sign with is a remark', async () => {
    const report = await linted([JSON.stringify(set({ ...software.jwk, use: 'enc' }))]);
    expect(findingOf(report, 'jwks.no-signing-key').severity).toBe('info');
  });
});

describe('a client certificate', () => {
  const certificate = {
    subjectDn: 'CN=software1,OU=org1,O=TPP Ltd,C=GB',
    roles: ['PSP_AI'],
    notBefore: NOW - 1000,
    notAfter: NOW + 1000,
  };

  it.each([
    ['of the organisation', {}, {}, []],
    [
      'of another organisation',
      { subjectDn: 'CN=x,O=Other,C=GB' },
      {},
      ['warning transport transport.certificate-matches-ssa'],
    ],
    [
      'that has expired',
      { notAfter: NOW - 10 },
      {},
      ['error transport transport.certificate.time'],
    ],
    [
      'with fewer roles than the statement',
      {},
      { software_roles: ['AISP', 'PISP'] },
      ['warning transport transport.certificate.roles'],
    ],
    ['that names no roles', { roles: [] }, { software_roles: ['AISP', 'PISP'] }, []],
  ])('%s', async (_what, change, ssa, expected) => {
    const report = await linted([requestText({}, {}, ssa)], {
      certificate: { ...certificate, ...change },
    });
    expect(weighty(report)).toEqual(expected);
  });

  it('is compared with the subject that the request names', async () => {
    const method = {
      token_endpoint_auth_method: 'tls_client_auth',
      token_endpoint_auth_signing_alg: undefined,
    };
    const subject = (dn: string) =>
      linted([requestText({ ...method, tls_client_auth_subject_dn: dn })], { certificate });
    expect(weighty(await subject('CN=software1,OU=org1,O=TPP Ltd,C=GB'))).toEqual([]);
    expect(weighty(await subject('CN=other,O=TPP Ltd,C=GB'))).toEqual([
      'error request/tls_client_auth_subject_dn request.tls-subject.certificate',
    ]);
  });
});
