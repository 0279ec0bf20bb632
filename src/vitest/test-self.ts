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

/** One run of vitest over `projects`; answers its exit code. */
function run(...projects: readonly string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      ...args.filter((arg) => arg !== '--full'),
    ],
    { stdio: 'inherit', env: { ...process.env, ...(full ? { DCR_SELF_FULL: '1' } : {}) } },
  );
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

const picked = args.some((arg) => arg !== '--full');
// The kill matrix uses every core, and says how long it took: it is alone, unless somebody picks tests.
const codes = picked
  ? [await run('unit', 'kill-matrix', 'self')]
  : [await run('kill-matrix'), await run('unit', 'self')];
printNumbers();
process.exitCode = Math.max(...codes);
