import { mkdirSync, writeFileSync } from 'node:fs';

/** Where `npm run test:self` finds the numbers that it ends with. */
const FOLDER = 'reports/self-test';

/** Prints a number of this test run, and leaves it and what stands behind it in a file of its own. */
export function tally(name: string, headline: string, details = ''): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}.txt`, `${headline}\n\n${details}`);
  process.stdout.write(`${headline}\n`);
}
