/** The published shape of `lint --reporter json`. */
import { z } from 'zod';
import {
  DOCUMENT_KINDS,
  LINT_PARTS,
  LINT_VERSION,
  type LintReport,
  SEVERITIES,
} from '../model/lint.ts';

const count = z.int().min(0);
const place = z.int().min(1).nullable();

const finding = z.strictObject({
  id: z.string().describe('stable, such as request.claims.aud.present'),
  severity: z.enum(SEVERITIES).describe('a MUST broken, a SHOULD broken, or a remark'),
  document: z.enum(LINT_PARTS).describe('the part that it is about'),
  pointer: z
    .string()
    .describe(
      'JSON pointer into the decoded claims or body; #header/alg for JOSE headers; empty for the whole',
    ),
  line: place.describe('in the text that was given, from 1'),
  column: place,
  requirements: z.array(z.string()).describe('rows of docs/requirements.md, the weightiest first'),
  message: z.string(),
  expected: z.string(),
  actual: z.string(),
  fix: z.string(),
  errorCode: z.string().nullable().describe('what a bank is likely to answer'),
});

/** zod schema of the answer of lint. */
export const lintSchema = z.strictObject({
  schemaVersion: z.literal(LINT_VERSION),
  profile: z.string().describe('id of the profile that judged'),
  documents: z.array(
    z.strictObject({
      kind: z.enum(DOCUMENT_KINDS),
      name: z.string().describe('of the text that holds it'),
      verified: z
        .boolean()
        .nullable()
        .describe('null where there was no key, or nothing is signed'),
    }),
  ),
  findings: z.array(finding).describe('those that explain an error answer first, then by weight'),
  summary: z.strictObject({ error: count, warning: count, info: count }),
}) satisfies z.ZodType<LintReport>;

/** The JSON Schema of the answer of lint, as published in docs/lint.schema.json. */
export function lintJsonSchema(): string {
  const schema = { title: 'dcr-conformance lint', ...z.toJSONSchema(lintSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
