import type { Broken, Requirement, RequirementLevel } from '../model/requirement.ts';

interface DocumentHead {
  readonly short: string;
  readonly title: string;
  readonly url: string;
}

/** A row as it is written down: what its document and its level already say is left out. */
type Row = Omit<Requirement, 'id' | 'spec' | 'document' | 'url' | 'whenBroken' | 'verified'> & {
  /** What follows the document's URL to reach the clause; left out where the document has no place to point at. */
  readonly link?: string;
  readonly whenBroken?: Broken;
  readonly verified?: false;
};

/** One specification and its rows. */
export interface RequirementDocument<Id extends string = string> extends DocumentHead {
  readonly rows: Readonly<Record<Id, Requirement>>;
}

/** What breaking a requirement counts as where its row says nothing else. */
export const BROKEN_BY_LEVEL: Readonly<Record<RequirementLevel, Broken>> = {
  MUST: 'fail',
  'MUST NOT': 'fail',
  SHOULD: 'warn',
  'SHOULD NOT': 'warn',
  MAY: 'info',
};

/** Turns the rows of one document into catalogue entries; `whenBroken` follows the level unless a row says otherwise. */
export function defineDocument<const Id extends string>(
  head: DocumentHead,
  rows: Readonly<Record<Id, Row>>,
): RequirementDocument<Id> {
  const entries = Object.entries<Row>(rows).map(([id, { link, ...row }]) => [
    id,
    {
      ...row,
      id,
      spec: head.short,
      document: head.title,
      url: `${head.url}${link ?? ''}`,
      whenBroken: row.whenBroken ?? BROKEN_BY_LEVEL[row.level],
      verified: row.verified ?? true,
    },
  ]);
  return { ...head, rows: Object.fromEntries(entries) as Record<Id, Requirement> };
}
