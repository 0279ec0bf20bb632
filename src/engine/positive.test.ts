import { describe, expect, it } from 'vitest';
import type { StimulusCase } from '../model/case.ts';
import { valid, withNote } from './testing/cases.ts';
import { type BankRequest, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;

const SPECIAL = valid('registration/note', { base: [withNote('x')] });
const MINIMAL = valid('registration/minimal', { variant: 'minimal' });

/** A bank that refuses, once calibration is through, what `refuses` says. */
async function verdictOf(entry: StimulusCase, refuses: (request: BankRequest) => boolean) {
  const bank = fakeBank({
    instead: (request) => {
      const later = request.path === '/register' && request.registrations > 1;
      return later && refuses(request) ? REFUSAL : undefined;
    },
  });
  return (await run(bank, [entry])).result(entry.id);
}

describe('a legal request with something special in it', () => {
  it('fails where that is refused and an ordinary one is not', async () => {
    const { verdict, control } = await verdictOf(SPECIAL, ({ claims }) => 'note' in claims);
    expect([verdict, control?.verdict]).toEqual(['fail', 'pass']);
  });

  it.each([SPECIAL, MINIMAL])(
    'shows nothing where an ordinary one is refused as well: $id',
    async (entry) => {
      const { verdict, reason } = await verdictOf(entry, () => true);
      expect(verdict).toBe('inconclusive');
      expect(reason).toContain('400');
    },
  );

  it('needs no other where it is accepted', async () => {
    const { verdict, exchanges } = await verdictOf(SPECIAL, () => false);
    expect([verdict === 'fail', exchanges.length]).toEqual([false, 1]);
  });
});

describe('an ordinary request', () => {
  it('fails where it is refused', async () => {
    expect((await verdictOf(valid('registration/full'), () => true)).verdict).toBe('fail');
  });
});
