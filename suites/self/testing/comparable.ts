import type { RunReport } from '../../../src/model/report.ts';

const JWT = /\b(eyJ[\w-]+)\.([\w-]+)\.([\w-]*)/g;
/** Members that the clock makes. */
const TIMES =
  /"(iat|exp|nbf|auth_time|client_id_issued_at|startedAt|durationMs)":("[^"]*"|[\d.]+)/g;

function decoded(segment: string): string {
  return Buffer.from(segment, 'base64url').toString('utf8');
}

/** Text with its JWTs decoded, also those inside of them; no signatures, which are different each time. */
function readable(text: string): string {
  return text
    .replace(JWT, (_all, header: string, claims: string) =>
      `${decoded(header)}.${readable(decoded(claims))}`.replaceAll('\\"', '"'),
    )
    .replace(TIMES, '"$1":0');
}

/** What the server makes up: the identifier of a client, which stands in many places. */
function clientIds(text: string): readonly string[] {
  return [...text.matchAll(/"client_id":"([^"]{20,})"/g)].map(([, id = '']) => id.toLowerCase());
}

/** Results as text by case, with their JWTs decoded. */
function texts({ results }: RunReport): ReadonlyMap<string, string> {
  return new Map(
    results.map((result) => {
      // Requests that are sent at the same time are recorded in the order of their answers.
      const exchanges = result.exchanges.toSorted((a, b) =>
        JSON.stringify(a.request.headers) < JSON.stringify(b.request.headers) ? -1 : 1,
      );
      const text = JSON.stringify({ ...result, exchanges }).replaceAll('\\"', '"');
      return [result.caseId, readable(text.replaceAll('\\\\', '\\'))] as const;
    }),
  );
}

/** `text` without ports, keys, halves of signatures and what the server makes up. */
function comparable(text: string, ids: ReadonlySet<string>): string {
  return text
    .replace(/[\da-f]{8}-[\da-f-]{27}/gi, (id) => (ids.has(id.toLowerCase()) ? 'client' : id))
    .replace(/(127\.0\.0\.1|localhost):\d+/g, '$1')
    .replace(/[\w-]{43,}/g, 'key')
    .replace(/\["(date|etag|content-length)","[^"]*"\]/gi, '["$1",""]');
}

/** Where two texts part, with a few characters around it. */
function parting(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return `…${around(one)}… / …${around(other)}…`;
}

/**
 * How the results of two runs with one seed, run id and clock differ, a line for each case; signatures, ports and what the
 * server made up may.
 */
export function differences(one: RunReport, other: RunReport): readonly string[] {
  const [left, right] = [texts(one), texts(other)];
  const ids = new Set([...left.values(), ...right.values()].flatMap(clientIds));
  return [...left].flatMap(([caseId, text]) => {
    const pair = [comparable(text, ids), comparable(right.get(caseId) ?? '', ids)] as const;
    return pair[0] === pair[1] ? [] : [`${caseId}: ${parting(...pair)}`];
  });
}
