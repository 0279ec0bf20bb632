import { expect, it } from 'vitest';
import { killAll } from './kill-all.ts';
import { complaints, headline, table } from './kill-table.ts';
import { sample } from './sample.ts';

it('notices each fault of the reference server that was made by hand', async () => {
  const kills = await killAll((faults) =>
    sample(
      faults.filter(({ kind }) => kind !== 'rule'),
      20,
    ),
  );
  process.stdout.write(`\nFaults made by hand: ${headline(kills)}\n${table(kills)}\n`);
  expect(complaints(kills)).toEqual([]);
}, 1_800_000);
