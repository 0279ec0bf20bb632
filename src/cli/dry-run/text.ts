import type { Rehearsal } from '../../engine/rehearse.ts';
import type { RunOptions } from '../../model/options.ts';
import { brief, escapeTerminal } from '../../report/escape.ts';
import type { ListedRequest, Listing } from './listing.ts';
import type { Outlook } from './outlook.ts';

export interface ShownDryRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly options: RunOptions;
  readonly listing: Listing;
  readonly outlook: Outlook;
  readonly pace: Rehearsal['pace'];
}

/** Characters of the run id that a client's name has room for. */
const NAMED = 33;
const BUNDLED = 'the bundled reference server';

const IDENTITIES = {
  none: 'without a client certificate',
  rogue: 'with a certificate that nobody trusts',
  expired: 'with a certificate that has expired',
  other: 'with the certificate of another software',
  unlisted: 'with a certificate whose key is not in the key set',
  'tpp-old-tls': 'over TLS 1.1 at most',
  'tpp-weak-ciphers': 'over TLS 1.2 with weak ciphers only',
} as const satisfies Record<NonNullable<ListedRequest['identity']>, string>;

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? `${Math.ceil(ms / 1000)} s` : `${minutes} min`;
}

/** Milliseconds that the requests take at the least; null where no rate is kept. */
function leastTime({ listing, pace }: ShownDryRun): number | null {
  return pace.rate === null ? null : (listing.counts.requests / pace.rate) * 1000;
}

function paceText(shown: ShownDryRun): string {
  const { rate, concurrency, maxDurationMs } = shown.pace;
  const least = leastTime(shown);
  return [
    `${concurrency} at a time`,
    ...(rate === null ? [] : [`${rate} a second`]),
    ...(least === null ? [] : [`about ${duration(least)} in all`]),
    ...(maxDurationMs === null ? [] : [`stops after ${duration(maxDurationMs)}`]),
  ].join(', ');
}

function totals({ listing, options }: ShownDryRun): readonly string[] {
  const { counts, applicable, notApplicable } = listing;
  const { registrations, defectiveRegistrations, updates, defectiveUpdates } = counts;
  const rows: readonly (readonly [number, string])[] = [
    [
      registrations,
      `registrations (POST): ${registrations - defectiveRegistrations} valid, ${defectiveRegistrations} with something to refuse or to bear`,
    ],
    [
      updates,
      `updates (PUT): ${updates - defectiveUpdates} valid, ${defectiveUpdates} with something to refuse or to bear`,
    ],
    [counts.deletions, 'deletions (DELETE), each client once it is not needed any more'],
    [counts.reads, 'reads (GET) of a client'],
    [counts.tokenRequests, 'token requests'],
    [counts.others, 'others: discovery, introspection, revocation, authorization, other methods'],
  ];
  const target = options.target ?? BUNDLED;
  const left = notApplicable.length === 0 ? '' : `; ${notApplicable.length} cases would not apply`;
  return [
    `${counts.requests} requests for ${applicable} cases, to ${target} if it offers everything and errs nowhere${left}`,
    ...rows.map(([count, what]) => `${String(count).padStart(7)}  ${what}`),
  ];
}

function about(shown: ShownDryRun): readonly string[] {
  const { tool, options, outlook } = shown;
  const { runId, edits, jwksListen, supplied } = options;
  const name = runId.slice(0, NAMED);
  const own = `http://${jwksListen.host}:${jwksListen.port === 0 ? 'PORT, a free port of this machine' : jwksListen.port}`;
  const keySets = outlook.keySets ?? (outlook.lacks.length > 0 ? '--jwks-base-url' : own);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['needs', outlook.lacks],
    ['hosts', [...outlook.hosts, ...outlook.furtherHosts]],
    [
      'endpoints',
      outlook.endpoints.map(({ name: each, url }) => `${each}: ${url ?? 'read from discovery'}`),
    ],
    ['pace', [paceText(shown)]],
    ['user agent', [`${tool.name}/${tool.version}`]],
    [
      'client names',
      [supplied === null ? `begin with the run id: ${JSON.stringify(name)}` : 'those of the SSAs'],
    ],
    ['key sets', [`the target fetches them from ${keySets}`]],
    ['payloads', edits.map(({ path }) => `${path} is changed in each (--set, --unset)`)],
    [
      'clean-up',
      options.target === null ? [] : ['each client is deleted; keys/ledger knows what is left'],
    ],
  ];
  return rows
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([head, lines]) =>
      lines.map((line, index) => `${(index === 0 ? head : '').padEnd(14)}${line}`),
    );
}

function requestText({ method, url, identity, differs, cleanUp }: ListedRequest): string {
  const changes = differs.map(
    ({ path, before, after }) => `${path}: ${brief(before, 40)} → ${brief(after, 40)}`,
  );
  const notes = [
    ...(identity === null ? [] : [IDENTITIES[identity]]),
    ...changes,
    ...(cleanUp ? ['to clean up'] : []),
  ];
  return `  ${method.padEnd(6)} ${url}${notes.length === 0 ? '' : `  ${notes.join('; ')}`}`;
}

/** Equal lines that follow each other are one, with their number. */
function folded(lines: readonly string[]): readonly string[] {
  const runs: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs.map(({ line, times }) => (times === 1 ? line : `${line}  (${times} times)`));
}

function requests({ listing }: ShownDryRun): readonly string[] {
  return listing.cases.flatMap(({ caseId, title, requests: own }) => [
    `${caseId}  ${title}`,
    ...folded(own.map(requestText)),
  ]);
}

function reasons({ listing }: ShownDryRun): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { caseId, reason } of listing.notApplicable) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), caseId]);
  }
  return [...byReason].map(([reason, ids]) => `${reason}: ${ids.join(', ')}`);
}

/** Totals first, then what is known and what is not, then each request in order. */
export function dryRunText(shown: ShownDryRun): string {
  const { tool, options, outlook } = shown;
  const section = (head: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', head, ...lines];
  const lines = [
    `${tool.name} ${tool.version} · ${options.profile.id} · dry run: nothing is sent to ${options.target ?? BUNDLED}`,
    '',
    ...totals(shown),
    '',
    ...about(shown),
    ...section(
      'Only the target can tell:',
      outlook.unknown.map((line) => `- ${line}`),
    ),
    ...section(
      'Requests by case; cases run side by side, those of one case in this order:',
      requests(shown),
    ),
    ...section('Would not apply:', reasons(shown)),
  ];
  return lines.map((line) => `${escapeTerminal(line)}\n`).join('');
}

/** The same for programs. */
export function dryRunJson(shown: ShownDryRun): string {
  const { tool, options, listing, outlook, pace } = shown;
  const { target, runId, seed } = options;
  const profile = options.profile.id;
  const head = { schemaVersion: '1.0', dryRun: true, tool, target, profile, runId, seed };
  const { counts, cases, notApplicable } = listing;
  const timing = { ...pace, leastDurationMs: leastTime(shown) };
  return `${JSON.stringify({ ...head, counts, pace: timing, ...outlook, cases, notApplicable }, null, 2)}\n`;
}
