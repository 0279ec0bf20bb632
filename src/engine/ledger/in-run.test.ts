import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimsMutation } from '../../model/mutation.ts';
import type { RunReport } from '../../model/report.ts';
import { flowCase, GOOD, stimulus, valid, without } from '../testing/cases.ts';
import { type BankOptions, type BankRequest, fakeBank } from '../testing/fake-bank.ts';
import { inFolder, open } from '../testing/run.ts';
import type { LedgerEntry } from './entry.ts';
import { parseLedger } from './parse.ts';
import { createLedgerReader, leftoversOf } from './state.ts';

const isRegistration = ({ method, path }: BankRequest) => method === 'POST' && path === '/register';

const CASES = [
  valid('registration/full'),
  stimulus('claims/no-aud'),
  stimulus('management/put-no-aud', { operation: 'put' }),
  flowCase('management/steps', async (flow) => {
    const client = await flow.client();
    await flow.remove(client);
    await flow.update(await flow.client(), { clientId: 'nobody' });
    flow.add(GOOD);
  }),
  flowCase('registration/same-statement', async (flow) => {
    const first = await flow.client();
    const { softwareStatement } = first.sent;
    const mutation: ClaimsMutation = {
      ...without('software_statement'),
      apply: (draft) => {
        const claims = { ...draft.request.claims, software_statement: softwareStatement };
        return { ...draft, request: { ...draft.request, claims } };
      },
    };
    await flow.register({ sameSoftwareAs: first, mutation });
    flow.add(GOOD);
  }),
];

interface Watched {
  readonly report: RunReport;
  readonly entries: readonly LedgerEntry[];
  /** For each registration: what the ledger held when it arrived. */
  readonly atArrival: readonly (readonly [jti: unknown, entries: readonly LedgerEntry[]])[];
}

function ledgerIn(folder: string): readonly LedgerEntry[] {
  return parseLedger(readFileSync(join(folder, 'keys', 'ledger', 'run-1.jsonl'), 'utf8')).entries;
}

async function watched(instead: BankOptions['instead'] = () => undefined): Promise<Watched> {
  return inFolder(async (folder) => {
    const atArrival: [unknown, readonly LedgerEntry[]][] = [];
    const bank = fakeBank({
      instead(request) {
        if (isRegistration(request)) atArrival.push([request.claims.jti, ledgerIn(folder)]);
        return instead(request);
      },
    });
    const report = await (await open(folder, bank, CASES)).run();
    return { report, entries: ledgerIn(folder), atArrival };
  });
}

function leftBy(entries: readonly LedgerEntry[]) {
  const reader = createLedgerReader();
  for (const entry of entries) reader.add(entry);
  return leftoversOf(reader.state());
}

describe('the ledger of a run', () => {
  it('has each registration before the bank has it', async () => {
    const { atArrival } = await watched();
    expect(atArrival.length).toBeGreaterThan(5);
    for (const [jti, entries] of atArrival) {
      const announced = entries.filter((entry) => entry.event === 'intent');
      expect(announced).toContainEqual(
        expect.objectContaining({
          runId: 'run-1',
          jti,
          softwareId: expect.stringMatching(/^\w{22}$/),
          clientName: expect.stringContaining('run-1'),
          at: expect.stringMatching(/^\d{4}-/),
        }),
      );
    }
  });

  it('announces no registration that still waits for its turn', async () => {
    await inFolder(async (folder) => {
      const batch = Array.from({ length: 20 }, (_, i) => stimulus(`claims/no-aud-${i}`));
      let most = 0;
      const bank = fakeBank({
        instead(request) {
          if (isRegistration(request)) {
            const unanswered = leftBy(ledgerIn(folder)).filter(({ clientId }) => clientId === null);
            most = Math.max(most, unanswered.length);
          }
          return undefined;
        },
      });
      await (await open(folder, bank, batch, { concurrency: 2 })).run();
      expect(most).toBeGreaterThan(0);
      // Two on their way, and two whose answers have come and are not noted yet.
      expect(most).toBeLessThanOrEqual(4);
    });
  });

  it.each<[what: string, instead: BankOptions['instead'], leftovers: boolean]>([
    ['deletes everything', undefined, false],
    ['keeps everything', ({ method }) => (method === 'DELETE' ? { status: 500 } : undefined), true],
    [
      'drops every third registration',
      (request) =>
        isRegistration(request) && request.registrations % 3 === 0 ? 'drop' : undefined,
      true,
    ],
    [
      'answers defects with 500',
      (request) =>
        isRegistration(request) && request.claims.aud === undefined ? { status: 500 } : undefined,
      true,
    ],
  ])('agrees with its report where the bank %s', async (_what, instead, some) => {
    const { report, entries } = await watched(instead);
    expect(report.leftovers).toEqual(leftBy(entries));
    expect(report.leftovers.length > 0).toBe(some);
  });

  it('agrees with the report of a run that never began', async () => {
    await inFolder(async (folder) => {
      const bank = fakeBank({
        instead: (request) => (isRegistration(request) ? { status: 500 } : undefined),
      });
      await expect(open(folder, bank, CASES)).rejects.toThrow('refuses a valid registration');
      const report = JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'));
      expect(report.leftovers).toEqual(leftBy(ledgerIn(folder)));
      expect(report.leftovers.length).toBeGreaterThan(0);
    });
  });

  it('notes a client that an update made', async () => {
    const { report, entries } = await watched(({ method, path }) =>
      method === 'PUT' && path === '/register/nobody'
        ? { status: 200, body: { client_id: 'nobody' } }
        : undefined,
    );
    const made = entries.filter((entry) => entry.event === 'registered');
    expect(made.map(({ clientId }) => clientId)).toContain('nobody');
    expect(report.leftovers.map(({ clientId }) => clientId)).toEqual(['nobody']);
  });

  it('notes each DELETE before and after it', async () => {
    const { entries } = await watched();
    const idsOf = (event: string) =>
      entries.flatMap((entry) =>
        entry.event === event && 'clientId' in entry ? [entry.clientId] : [],
      );
    expect(new Set(idsOf('deleted'))).toEqual(new Set(idsOf('registered')));
    expect(new Set(idsOf('deleting'))).toEqual(new Set(idsOf('registered')));
  });
});
