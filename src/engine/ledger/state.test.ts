import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from './entry.ts';
import { createLedgerReader, leftoversOf } from './state.ts';
import { about, intent, kept, RUN, registered, settled } from './testing/entries.ts';

function stateOf(...entries: LedgerEntry[]) {
  const reader = createLedgerReader();
  for (const entry of [RUN, ...entries]) reader.add(entry);
  return reader.state();
}

function left(...entries: LedgerEntry[]) {
  return leftoversOf(stateOf(...entries)).map(({ clientId, why }) => [clientId, why]);
}

describe('a registration in the ledger', () => {
  it('may have made a client as long as nothing is known of it, under the names a bank knows', () => {
    expect(stateOf(intent('a')).possible).toEqual([
      {
        runId: 'run-1',
        at: '2026-11-22T08:01:02.000Z',
        softwareId: 'software-a',
        jti: 'jti-a',
        clientName: 'name-a',
        why: 'nothing is known of an answer to its registration',
      },
    ]);
  });

  it.each<[what: string, entries: LedgerEntry[], left: ReturnType<typeof left>]>([
    ['was refused', [intent('a'), settled('refused', 'a')], []],
    ['got no answer', [intent('a'), settled('unclear', 'a', 'reset')], [[null, 'reset']]],
    ['made a client', [intent('a'), registered('a', 'c')], [['c', 'it was not deleted']]],
    ['has its client deleted', [intent('a'), registered('a', 'c'), about('deleted', 'c')], []],
    [
      'has a client that could not be deleted',
      [intent('a'), registered('a', 'c'), about('deleting', 'c'), kept('c', 'DELETE answered 500')],
      [['c', 'DELETE answered 500']],
    ],
    [
      'made a client again under an id that was deleted',
      [registered('a', 'c'), about('deleted', 'c'), registered('b', 'c')],
      [['c', 'it was not deleted']],
    ],
    [
      'got the id of a client that another one made, which is then deleted',
      [registered('a', 'c'), registered('b', 'c'), about('deleted', 'c'), kept('c', 'gone')],
      [],
    ],
    [
      'is one of two',
      [intent('a'), intent('b'), settled('refused', 'a')],
      [[null, 'nothing is known of an answer to its registration']],
    ],
  ])('that %s leaves what it should', (_what, entries, expected) => {
    expect(left(...entries)).toEqual(expected);
  });
});

describe('a client in the ledger', () => {
  const made = [intent('a'), registered('a', 'c')];

  it('has the names of its registration, and what deletes it', () => {
    expect(stateOf(...made).clients).toEqual([
      expect.objectContaining({
        softwareId: 'software-a',
        jti: 'jti-a',
        clientName: 'name-a',
        managementUrl: 'https://bank.example/register/c',
        record: { token_endpoint_auth_method: 'private_key_jwt', scope: 'accounts' },
      }),
    ]);
  });

  it('is known without its announcement', () => {
    expect(stateOf(registered('a', 'c')).clients.map(({ clientId }) => clientId)).toEqual(['c']);
  });

  it('is leaving while a DELETE has no answer', () => {
    const leaving = (...entries: LedgerEntry[]) => stateOf(...made, ...entries).clients[0]?.leaving;
    expect([
      leaving(),
      leaving(about('deleting', 'c')),
      leaving(about('deleting', 'c'), kept('c', 'DELETE answered 500', 500)),
      leaving(about('deleting', 'c'), kept('c', 'DELETE: timeout', null)),
      leaving(kept('c', 'no token', null)),
    ]).toEqual([false, true, false, true, false]);
  });

  it('has the last of its registration access tokens', () => {
    const renewed = { event: 'renewed', at: '', clientId: 'c', token: 'second' } as const;
    expect(stateOf(...made, renewed).clients[0]?.record.registration_access_token).toBe('second');
  });
});

describe('cleanups in the ledger', () => {
  it('stand in the order in which they began, without those that ended', () => {
    const begin = (id: string) =>
      ({ event: 'cleanup', at: '', id, holder: RUN.holder }) satisfies LedgerEntry;
    const state = stateOf(begin('1'), begin('2'), begin('3'), {
      event: 'cleanup-end',
      at: '',
      id: '1',
    });
    expect(state.claims.map(({ id }) => id)).toEqual(['2', '3']);
  });
});
