import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Draft, SignatureSpec } from '../model/draft.ts';
import type { KeyName } from '../model/keys.ts';
import type { TokenMutation } from '../model/mutation.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { makeDraft } from './make-draft.ts';
import { signDraft } from './sign-draft.ts';
import { draftInput } from './testing/draft-input.ts';
import { fakeTrust } from './testing/fake-trust.ts';

const trust = fakeTrust();

async function verifies(token: string, key: KeyName, alg: string): Promise<boolean> {
  const jwk = await importJWK(trust.key(key).publicJwk as unknown as JWK, alg);
  return compactVerify(token, jwk).then(
    () => true,
    () => false,
  );
}

function draft(signature?: SignatureSpec): Draft {
  const valid = makeDraft(draftInput(obUk33, trust));
  return signature === undefined ? valid : { ...valid, request: { ...valid.request, signature } };
}

describe('signDraft', () => {
  it.each([
    ['PS256', 'tpp-signing', 'directory'],
    ['ES256', 'tpp-signing-ec', 'directory-ec'],
  ] as const)(
    'signs both tokens of a valid draft with %s',
    async (algorithm, requestKey, ssaKey) => {
      const signed = await signDraft(
        makeDraft(draftInput(obUk33, trust, { algorithm })),
        [],
        trust,
      );
      expect([
        await verifies(signed.request, requestKey, algorithm),
        await verifies(signed.ssa, ssaKey, algorithm),
      ]).toEqual([true, true]);
    },
  );

  it('names the key that signed', async () => {
    const { request } = await signDraft(draft(), [], trust);
    expect(decodeProtectedHeader(request)).toEqual({
      alg: 'PS256',
      kid: trust.key('tpp-signing').kid,
      typ: 'JWT',
    });
  });

  it('puts the SSA into the request', async () => {
    const { request, ssa } = await signDraft(draft(), [], trust);
    expect(claimsOf(request).software_statement).toBe(ssa);
  });

  it.each(['RS256', 'PS384', 'PS512', 'RS384', 'RS512', 'RS1'] as const)(
    'makes no PS256 signature when asked for %s',
    async (algorithm) => {
      const { request } = await signDraft(
        draft({ kind: 'key', key: 'tpp-signing', algorithm }),
        [],
        trust,
      );
      expect(await verifies(request, 'tpp-signing', 'PS256')).toBe(false);
    },
  );

  it('makes no valid PS256 signature with another salt length', async () => {
    const short = { kind: 'key', key: 'tpp-signing', algorithm: 'PS256', saltLength: 20 } as const;
    const { request } = await signDraft(draft(short), [], trust);
    expect(await verifies(request, 'tpp-signing', 'PS256')).toBe(false);
  });

  it.each([
    ['nothing for none', { kind: 'none' }, 0],
    ['zero bytes', { kind: 'zero', bytes: 64 }, 64],
    ['an HMAC', { kind: 'hmac', hash: 'sha512', secret: 'tpp-signing', form: 'pem' }, 64],
    ['R and S', { kind: 'key', key: 'tpp-signing-ec', algorithm: 'ES256' }, 64],
  ] as const)('puts %s in the signature part', async (_what, signature, bytes) => {
    const { request } = await signDraft(draft(signature), [], trust);
    expect(Buffer.from(request.split('.')[2] ?? '', 'base64url')).toHaveLength(bytes);
  });

  it('puts a DER sequence in the signature part where asked to', async () => {
    const der = { kind: 'key', key: 'tpp-signing-ec', algorithm: 'ES256', der: true } as const;
    const { request } = await signDraft(draft(der), [], trust);
    expect(Buffer.from(request.split('.')[2] ?? '', 'base64url')[0]).toBe(0x30);
  });

  it('signs what an edited text says', async () => {
    const valid = draft();
    const claimsText = (json: string) => `${json}trailing`;
    const { request } = await signDraft(
      { ...valid, request: { ...valid.request, claimsText } },
      [],
      trust,
    );
    expect(await verifies(request, 'tpp-signing', 'PS256')).toBe(true);
  });

  it('does not sign an SSA that is not sent', async () => {
    const valid = draft();
    const claims = { ...valid.request.claims, software_statement: 'another' };
    const signed = await signDraft({ ...valid, request: { ...valid.request, claims } }, [], trust);
    expect(signed.ssa).toBe('');
  });

  it('signs the request around an SSA that was tampered with', async () => {
    const upper: TokenMutation = {
      id: 'x',
      title: 'x',
      path: 'ssa',
      breaks: [],
      situation: 'ssa-malformed',
      stage: 'token',
      layer: 'ssa',
      apply: () => 'tampered',
    };
    const { request } = await signDraft(draft(), [upper], trust);
    expect([
      claimsOf(request).software_statement,
      await verifies(request, 'tpp-signing', 'PS256'),
    ]).toEqual(['tampered', true]);
  });
});

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
