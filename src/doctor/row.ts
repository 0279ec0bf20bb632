/** What is looked at, in the order of the table. */
export const AREAS = [
  'preset',
  'target',
  'dns',
  'tcp',
  'proxy',
  'tls',
  'discovery',
  'endpoint',
  'client-certificate',
  'clock',
  'authentication',
  'trust',
  'limits',
] as const;

export type Area = (typeof AREAS)[number];

/** `note`: worth knowing, nothing has to be done. `unknown`: cannot be told from here, or was not tried. */
export type Status = 'ok' | 'note' | 'unknown' | 'problem';

/** One line of the table. Its texts may hold what a target said: whoever shows them escapes them. */
export interface Row {
  readonly area: Area;
  /** What it is about: an address, a host, a URL. */
  readonly subject: string;
  readonly status: Status;
  readonly found: string;
  /** What to do about it; null where nothing has to be done. */
  readonly fix: string | null;
  /** More about it, a line each. */
  readonly details: readonly string[];
}

/** A row about `area` and `subject`, in words. */
export type Say = (found: string, fix?: string | null, details?: readonly string[]) => Row;

/** Rows about one thing, one function for each status. */
export function about(area: Area, subject: string): Readonly<Record<Status, Say>> {
  const say =
    (status: Status): Say =>
    (found, fix = null, details = []) => ({ area, subject, status, found, fix, details });
  return { ok: say('ok'), note: say('note'), unknown: say('unknown'), problem: say('problem') };
}

/** `rows` in the order of the table: by area, as they came within one. */
export function inOrder(rows: readonly Row[]): Row[] {
  return AREAS.flatMap((area) => rows.filter((row) => row.area === area));
}
