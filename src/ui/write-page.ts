/** `npm run page`: writes the page where `ui` and the package have it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { uiPage } from './build.ts';

const folder = new URL('../../dist/ui/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('index.html', folder), await uiPage());
