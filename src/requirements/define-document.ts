import type { Broken, Requirement, RequirementLevel } from '../model/requirement.ts';

interface Document {
  readonly short: string;
  readonly title: string;
  readonly url: string;
}

type Row = Omit<Requirement, 'id' | 'spec' | 'document' | 'whenBroken' | 'verified'> & {
  readonly whenBroken?: Broken;
  readonly verified?: false;
};

const BY_LEVEL: Readonly<Record<RequirementLevel, Broken>> = {
  MUST: 'fail',
  'MUST NOT': 'fail',
  SHOULD: 'warn',
  'SHOULD NOT': 'warn',
  MAY: 'info',
};

/** Turns the rows of one document into catalogue entries; `whenBroken` follows the level unless a row says otherwise. */
export function defineDocument<const Id extends string>(
  document: Document,
  rows: Readonly<Record<Id, Row>>,
): Readonly<Record<Id, Requirement>> {
  const entries = Object.entries<Row>(rows).map(([id, row]) => [
    id,
    {
      ...row,
      id,
      spec: document.short,
      document: document.title,
      whenBroken: row.whenBroken ?? BY_LEVEL[row.level],
      verified: row.verified ?? true,
    },
  ]);
  return Object.fromEntries(entries) as Record<Id, Requirement>;
}
