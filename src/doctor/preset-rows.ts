import type { Setting } from './context.ts';
import { derive, type Preset } from './presets.ts';
import { about, type Row } from './row.ts';

/** The URLs of a preset for `target`, as a table; with placeholders where there is no target. */
export function presetRows(preset: Preset, target: URL | null): Row[] {
  return derive(preset, target).map(({ name, url, why }) =>
    about('preset', name).note(why === undefined ? url : `${url} – ${why}`),
  );
}

/** What is examined as the target: with a preset its discovery document, unless the user named one. */
export function discoveryTarget({ preset }: Pick<Setting, 'preset'>, target: URL): URL {
  if (preset === null || target.pathname.includes('/.well-known/')) return target;
  const found = derive(preset, target).find(({ role }) => role === 'discovery');
  return found === undefined ? target : new URL(found.url);
}
