import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { untilStopped } from '../run/until-stopped.ts';
import { servePage } from './ui-server.ts';

/** The built page; its place is the same seen from src/cli/commands and from dist/cli/commands. */
const PAGE = new URL('../../../dist/ui/index.html', import.meta.url);

async function pageText(): Promise<string> {
  try {
    return await readFile(PAGE, 'utf8');
  } catch (error) {
    throw new UsageError('the page is not built', 'run npm run build in the repository', error);
  }
}

/** `ui`: the page with lint and generate on loopback, until SIGINT or SIGTERM. */
export async function ui({ flags }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('ui', flags, io);
  const page = await servePage(await pageText(), values.port);
  const lines = [
    `Debug and generate registrations at ${page.url}`,
    `  the same as one file, to open or to send: ${fileURLToPath(PAGE)}`,
    '  nothing that is pasted leaves the page',
    'Ctrl-C stops it.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  await untilStopped(io);
  await page.close();
  return 0;
}
