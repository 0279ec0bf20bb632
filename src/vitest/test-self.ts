import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run test:self`: the product's own tests. `--full` runs the large families whole instead of a sample; the rest goes to vitest. */
/** Where the tests of the suites as a whole leave their numbers, a file each. */
const NUMBERS = 'reports/self-test';

/** Prints the first line of each file, and where the rest is. */
function printNumbers(): void {
  const files = readdirSync(NUMBERS, { withFileTypes: true }).filter((file) => file.isFile());
  for (const { name } of files) {
    const [line = ''] = readFileSync(`${NUMBERS}/${name}`, 'utf8').split('\n');
    process.stdout.write(`${line} · ${NUMBERS}/${name}\n`);
  }
}

const args = process.argv.slice(2);
const full = args.includes('--full');
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
rmSync(NUMBERS, { recursive: true, force: true });
mkdirSync(NUMBERS, { recursive: true });
const child = spawn(
  process.execPath,
  [vitest, 'run', '--project', 'unit', '--project', 'self', ...args.filter((a) => a !== '--full')],
  { stdio: 'inherit', env: { ...process.env, ...(full ? { DCR_SELF_FULL: '1' } : {}) } },
);
child.on('close', (code) => {
  printNumbers();
  process.exitCode = code ?? 1;
});
