import { describe, expect, it } from 'vitest';
import { SSA_HERE } from '../model/draft.ts';
import { UsageError } from '../model/errors.ts';
import type { ClaimSpec } from '../model/profile.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { makeDraft } from './make-draft.ts';
import { draftInput } from './testing/draft-input.ts';
import { fakeTrust } from './testing/fake-trust.ts';

const trust = fakeTrust();
const full = makeDraft(draftInput(obUk33, trust));
const minimal = makeDraft(draftInput(obUk33, trust, { variant: 'minimal' }));

function tooLong(
  claims: Readonly<Record<string, unknown>>,
  specs: Readonly<Record<string, ClaimSpec>>,
) {
  return Object.entries(claims)
    .flatMap(([name, value]) => [value].flat().map((item) => [name, item] as const))
    .filter(
      ([name, item]) => typeof item === 'string' && item.length > (specs[name]?.maxLength ?? 1e9),
    )
    .map(([name]) => name);
}

describe('a full draft', () => {
  it('has every claim of the OB Directory', () => {
    const missing = Object.keys(obUk33.ssa.claims).filter((name) => !(name in full.ssa.claims));
    expect(missing).toEqual(['exp', 'nbf']);
  });

  it('has every value of the profile, with its placeholders filled in', () => {
    expect(Object.keys(full.request.claims)).toEqual(Object.keys(obUk33.request.values));
    expect(Object.keys(full.ssa.claims)).toEqual(Object.keys(obUk33.ssa.values));
    expect(
      JSON.stringify([full.request.claims, full.ssa.claims]).replace(SSA_HERE, ''),
    ).not.toMatch(/\{\w+\}/);
  });

  it.each([
    ['SSA', full.ssa.claims, obUk33.ssa.claims],
    ['request', { ...full.request.claims, aud: 'x' }, obUk33.request.claims],
  ])('keeps every claim of the %s within its size', (_name, claims, specs) => {
    expect(tooLong(claims, specs)).toEqual([]);
  });

  it('is issued by the software that its SSA names', () => {
    const { iss, software_id } = full.request.claims;
    expect([iss, software_id]).toEqual([full.softwareId, full.softwareId]);
  });

  it('asks for redirect URIs of its SSA only', () => {
    expect(full.ssa.claims.software_redirect_uris).toEqual(full.request.claims.redirect_uris);
  });

  it('spells jti in upper case, which every reading of the specification allows', () => {
    expect(full.request.claims.jti).toMatch(/^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$/);
  });

  it('lives for five minutes, as the profile says', () => {
    const { iat, exp } = full.request.claims;
    expect(Number(exp) - Number(iat)).toBe(300);
  });

  it('names a key set of its own', () => {
    expect(full.ssa.claims.software_jwks_endpoint).toBe(
      `https://keys.example/software/${full.softwareId}.jwks.json`,
    );
  });

  it('names the run in the client name', () => {
    expect(full.ssa.claims.software_client_name).toMatch(/^run-1 /);
  });

  it('asks in ES256 for what it signs in ES256', () => {
    const { request } = makeDraft(draftInput(obUk33, trust, { algorithm: 'ES256' }));
    expect([request.header.alg, request.claims.id_token_signed_response_alg]).toEqual([
      'ES256',
      'ES256',
    ]);
  });
});

describe('a minimal draft', () => {
  it.each(['software_id', 'response_types'])('has no %s', (claim) => {
    expect(minimal.request.claims).not.toHaveProperty(claim);
  });

  it('has the signing algorithm that its authentication method needs', () => {
    expect(minimal.request.claims.token_endpoint_auth_signing_alg).toBe('PS256');
  });

  it('keeps what a server authorises by', () => {
    expect(minimal.ssa.claims).toHaveProperty('software_roles');
  });

  it('leaves out what only describes the software', () => {
    expect(minimal.ssa.claims).not.toHaveProperty('software_logo_uri');
  });
});

describe('the ids of drafts', () => {
  it('are rebuilt from the same input', () => {
    expect(makeDraft(draftInput(obUk33, trust))).toEqual(full);
  });

  it.each([
    { seed: 'other' },
    { runId: 'run-2' },
    { caseId: 'claims/other' },
    { label: 'control' },
  ])('differ with %o', (changes) => {
    expect(makeDraft(draftInput(obUk33, trust, changes)).softwareId).not.toBe(full.softwareId);
  });

  it('describe the same software again where one is given', () => {
    const again = makeDraft(
      draftInput(obUk33, trust, { label: 'put', softwareId: full.softwareId }),
    );
    const { jti: _jti, ...described } = full.ssa.claims;
    expect(again.ssa.claims).toMatchObject(described);
  });

  it('give the same software a fresh jti', () => {
    const again = makeDraft(
      draftInput(obUk33, trust, { label: 'put', softwareId: full.softwareId }),
    );
    expect(again.request.claims.jti).not.toBe(full.request.claims.jti);
  });
});

describe('--set and --unset', () => {
  const edited = (path: string, value?: string) =>
    makeDraft(
      draftInput(obUk33, trust, { edits: [value === undefined ? { path } : { path, value }] }),
    );

  it('sets a claim of the request', () => {
    expect(edited('request.scope', 'openid').request.claims.scope).toBe('openid');
  });

  it('takes a claim of the SSA away', () => {
    expect(edited('ssa.org_status').ssa.claims).not.toHaveProperty('org_status');
  });

  it('reaches into an object', () => {
    const { ssa } = edited('ssa.organisation_competent_authority_claims.status', 'Inactive');
    expect(ssa.claims.organisation_competent_authority_claims).toMatchObject({
      authority_id: 'FCAGBR',
      status: 'Inactive',
    });
  });

  it.each(['scope', 'header.alg', 'request', 'request.', 'ssa..x'])(
    'refuses the path %s',
    (path) => {
      expect(() => edited(path, 'x')).toThrow(UsageError);
    },
  );
});
