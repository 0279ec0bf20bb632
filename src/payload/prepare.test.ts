import { describe, expect, it } from 'vitest';
import type { Draft } from '../model/draft.ts';
import type { Mutation } from '../model/mutation.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { makeDraft } from './make-draft.ts';
import { type PrepareInput, prepare } from './prepare.ts';
import { draftInput } from './testing/draft-input.ts';
import { fakeTrust } from './testing/fake-trust.ts';

const trust = fakeTrust();
const draft = makeDraft(draftInput(obUk33, trust));

const FACTS = { title: 'x', path: 'x', breaks: [], situation: 'request-malformed' } as const;

function onClaims(id: string, apply: (draft: Draft) => Draft): Mutation {
  return { ...FACTS, id, stage: 'claims', apply };
}

function setScope(scope: string): Mutation {
  return onClaims('scope', (old) => ({
    ...old,
    request: { ...old.request, claims: { ...old.request.claims, scope } },
  }));
}

function prepared(mutations: readonly Mutation[], changes: Partial<PrepareInput> = {}) {
  return prepare({
    draft,
    mutations,
    trust,
    url: 'https://bank.example/register',
    method: 'POST',
    mediaType: 'application/jwt',
    interactionId: '11111111-2222-4333-8444-555555555555',
    ...changes,
  });
}

describe('the message', () => {
  it('carries the request as the media type that the target takes', async () => {
    const { outgoing, signed } = await prepared([]);
    expect(outgoing.message).toMatchObject({
      method: 'POST',
      url: 'https://bank.example/register',
      body: signed.request,
      headers: expect.arrayContaining([['content-type', 'application/jwt']]),
    });
  });

  it('carries its interaction id and further headers', async () => {
    const { outgoing } = await prepared([], { headers: [['authorization', 'Bearer x']] });
    expect(outgoing.message.headers).toEqual(
      expect.arrayContaining([
        ['x-fapi-interaction-id', '11111111-2222-4333-8444-555555555555'],
        ['authorization', 'Bearer x'],
      ]),
    );
  });

  it('is sent with the certificate of the software unless told otherwise', async () => {
    const { outgoing } = await prepared([]);
    expect(outgoing.identity).toBe('tpp');
  });

  it('names the client in an update', async () => {
    const { sent } = await prepared([], { method: 'PUT', clientId: 'client-1' });
    expect(sent.request.client_id).toBe('client-1');
  });
});

describe('what was sent', () => {
  it('holds the SSA that the request carried', async () => {
    const { sent, signed } = await prepared([]);
    expect([sent.softwareStatement, sent.request.software_statement]).toEqual([
      signed.ssa,
      signed.ssa,
    ]);
  });

  it('is what a parser reads where a claim stands there twice', async () => {
    const twice = onClaims('twice', (old) => ({
      ...old,
      request: { ...old.request, claimsText: (json) => `${json.slice(0, -1)},"scope":"second"}` },
    }));
    const { sent } = await prepared([twice]);
    expect(sent.request.scope).toBe('second');
  });
});

describe('records', () => {
  it('show a changed claim before and after', async () => {
    const { records } = await prepared([setScope('openid')]);
    expect(records).toEqual([
      {
        id: 'scope',
        path: 'request.claims.scope',
        before: 'openid accounts payments fundsconfirmations',
        after: 'openid',
      },
    ]);
  });

  it('leave out the side that does not exist', async () => {
    const drop = onClaims('drop', (old) => {
      const { aud: _aud, ...claims } = old.request.claims;
      return { ...old, request: { ...old.request, claims } };
    });
    const { records } = await prepared([drop]);
    expect(records).toEqual([
      { id: 'drop', path: 'request.claims.aud', before: 'BankAtTheDirectory' },
    ]);
  });

  it('are empty for a mutation that changes nothing, whatever it says of itself', async () => {
    const { records } = await prepared([onClaims('idle', (old) => old)]);
    expect(records).toEqual([]);
  });

  it('leave out what the control shares', async () => {
    const { records } = await prepared([], { base: [setScope('openid')] });
    expect(records).toEqual([]);
  });

  it('describe how a signature is made', async () => {
    const unsigned = onClaims('unsigned', (old) => ({
      ...old,
      request: { ...old.request, signature: { kind: 'none' } },
    }));
    const { records } = await prepared([unsigned]);
    expect(records).toEqual([
      { id: 'unsigned', path: 'request.signature', before: 'PS256 by tpp-signing', after: 'none' },
    ]);
  });

  it('show the text around a change that JSON cannot express', async () => {
    const trailing = onClaims('trailing', (old) => ({
      ...old,
      ssa: { ...old.ssa, claimsText: (json) => `${json}ABCD` },
    }));
    const { records } = await prepared([trailing]);
    expect(records[0]).toMatchObject({
      path: 'ssa.claims',
      after: expect.stringContaining('}ABCD'),
    });
  });

  it.each([
    ['one part', (token: string) => token.replace(/\.[^.]*$/, '.AAAA'), 'request.signature'],
    ['the shape', (token: string) => `${token}.x`, 'request'],
  ])('tell which part of a token changed: %s', async (_what, apply, path) => {
    const mutation: Mutation = { ...FACTS, id: 't', stage: 'token', layer: 'request', apply };
    const { records } = await prepared([mutation]);
    expect(records[0]?.path).toBe(path);
  });

  it('name changed headers in lower case', async () => {
    const mutation: Mutation = {
      ...FACTS,
      id: 'h',
      stage: 'http',
      apply: (message) => ({ ...message, headers: [['Content-Type', 'text/plain']] }),
    };
    const { records } = await prepared([mutation]);
    expect(records).toContainEqual({
      id: 'h',
      path: 'http.headers.content-type',
      before: 'application/jwt',
      after: 'text/plain',
    });
  });

  it('tell who connected', async () => {
    const mutation: Mutation = { ...FACTS, id: 'c', stage: 'connection', identity: 'none' };
    const { records, outgoing } = await prepared([mutation]);
    expect([records, outgoing.identity]).toEqual([
      [{ id: 'c', path: 'connection.identity', before: 'tpp', after: 'none' }],
      'none',
    ]);
  });

  it('are short however long the values are', async () => {
    const { records } = await prepared([setScope('a'.repeat(1_000_000))]);
    expect(JSON.stringify(records).length).toBeLessThan(1_000);
  });
});
