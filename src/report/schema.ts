/** The published shape of reports/report.json. */
import { z } from 'zod';
import { AREAS, KINDS } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import { type RunReport, SCHEMA_VERSION } from '../model/report.ts';
import { VERDICTS } from '../model/verdict.ts';
import { baselineEntry } from './baseline-schema.ts';

const count = z.int().min(0);
const milliseconds = z.number().min(0);
const verdict = z.enum(VERDICTS);
const headers = z.array(z.tuple([z.string(), z.string()]));

const exchange = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers,
    body: z.string().nullable(),
  }),
  response: z.strictObject({ status: z.int(), headers, body: z.string() }).nullable(),
  failure: z
    .strictObject({
      kind: z.enum([
        'timeout',
        'reset',
        'tls',
        'refused',
        'dns',
        'proxy',
        'protocol',
        'too-large',
        'aborted',
      ]),
      message: z.string(),
    })
    .nullable(),
  startedAt: z.string(),
  durationMs: milliseconds,
  tls: z
    .strictObject({
      protocol: z.string(),
      cipher: z.string(),
      authorized: z.boolean(),
      clientCertificate: z.boolean(),
    })
    .nullable(),
  curl: z.string(),
}) satisfies z.ZodType<Exchange>;

const finding = z.strictObject({
  check: z.string(),
  requirement: z.string(),
  verdict,
  expected: z.string(),
  actual: z.string(),
  message: z.string(),
  known: z.string().exactOptional(),
});

const result = z.strictObject({
  caseId: z.string(),
  area: z.enum(AREAS),
  title: z.string(),
  kind: z.enum(KINDS),
  verdict,
  reason: z.string().nullable(),
  requirements: z.array(z.string()),
  findings: z.array(finding),
  control: z
    .strictObject({ caseId: z.string(), verdict, exchange: exchange.nullable() })
    .nullable(),
  mutations: z.array(
    z.strictObject({
      id: z.string(),
      path: z.string(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  exchanges: z.array(exchange),
  waived: z.string().nullable(),
  durationMs: milliseconds,
});

const calibration = z.strictObject({
  accepted: z.boolean(),
  mediaType: z.string(),
  audience: z.string(),
  algorithm: z.string(),
  authMethod: z.string(),
  responseTypes: z.array(z.string()),
  scope: z.string(),
  tried: z.array(z.strictObject({ change: z.string(), outcome: z.string() })),
});

/** zod schema of a report; `z.toJSONSchema(reportSchema)` is the published JSON Schema. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  complete: z.boolean(),
  exitCode: z.int().min(0).max(4),
  runId: z.string(),
  seed: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  startedAt: z.string(),
  durationMs: milliseconds,
  profile: z.strictObject({ id: z.string(), digest: z.string() }),
  target: z.strictObject({ kind: z.enum(['bundled', 'remote']), url: z.string() }),
  trustMode: z.enum(['trusted', 'supplied', 'open']),
  failOn: z.enum(['fail', 'warn', 'inconclusive']).exactOptional(),
  shard: z
    .strictObject({
      index: z.int().min(1),
      count: z.int().min(1),
      plan: z.array(z.string()),
      controls: z.array(
        z.strictObject({ caseId: z.string(), findings: z.array(finding), exchange }),
      ),
    })
    .exactOptional(),
  baseline: z
    .strictObject({
      entries: z.array(baselineEntry),
      problems: z.array(
        z.strictObject({
          kind: z.enum(['stale', 'gone', 'expired']),
          caseId: z.string(),
          check: z.string().exactOptional(),
          message: z.string(),
        }),
      ),
    })
    .exactOptional(),
  calibration: calibration.nullable(),
  hosts: z.array(z.string()),
  totals: z.strictObject({
    cases: count,
    pass: count,
    warn: count,
    fail: count,
    inconclusive: count,
    notApplicable: count,
    error: count,
    waived: count,
  }),
  notes: z.array(z.string()),
  results: z.array(result),
  requirements: z.array(
    z.strictObject({
      id: z.string(),
      level: z.enum(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY']),
      status: z.enum([...VERDICTS, 'untested', 'not-observable']),
      cases: z.array(z.string()),
    }),
  ),
  leftovers: z.array(
    z.strictObject({
      clientId: z.string().nullable(),
      softwareId: z.string(),
      jti: z.string().nullable(),
      why: z.string(),
    }),
  ),
}) satisfies z.ZodType<RunReport>;

/** The JSON Schema of report.json, as published in docs/report.schema.json. */
export function reportJsonSchema(): string {
  const schema = { title: 'dcr-conformance report', ...z.toJSONSchema(reportSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
