import { describe, expect, it } from 'vitest';
import { createClientStore } from './client-store.ts';
import { createReplayGuard } from './replay-guard.ts';
import { createTokenStore } from './token-store.ts';

describe('the replay guard', () => {
  it('forgets an identifier when its token has expired', () => {
    const guard = createReplayGuard();
    guard.take('a', 100, 200);
    expect([guard.used('a', 199), guard.used('a', 200)]).toEqual([true, false]);
  });

  it('does not keep an identifier for ever because its token says so', () => {
    const guard = createReplayGuard();
    guard.take('a', 0, 1e12);
    expect(guard.used('a', 90_000)).toBe(false);
  });

  it('makes room by forgetting the oldest', () => {
    const guard = createReplayGuard(2);
    for (const id of ['a', 'b', 'c']) guard.take(id, 0, 100);
    expect(['a', 'b', 'c'].map((id) => guard.used(id, 1))).toEqual([false, true, true]);
  });
});

describe('the token store', () => {
  const grant = (clientId: string, expiresAt = 100) => ({
    clientId,
    scope: '',
    issuedAt: 0,
    expiresAt,
    thumbprint: null,
  });

  it('forgets a token when it expires', () => {
    const tokens = createTokenStore();
    const token = tokens.issue(grant('a'));
    expect([tokens.find(token, 99)?.clientId, tokens.find(token, 100)]).toEqual(['a', null]);
  });

  it('revokes the tokens of one client only', () => {
    const tokens = createTokenStore();
    const [a, b] = [tokens.issue(grant('a')), tokens.issue(grant('b'))];
    tokens.revokeAllOf('a');
    expect([tokens.find(a, 0), tokens.find(b, 0)?.clientId]).toEqual([null, 'b']);
  });

  it('makes room by forgetting the oldest', () => {
    const tokens = createTokenStore(1);
    const [a, b] = [tokens.issue(grant('a')), tokens.issue(grant('a'))];
    expect([tokens.find(a, 0), tokens.find(b, 0)?.clientId]).toEqual([null, 'a']);
  });
});

describe('the client store', () => {
  it('is full when it has as many clients as it may', () => {
    const clients = createClientStore(1);
    const before = clients.full();
    clients.put({ id: 'a' } as never, null);
    expect([before, clients.full()]).toEqual([false, true]);
  });
});
