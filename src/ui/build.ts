import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { TOOL } from '../cli/tool.ts';
import { PROFILES } from '../profiles/index.ts';
import { assetsOf, assetText } from '../report/html/assets.ts';
import { page } from '../report/html/page.ts';
import { shell } from './shell.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Beyond what every page forbids: no request of any kind, and no text that becomes markup. */
const POLICY = [
  "connect-src 'none'",
  'img-src data:',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** What is bundled of others. */
const BUNDLED = ['@faker-js/faker', '@noble/hashes'];

/** Their licences, which have to go where they go. */
async function notices(): Promise<string> {
  const texts = await Promise.all(
    BUNDLED.map(async (name) => {
      const file = here(`../../node_modules/${name}/LICENSE`);
      return `${name}\n\n${(await readFile(file, 'utf8')).replaceAll('*/', '* /').trim()}`;
    }),
  );
  return `/*!\n${texts.join('\n\n')}\n*/`;
}

async function script(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [here('main.ts')],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'iife',
    target: 'es2023',
    banner: { js: await notices() },
    // Text of a script may not end it.
    supported: { 'inline-script': true },
    alias: {
      'node:crypto': here('stand-ins/crypto.ts'),
      'node:zlib': here('stand-ins/zlib.ts'),
    },
    inject: [here('stand-ins/buffer.ts')],
    logLevel: 'silent',
  });
  const others = Object.keys(metafile.inputs).filter(
    (path) => path.includes('node_modules/') && !BUNDLED.some((name) => path.includes(`${name}/`)),
  );
  if (others.length > 0) throw new Error(`bundled without a licence: ${others.join(', ')}`);
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no file');
  return file.text;
}

/** The page that `ui` serves, as one file: lint and generate for a browser, which asks nobody for anything. */
export async function uiPage(): Promise<string> {
  const style = `${assetText('look.css')}\n${await readFile(here('assets/ui.css'), 'utf8')}`;
  const profiles = Object.values(PROFILES).map(({ id, title }) => [id, title] as const);
  return page(
    'dcr-conformance: debug and generate registrations',
    shell({ profiles, version: TOOL.version }),
    assetsOf(style, await script(), POLICY),
  );
}
