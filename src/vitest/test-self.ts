import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run test:self`: the product's own tests. `--full` runs the large families whole instead of a sample; the rest goes to vitest. */
const args = process.argv.slice(2);
const full = args.includes('--full');
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(
  process.execPath,
  [vitest, 'run', '--project', 'unit', '--project', 'self', ...args.filter((a) => a !== '--full')],
  { stdio: 'inherit', env: { ...process.env, ...(full ? { DCR_SELF_FULL: '1' } : {}) } },
);
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
