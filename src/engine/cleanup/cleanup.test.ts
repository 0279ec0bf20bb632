import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { thisProcess } from '../ledger/holder.ts';
import { about, intent, kept, registered, settled } from '../ledger/testing/entries.ts';
import { type BankOptions, type FakeBank, fakeBank } from '../testing/fake-bank.ts';
import { inFolder } from '../testing/run.ts';
import { type Cleanup, leftBy } from './cleanup.ts';
import {
  bankWith,
  type CleaningOptions,
  clean,
  DEAD_RUN,
  killedWith,
  ledgerPath,
  ledgerText,
  putLedger,
} from './testing/left-behind.ts';

function outcomes({ ledgers }: Cleanup) {
  return ledgers.flatMap(({ removals }) =>
    removals.map(({ client, outcome }) => [client.clientId, outcome]),
  );
}

function reasons({ ledgers }: Cleanup) {
  return ledgers.flatMap(({ removals }) => removals.map(({ why }) => why));
}

/** Cleans up once after `entries`. */
function cleaned(
  entries: Parameters<typeof putLedger>[1],
  bank: FakeBank,
  how: CleaningOptions = {},
): Promise<Cleanup> {
  return inFolder(async (folder) => {
    putLedger(folder, entries);
    return clean(folder, bank, how);
  });
}

const deletes = ({ log }: FakeBank) => log.filter((line) => line.startsWith('DELETE'));

describe('a cleanup', () => {
  it('deletes the clients of a killed run, and has nothing to do the second time', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, killedWith('a', 'b', 'c'));
      const bank = bankWith(['a', 'b', 'c', 'somebody else’s']);
      const first = await clean(folder, bank);
      expect(outcomes(first)).toEqual([
        ['a', 'deleted'],
        ['b', 'deleted'],
        ['c', 'deleted'],
      ]);
      expect([leftBy(first), [...bank.clients.keys()]]).toEqual([0, ['somebody else’s']]);
      const asked = bank.log.length;
      const second = await clean(folder, bank);
      expect([second.ledgers, bank.log.length - asked]).toEqual([[], 0]);
    });
  });

  it('leaves alone what a run deleted itself, and what was refused', async () => {
    const bank = bankWith([]);
    const entries = [
      ...killedWith('a'),
      about('deleted', 'a'),
      intent('b'),
      settled('refused', 'b'),
    ];
    expect([(await cleaned(entries, bank)).ledgers, bank.log]).toEqual([[], []]);
  });

  it('lists registrations of which nobody knows, with what a bank can look for', async () => {
    const entries = [...killedWith(), intent('x'), settled('unclear', 'x', 'timeout')];
    const done = await cleaned(entries, bankWith([]));
    expect(done.ledgers[0]?.possible).toEqual([
      {
        runId: 'run-1',
        jti: 'jti-x',
        softwareId: 'software-x',
        clientName: 'name-x',
        at: '2026-11-22T08:01:02.000Z',
        why: 'timeout',
      },
    ]);
    expect(leftBy(done)).toBe(1);
  });

  it('says why a client is left, and deletes it when that has passed', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, killedWith('a'));
      let broken = true;
      const bank = bankWith(['a'], {
        instead: ({ method }) => (broken && method === 'DELETE' ? { status: 500 } : undefined),
      });
      const first = await clean(folder, bank);
      expect([outcomes(first), reasons(first)]).toEqual([[['a', 'left']], ['DELETE answered 500']]);
      expect(leftBy(first)).toBe(1);
      broken = false;
      expect(outcomes(await clean(folder, bank))).toEqual([['a', 'deleted']]);
    });
  });

  it('deletes what the run itself could not', async () => {
    const entries = [...killedWith('a'), kept('a', 'DELETE answered 503')];
    expect(outcomes(await cleaned(entries, bankWith(['a'])))).toEqual([['a', 'deleted']]);
  });

  it('stops asking a target that does not answer', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const bank = bankWith(ids, { instead: () => 'drop' });
    const done = await cleaned(killedWith(...ids), bank, { changes: { concurrency: 1 } });
    expect([leftBy(done), bank.log.length]).toEqual([8, 3]);
  });

  it('goes on after a line that a kill cut short', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, killedWith('a'));
      appendFileSync(ledgerPath(folder), '{"event":"intent","at":"2026');
      const bank = bankWith(['a']);
      const done = await clean(folder, bank);
      expect([outcomes(done), bank.clients.size]).toEqual([[['a', 'deleted']], 0]);
      expect(done.ledgers[0]?.notes.join()).toContain('1 of its lines cannot be read');
      expect((await clean(folder, bank)).ledgers).toEqual([]);
    });
  });

  it('has nothing to do where there is no ledger, or only an empty one', async () => {
    await inFolder(async (folder) => {
      expect((await clean(folder, bankWith([]))).ledgers).toEqual([]);
      putLedger(folder, []);
      writeFileSync(ledgerPath(folder, 'torn'), '{"event":"run","at"');
      expect((await clean(folder, bankWith([]))).ledgers).toEqual([]);
    });
  });

  it('only looks when it is a dry run', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, [...killedWith('a'), intent('x')]);
      const before = ledgerText(folder);
      const bank = bankWith(['a']);
      const done = await clean(folder, bank, { dryRun: true });
      expect(done.ledgers[0]?.planned.map(({ clientId }) => clientId)).toEqual(['a']);
      expect([leftBy(done), bank.log, ledgerText(folder)]).toEqual([2, [], before]);
    });
  });

  it('keeps to the target that it was given, by address or by origin', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, killedWith('a'), 'one');
      const other = { ...DEAD_RUN, target: 'https://other.example/register' };
      const elsewhere = { ...other, registrationEndpoint: 'https://other.example/register' };
      putLedger(folder, [elsewhere, intent('b'), registered('b', 'b')], 'two');
      const { ledgers, passedOver } = await clean(folder, bankWith(['a']), {
        changes: { target: 'https://bank.example/.well-known/openid-configuration' },
      });
      expect([ledgers.map(({ path }) => path), passedOver]).toEqual([
        [ledgerPath(folder, 'one')],
        1,
      ]);
    });
  });
});

describe('a client whose DELETE was on its way', () => {
  const unknown = [...killedWith('a', 'b'), about('deleting', 'a')];

  it('is gone when the target knows its neighbours and not it', async () => {
    expect(outcomes(await cleaned(unknown, bankWith(['b'])))).toEqual([
      ['a', 'gone'],
      ['b', 'deleted'],
    ]);
  });

  it('is left where nothing shows that the target would know anybody', async () => {
    const done = await cleaned([...killedWith('a'), about('deleting', 'a')], bankWith([]));
    expect([outcomes(done), reasons(done)]).toEqual([
      [['a', 'left']],
      ['no token for the client was to be had: the token endpoint answered 401'],
    ]);
  });

  it('is gone also when its DELETE got no answer, and when all others are leaving', async () => {
    const entries = [
      ...killedWith('a', 'b'),
      about('deleting', 'a'),
      kept('a', 'DELETE: timeout', null),
      about('deleting', 'b'),
    ];
    const done = await cleaned(entries, bankWith(['b']), { changes: { concurrency: 1 } });
    expect(outcomes(done)).toEqual([
      ['a', 'gone'],
      ['b', 'deleted'],
    ]);
  });

  it('may be believed gone later, when something shows that the target would know it', async () => {
    await inFolder(async (folder) => {
      putLedger(folder, unknown);
      let down = true;
      const bank = bankWith(['b'], {
        instead: ({ path }) => (down && path === '/token' ? { status: 401 } : undefined),
      });
      expect(outcomes(await clean(folder, bank))).toEqual([
        ['a', 'left'],
        ['b', 'left'],
      ]);
      down = false;
      expect(outcomes(await clean(folder, bank))).toEqual([
        ['a', 'gone'],
        ['b', 'deleted'],
      ]);
    });
  });

  it('is deleted when it is still there', async () => {
    const bank = bankWith(['a', 'b']);
    expect(outcomes(await cleaned(unknown, bank))).toContainEqual(['a', 'deleted']);
    expect(bank.clients.size).toBe(0);
  });

  it('is not taken for gone because of another refusal', async () => {
    let tokens = 0;
    const bank = bankWith(['a', 'b'], {
      instead: ({ path }) => {
        if (path !== '/token') return undefined;
        tokens += 1;
        // Every way in which a token is asked for the first client.
        return tokens <= 4 ? { status: 400, body: { error: 'invalid_scope' } } : undefined;
      },
    });
    const done = await cleaned(unknown, bank, { changes: { concurrency: 1 } });
    expect(outcomes(done)).toEqual([
      ['a', 'left'],
      ['b', 'deleted'],
    ]);
  });

  it('that nobody tried to delete is left when the target does not know it', async () => {
    expect(outcomes(await cleaned(killedWith('a', 'b'), bankWith(['b'])))).toContainEqual([
      'a',
      'left',
    ]);
  });
});

describe('whoever is at work on a ledger', () => {
  const alive = { ...DEAD_RUN, holder: thisProcess() };
  const claim = { event: 'cleanup', at: '', id: '1', holder: thisProcess() } as const;
  const made = [intent('a'), registered('a', 'a')];

  it.each([
    ['a run', [alive, ...made], 'run'],
    ['another cleanup', [...killedWith('a'), claim], 'cleanup'],
  ] as const)('is not disturbed: %s', async (_what, entries, what) => {
    await inFolder(async (folder) => {
      putLedger(folder, entries);
      const before = ledgerText(folder);
      const bank = bankWith(['a']);
      const done = await clean(folder, bank);
      expect(done.ledgers.map(({ busy }) => busy?.what)).toEqual([what]);
      expect([leftBy(done), bank.log, ledgerText(folder)]).toEqual([0, [], before]);
    });
  });

  it('is over when it has said so, or when its process is gone', async () => {
    const dead = { ...claim, id: '2', holder: DEAD_RUN.holder };
    for (const entries of [
      [alive, ...made, { event: 'end', at: '' } as const],
      [...killedWith('a'), dead],
      [...killedWith('a'), claim, { event: 'cleanup-end', at: '', id: '1' } as const],
    ]) {
      expect(outcomes(await cleaned(entries, bankWith(['a'])))).toEqual([['a', 'deleted']]);
    }
  });

  it('is one of two cleanups that begin at once: each client is deleted once', async () => {
    await inFolder(async (folder) => {
      const ids = Array.from({ length: 12 }, (_, index) => `client-${index}`);
      putLedger(folder, killedWith(...ids));
      const bank = bankWith(ids);
      const both = await Promise.all([clean(folder, bank), clean(folder, bank)]);
      expect(both.flatMap(outcomes).every(([, outcome]) => outcome === 'deleted')).toBe(true);
      expect(deletes(bank)).toHaveLength(12);
    });
  });
});

describe('the credentials of a cleanup', () => {
  const forms = (instead: BankOptions['instead'] = () => undefined) => {
    const bodies: string[] = [];
    const bank = bankWith(['a'], { instead });
    const request = bank.request;
    const watching: FakeBank = {
      ...bank,
      request(sent) {
        if (sent.url.endsWith('/token')) bodies.push(String(sent.body));
        return request(sent);
      },
    };
    return { bank: watching, bodies };
  };

  it('are tried in every way that the token endpoint may take', async () => {
    const { bank } = forms();
    let tokens = 0;
    const choosy: FakeBank = {
      ...bank,
      request(sent) {
        const form = new URLSearchParams(String(sent.body));
        if (sent.url.endsWith('/token')) tokens += 1;
        const refused = sent.url.endsWith('/token') && form.has('scope');
        return bank.request(refused ? { ...sent, body: '' } : sent);
      },
    };
    expect(outcomes(await cleaned(killedWith('a'), choosy))).toEqual([['a', 'deleted']]);
    expect(tokens).toBeGreaterThan(1);
  });

  it('are a certificate alone for a client of tls_client_auth', async () => {
    const { bank, bodies } = forms(({ path }) =>
      path === '/token' ? { status: 200, body: { access_token: 't' } } : undefined,
    );
    const record = { token_endpoint_auth_method: 'tls_client_auth' };
    const entries = [DEAD_RUN, intent('a'), { ...registered('a', 'a'), record }];
    await cleaned(entries as Parameters<typeof putLedger>[1], bank);
    expect(new URLSearchParams(bodies[0]).get('client_id')).toBe('a');
    expect(bodies[0]).not.toContain('client_assertion');
  });

  it('are the registration access token where the profile manages clients with it', async () => {
    const management = { ...obUk33.management, credential: 'registration-access-token' } as const;
    const seen: (string | undefined)[] = [];
    const bank = fakeBank();
    bank.clients.set('a', {});
    const watching: FakeBank = {
      ...bank,
      request(sent) {
        seen.push(sent.headers.find(([name]) => name === 'authorization')?.[1]);
        return bank.request(sent);
      },
    };
    const renewed = { event: 'renewed', at: '', clientId: 'a', token: 'second' } as const;
    const profile = { ...obUk33, management };
    await cleaned([...killedWith('a'), renewed], watching, { profile });
    expect([seen, bank.clients.size]).toEqual([['Bearer second'], 0]);
  });

  it('never have an id that a run or another cleanup has used', async () => {
    const jtis: unknown[] = [];
    await inFolder(async (folder) => {
      putLedger(folder, killedWith('a'));
      const { bank, bodies } = forms(({ method }) =>
        method === 'DELETE' ? { status: 500 } : undefined,
      );
      for (const _ of [1, 2]) await clean(folder, bank);
      for (const body of bodies) {
        const assertion = new URLSearchParams(body).get('client_assertion') ?? '';
        const [, claims = ''] = assertion.split('.');
        jtis.push(JSON.parse(Buffer.from(claims, 'base64url').toString()).jti);
      }
    });
    expect(jtis.length).toBeGreaterThan(1);
    expect(new Set(jtis).size).toBe(jtis.length);
  });
});

describe('the key sets of a killed run', () => {
  async function freePort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  const runAt = (port: number) => {
    const keySets = { baseUrl: `http://127.0.0.1:${port}`, host: '127.0.0.1', port };
    return [{ ...DEAD_RUN, keySets }, intent('a'), registered('a', 'a')];
  };

  it('are served again where it served them', async () => {
    const port = await freePort();
    const statuses: number[] = [];
    const bank = bankWith(['a']);
    const fetching: FakeBank = {
      ...bank,
      async request(sent) {
        const set = await fetch(`http://127.0.0.1:${port}/software/software-a.jwks.json`);
        statuses.push(set.status);
        return bank.request(sent);
      },
    };
    await cleaned(runAt(port), fetching);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('are missed where another process has that port, which is said', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const done = await cleaned(runAt(port), bankWith(['a']));
    taken.close();
    expect(outcomes(done)).toEqual([['a', 'deleted']]);
    expect(done.ledgers[0]?.notes.join()).toContain(`cannot serve key sets on 127.0.0.1:${port}`);
  });
});
