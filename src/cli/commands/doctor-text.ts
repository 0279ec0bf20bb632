import type { Row, Status } from '../../doctor/row.ts';
import { escapeTerminal, shorten } from '../../report/escape.ts';
import type { Paint } from '../../report/paint.ts';

/** Characters of one text that a target may fill. */
const LONGEST = 400;

const TITLES: Readonly<Record<Row['area'], string>> = {
  preset: 'Endpoints by default',
  target: 'Target',
  dns: 'DNS',
  tcp: 'TCP',
  proxy: 'Proxy',
  tls: 'TLS',
  discovery: 'Discovery',
  endpoint: 'Endpoints',
  'client-certificate': 'Client certificate',
  clock: 'Clock',
  authentication: 'Credential of registrations',
  trust: 'Trust',
  limits: 'Limits',
};

function colour(paint: Paint, status: Status): (text: string) => string {
  const colours = {
    ok: paint.green,
    note: paint.cyan,
    unknown: paint.yellow,
    problem: (text: string) => paint.bold(paint.red(text)),
  };
  return colours[status];
}

function safe(text: string): string {
  return shorten(escapeTerminal(text), LONGEST);
}

const STATUS_WIDTH = 'problem'.length;
const INDENT = ' '.repeat(STATUS_WIDTH + 4);

function rowLines({ subject, status, found, fix, details }: Row, paint: Paint, width: number) {
  const name = safe(subject).padEnd(width);
  return [
    `  ${colour(paint, status)(status.padEnd(STATUS_WIDTH))}  ${name}  ${safe(found)}`,
    ...details.map((detail) => paint.dim(`${INDENT}${safe(detail)}`)),
    ...(fix === null ? [] : [`${INDENT}${paint.bold('fix:')} ${safe(fix)}`]),
  ];
}

/** Longer names do not push the others to the right. */
const WIDEST = 48;

/** The table: one block for each area, a line for each row, what to do under it. */
export function tableText(rows: readonly Row[], paint: Paint): string {
  const areas = [...new Set(rows.map(({ area }) => area))];
  return areas
    .map((area) => {
      const own = rows.filter((row) => row.area === area);
      const lengths = own.map(({ subject }) => safe(subject).length);
      const width = Math.min(WIDEST, Math.max(...lengths));
      const lines = own.flatMap((row) => rowLines(row, paint, width));
      return `${[paint.bold(TITLES[area]), ...lines].join('\n')}\n`;
    })
    .join('\n');
}

/** `2 problems, 3 unknown, 12 ok`. */
export function totalsLine(rows: readonly Row[]): string {
  const found = rows.filter(({ area }) => area !== 'preset');
  const count = (status: Status) => found.filter((row) => row.status === status).length;
  const problems = count('problem');
  const parts = [
    `${problems === 0 ? 'no' : problems} problem${problems === 1 ? '' : 's'}`,
    ...(['unknown', 'note', 'ok'] as const)
      .filter((status) => count(status) > 0)
      .map(
        (status) =>
          `${count(status)} ${status}${status === 'note' && count(status) > 1 ? 's' : ''}`,
      ),
  ];
  return parts.join(', ');
}
