import { describe, expect, it } from 'vitest';
import { stimulus, valid, withNote } from './testing/cases.ts';
import { type BankOptions, fakeBank } from './testing/fake-bank.ts';
import { run } from './testing/run.ts';

const REFUSAL = { status: 400, body: { error: 'invalid_client_metadata' } } as const;
const CHANGED = valid('registration/with-note', { base: [withNote('legal')] });

const refusing = (refused: (claims: Record<string, unknown>, count: number) => boolean) =>
  fakeBank({
    instead: ({ method, path, claims, registrations }) =>
      method === 'POST' && path === '/register' && refused(claims, registrations)
        ? REFUSAL
        : undefined,
  } satisfies BankOptions);

describe('a legal change', () => {
  it('is to blame for a refusal where the same request without it is accepted', async () => {
    const { result } = await run(
      refusing(({ note }) => note === 'legal'),
      [CHANGED],
    );
    const { verdict, control } = result('registration/with-note');
    expect([verdict, control?.verdict]).toEqual(['fail', 'pass']);
  });

  it('is not to blame where the same request without it is refused too', async () => {
    const { result } = await run(
      refusing((_claims, count) => count > 1),
      [CHANGED],
    );
    const { verdict, reason, control } = result('registration/with-note');
    expect([verdict, control?.verdict]).toEqual(['inconclusive', 'inconclusive']);
    expect(reason).toContain('the same request without the change was refused');
  });

  it('needs no control where it is accepted', async () => {
    const bank = fakeBank();
    const { result } = await run(bank, [CHANGED]);
    expect(result('registration/with-note').control).toBeNull();
    expect(bank.log.filter((line) => line === 'POST /register')).toHaveLength(2);
  });
});

describe('a target that accepts only the required claims', () => {
  const cases = [valid('registration/full'), stimulus('claims/no-aud'), CHANGED];
  const bank = () => refusing((claims) => claims.software_id !== undefined);

  it('is tested on those', async () => {
    const { report, result } = await run(bank(), cases);
    expect(result('claims/no-aud').verdict).toBe('pass');
    expect(result('registration/with-note').verdict).toBe('pass');
    expect(report.notes).toContainEqual(expect.stringContaining('only the required claims'));
  });

  it('is still asked for a registration with every claim', async () => {
    const { result } = await run(bank(), cases);
    expect(result('registration/full').verdict).toBe('fail');
  });
});

describe('a target that takes only clients with a certificate', () => {
  const bank = () =>
    refusing(({ token_endpoint_auth_method: method }) => method !== 'tls_client_auth');
  const aboutKeys = stimulus('claims/signing-alg', { needs: ['auth:private_key_jwt'] });

  it('is not asked about those with a key', async () => {
    const { result } = await run(bank(), [aboutKeys, stimulus('claims/no-aud')]);
    expect(result('claims/signing-alg').reason).toContain('private_key_jwt');
    expect(result('claims/no-aud').verdict).toBe('pass');
  });

  it('differs from one that takes both', async () => {
    const { result } = await run(fakeBank(), [aboutKeys]);
    expect(result('claims/signing-alg').verdict).toBe('pass');
  });
});
