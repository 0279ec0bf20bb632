import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { json } from './json.ts';
import { reportSchema } from './schema.ts';
import { failure, report, result } from './testing/sample-report.ts';

const sample = report([result(), failure()]);

describe('the report schema', () => {
  it('accepts what the json reporter writes', () => {
    const text = json.render(sample, { color: false, out: '.', quiet: false, headline: false });
    expect(reportSchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  it.each([
    ['another schema version', { ...sample, schemaVersion: '2.0' }],
    ['an unknown verdict', { ...sample, results: [{ ...result(), verdict: 'maybe' }] }],
    ['a member nobody declared', { ...sample, extra: 1 }],
    ['a missing total', { ...sample, totals: { cases: 1 } }],
  ])('refuses %s', (_name, value) => {
    expect(reportSchema.safeParse(value).success).toBe(false);
  });

  it('can be published as JSON Schema', () => {
    expect(z.toJSONSchema(reportSchema)).toMatchObject({
      type: 'object',
      properties: { schemaVersion: { const: '1.0' } },
    });
  });
});
