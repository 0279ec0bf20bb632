import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { PROFILES } from '../../profiles/index.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { didYouMean } from '../options/suggest.ts';

/** What `list` shows of one thing: first the id, then the rest. */
type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const LISTS: Readonly<Record<string, (profile: Profile) => Promise<readonly Row[]>>> = {
  async cases(profile) {
    const { casesOf } = await import('./knowledge.ts');
    return casesOf(profile).map(({ id, kind, depth = 'core', requirements, title }) => ({
      id,
      kind,
      depth,
      title,
      requirements,
    }));
  },
  async requirements() {
    const { requirements } = await import('./knowledge.ts');
    return requirements.map(
      ({ id, level, whenBroken, spec, section, url, text, unobservable }) => ({
        id,
        level,
        whenBroken,
        text,
        clause: `${spec} ${section}`,
        url,
        observable: unobservable === undefined,
      }),
    );
  },
  async mutations(profile) {
    const { mutations } = await import('./knowledge.ts');
    return [...mutations(profile).values()].map(({ mutation, cases }) => ({
      id: mutation.id,
      stage: mutation.stage,
      title: mutation.title,
      breaks: mutation.breaks,
      cases,
    }));
  },
  async profiles() {
    return Object.values(PROFILES).map(({ id, title, url }) => ({ id, title, url }));
  },
  async faults(profile) {
    const [{ allFaults }, { VARIANTS }] = await Promise.all([
      import('../../server/faults/index.ts'),
      import('../../server/variants/index.ts'),
    ]);
    const harmless = VARIANTS.map((variant) => ({ ...variant, breaks: [] }));
    return [...allFaults(profile), ...harmless].map(({ id, kind, title, breaks }) => ({
      id,
      kind,
      title,
      breaks,
    }));
  },
};

/** Columns of the text form; lists and links stand in the JSON form only. */
const COLUMNS = ['id', 'kind', 'stage', 'level', 'whenBroken', 'title', 'text'];

function table(rows: readonly Row[]): string {
  const columns = COLUMNS.filter((column) => rows.some((row) => row[column] !== undefined));
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** `list cases|requirements|mutations|profiles|faults`. */
export async function list({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('list', flags, io);
  const [what = ''] = operands;
  const names = Object.keys(LISTS);
  const rowsOf = Object.hasOwn(LISTS, what) ? LISTS[what] : undefined;
  if (rowsOf === undefined) {
    const hint = didYouMean(what, names, `use ${names.join(', ')}`);
    throw new UsageError(`there is no list of ${what}`, hint);
  }
  const rows = await rowsOf(await chooseProfile(values.profile, io.cwd));
  io.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
  return 0;
}
