import { expect, it } from 'vitest';
import { directoryJwksOfTwo, openBank, softwareJwksOfTwo } from '/work/main/src/server/testing/bank.ts';
import { createProber } from '/work/main/src/server/testing/prober.ts';
import { PHASES } from '/work/main/src/server/testing/probes.ts';
import { VARIANTS } from '/work/main/src/server/variants/index.ts';
const START = Date.now();
async function all(faults: string[], phase: string) {
  const bank = await openBank({ faults, directories: [{ issuer: 'OpenBanking Ltd', jwks: directoryJwksOfTwo }], now: () => START }, async () => ({ status: 200, contentType: 'application/json', body: JSON.stringify(softwareJwksOfTwo) }));
  const out: string[] = []; for await (const t of (PHASES as any)[phase](createProber(bank, null), bank)) out.push(t);
  await bank.close(); return out.join('\n');
}
it('x', async () => {
  const base: any = {}; for (const p of Object.keys(PHASES)) base[p] = await all([], p);
  const none: string[] = [];
  for (const v of VARIANTS) { let diff = false; for (const p of Object.keys(PHASES)) { if (await all([v.id], p) !== base[p]) { diff = true; break; } } if (!diff) none.push(v.id); }
  console.log('NOEFFECT', none.join('\n'));
}, 300000);
