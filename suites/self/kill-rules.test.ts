import { expect, it } from 'vitest';
import { killAll } from './kill-all.ts';
import { complaints, headline, table } from './kill-table.ts';

it('notices each rule of the reference server that is switched off', async () => {
  const kills = await killAll((faults) => faults.filter(({ kind }) => kind === 'rule'));
  process.stdout.write(`\nRules switched off: ${headline(kills)}\n${table(kills)}\n`);
  expect(complaints(kills)).toEqual([]);
}, 600_000);
