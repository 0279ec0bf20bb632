/** The published shape of a baseline file. */
import { z } from 'zod';
import { BASELINE_VERSION, type Baseline, type BaselineEntry } from '../model/baseline.ts';

const words = z.string().trim().min(1);

export const baselineEntry = z.strictObject({
  caseId: words.describe('case whose fail or warn does not count'),
  check: words.describe('only this check of the case; left out, the whole case').exactOptional(),
  profile: words.describe('profile in which it does not count'),
  reason: words.describe('why it does not count'),
  owner: words.describe('who sees to it'),
  expires: z.iso.date().describe('last day on which it does not count, in UTC'),
}) satisfies z.ZodType<BaselineEntry>;

/** zod schema of a baseline file. */
export const baselineSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  schemaVersion: z.literal(BASELINE_VERSION),
  entries: z.array(baselineEntry),
}) satisfies z.ZodType<Baseline>;

/** The JSON Schema of a baseline file, as published in docs/baseline.schema.json. */
export function baselineJsonSchema(): string {
  const schema = { title: 'dcr-conformance baseline', ...z.toJSONSchema(baselineSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
