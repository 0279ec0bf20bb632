import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm run test:browser`: the HTML report and the page of `ui` in a Chromium of the system. None is downloaded. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser that DCR_CHROMIUM names, or the first that is found in PATH. */
function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [env.DCR_CHROMIUM ?? '', ...candidates].find((path) => path !== '' && isExecutable(path));
}

const chromium = findChromium(process.env);
if (chromium === undefined) {
  process.stderr.write(
    'no Chromium found – install one: apt-get install -y chromium (or name one: DCR_CHROMIUM=/path/to/chrome)\n',
  );
  process.exitCode = 2;
} else {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const args = [vitest, 'run', '--project', 'browser', ...process.argv.slice(2)];
  const env = { ...process.env, DCR_CHROMIUM: chromium };
  spawn(process.execPath, args, { stdio: 'inherit', env }).on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
